import Testing
import TraceChecker

@testable import Simulator

@Suite("Ids of messages") struct MessageIDTests {
  /// A message in transit, by the step that sent it, its place there, and its copy.
  private struct Copy: Hashable {
    let id: MessageID
    let copy: Int
  }

  /// Follows every copy of every message through a run.
  private struct Post {
    var sent: [MessageID: TraceMessage] = [:]
    var inTransit: Set<Copy> = []
    var problems: [String] = []
    var (received, lost, duplicated, late) = (0, 0, 0, 0)

    mutating func observe(_ event: TraceEvent) {
      switch event.action {
      case .receive, .lose: take(event)
      case .duplicate: duplicate(event)
      default: break
      }
      guard event.action.isServerStep else { return }
      for position in 0..<event.sent.count {
        let id = MessageID(step: event.sequence, position: position)
        sent[id] = event.sent[position]
        inTransit.insert(Copy(id: id, copy: 0))
      }
    }

    private mutating func take(_ event: TraceEvent) {
      let copy = Copy(id: event.details.id, copy: event.details.copy)
      if sent[copy.id] != event.message { problems.append("step \(event.sequence) has another message's id") }
      if inTransit.remove(copy) == nil { problems.append("step \(event.sequence): \(copy) is not in transit") }
      if event.action == .receive { received += 1 } else { lost += 1 }
      if copy.copy > 0 { late += 1 }
    }

    private mutating func duplicate(_ event: TraceEvent) {
      let copy = Copy(id: event.details.id, copy: event.details.copy)
      if sent[copy.id] != event.message { problems.append("step \(event.sequence) has another message's id") }
      if !inTransit.insert(copy).inserted || copy.copy == 0 { problems.append("step \(event.sequence): no new copy") }
      duplicated += 1
    }
  }

  private static func post(_ plan: RunPlan) -> Post {
    var post = Post()
    _ = plan.run(record: { post.observe($0) })
    return post
  }

  @Test("each arrival and loss names the step that sent the message, its place there, and the copy")
  func everyMessage() {
    var (received, lost, duplicated, late) = (0, 0, 0, 0)
    for seed in UInt64(1)...12 {
      var scenario = Scenario(swarm: seed)
      scenario.duplication = 50_000
      if seed % 3 == 0 {
        (scenario.networkFaults.lateDuplication, scenario.networkFaults.lateDelay) = (50_000, 300_000)
      }
      let post = Self.post(RunPlan(seed: seed, scenario: scenario))
      #expect(post.problems.isEmpty, "seed \(seed): \(post.problems.prefix(3))")
      received += post.received
      lost += post.lost
      duplicated += post.duplicated
      late += post.late
    }
    #expect(received > 1_000 && lost > 100 && duplicated > 100 && late > 100)
  }

  @Test("steps that waited for a slow disk have the id of the message that they took, and so has its loss in a crash")
  func slowDisks() {
    var lost = 0
    for seed in UInt64(1)...8 {
      var scenario = Scenario(swarm: seed)
      (scenario.diskFaults.syncTime, scenario.crashInterval) = (20_000, 400_000)
      let post = Self.post(RunPlan(seed: seed, scenario: scenario))
      #expect(post.problems.isEmpty, "seed \(seed): \(post.problems.prefix(3))")
      lost += post.lost
    }
    #expect(lost > 0)
  }
}
