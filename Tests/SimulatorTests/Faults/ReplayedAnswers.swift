import RaftCore
import TraceChecker

@testable import Simulator

/// The answers of a run that are none of the key-value store, were it one: the log, applied once from its beginning, says
/// what each command returns; and a read that is in no log must return what the log said at some time between its
/// invocation and its answer.
struct ReplayedAnswers {
  private(set) var wrong: [String] = []
  private(set) var answers = 0
  private var committed = 0
  private var asked: [UInt64: (command: SessionCommand<KeyValueStore.Command>, since: Int)] = [:]
  private var told: [(command: UInt64, text: String, until: Int)] = []
  private var sequences: [Int: Int] = [:]

  init(seed: UInt64, _ scenario: Scenario, defect: String? = nil) {
    var world = World(
      RunPlan(seed: seed, scenario: scenario, defect: defect.flatMap(Defect.named)), invariants: [])
    var events = ReplayedAnswers()
    withUnsafeMutablePointer(to: &events) { events in
      world.record = { events.pointee.note($0) }
      world.run()
    }
    self = events
    let log = world.observer.checker.history.committed
    judge((0..<log.count).map { log[$0 + 1].entry.command })
  }

  private init() {}

  private mutating func note(_ event: borrowing TraceEvent) {
    if event.action.isServerStep { committed = max(committed, event.state.commit) }
    let part = event.client
    if event.action == .invoke {
      sequences[part.client, default: 0] += 1
      let content = Self.command(part.text)
      let command = SessionCommand(session: part.client, sequence: sequences[part.client] ?? 0, content: content)
      asked[part.command] = (command, committed)
    }
    if event.action == .answer, part.outcome == .committed { told.append((part.command, part.text, committed)) }
  }

  private mutating func judge(_ log: [UInt64]) {
    var replica = Replica<KeyValueStore>()
    var states = [replica.machine]
    var outputs: [UInt64: String] = [:]
    for command in log {
      let output = replica.apply(asked[command]?.command)
      if let output, outputs[command] == nil { outputs[command] = "\(output)" }
      states.append(replica.machine)
    }
    answers = told.count
    for answer in told where outputs[answer.command] != answer.text {
      guard let (command, since) = asked[answer.command] else { continue }
      if KeyValueStore.isRead(command.content), since <= answer.until, answer.until < states.count {
        let possible = states[since...answer.until].map { state in
          var state = state
          return "\(state.apply(command.content))"
        }
        if possible.contains(answer.text) { continue }
      }
      wrong.append("\(command.content): \(answer.text), not \(outputs[answer.command] ?? "in the log")")
    }
  }

  /// A command from its words.
  private static func command(_ text: String) -> KeyValueStore.Command {
    let words = text.split(separator: " ")
    let numbers = words.dropFirst(2).compactMap { Int($0) }
    let key = Int(words[1].dropFirst()) ?? 0
    return switch words[0] {
    case "get": .get(key: key)
    case "put": .put(key: key, value: numbers[0])
    case "append": .append(key: key, value: numbers[0])
    default: .compareAndSet(key: key, expected: numbers[0], value: numbers[1])
    }
  }
}
