import Testing

@testable import TraceChecker

@Suite("Conformance ends at an event with something that the specification lacks")
struct ConformanceEndTests {
  /// An event of server 2 in a cluster that server 0 leads, and what it has that the specification lacks.
  private static let events: [(reason: Unspecified, action: Action, change: @Sendable (inout TraceEvent) -> Void)] = [
    (.role(.preCandidate), .timeout, { $0.state.role = .preCandidate }),
    (.message(.timeoutNow), .timeout, { event in event.sent.append { $0 = message(.timeoutNow) } }),
    (.message(.other), .lose, { $0.message = message(.other) }),
    (.message(.preVoteReply), .receive, { $0.message = message(.preVoteReply) }),
    (.entry(.configuration), .receive, { $0.message = append }),
    (.entry(.configuration), .heartbeat, { event in event.sent.append { $0 = append } }),
    (
      .entry(.configuration), .request,
      { event in
        event.logKept = 0
        event.appended = [TraceEntry(term: 1, command: 5, kind: .configuration)]
      }
    ),
    (.step(.installSnapshot), .installSnapshot, { _ in }),
  ]

  private static func message(_ kind: TraceMessage.Kind) -> TraceMessage {
    var message = TraceMessage()
    (message.kind, message.from, message.to, message.term) = (kind, 0, 2, 1)
    return message
  }

  private static var append: TraceMessage {
    var append = message(.appendRequest)
    append.entries = [TraceEntry(term: 1, command: 5, kind: .configuration)]
    return append
  }

  private static func play(_ number: Int, in script: inout ConformanceScript) {
    let (_, action, change) = events[number]
    script.step(action, action == .lose ? TraceEvent.none : 2, change: change)
  }

  @Test("neither that event nor any later one is judged", arguments: events.indices)
  func ends(_ number: Int) {
    var script = ConformanceScript(checks: [Conformance()])
    script.elects()
    #expect(script.checker.conformanceEnd == nil && script.checker.isConforming)
    Self.play(number, in: &script)
    let end = ConformanceEnd(step: 7, reason: Self.events[number].reason)
    #expect(script.checker.conformanceEnd == end && !script.checker.isConforming)
    script.step(.heartbeat, 1)
    script.receive(.accepted(1, 0, 1, 3))
    script.isAccepted()
    #expect(script.checker.conformanceEnd == end)
  }

  @Test("a deviation before it is a violation, and the end is not one", arguments: events.indices)
  func before(_ number: Int) {
    var script = ConformanceScript(checks: [Conformance()])
    script.elects()
    script.step(.heartbeat, 1)
    Self.play(number, in: &script)
    #expect(script.checker.violations.map(\.invariant) == [Conformance.name])
    #expect(script.checker.conformanceEnd == nil)
  }

  @Test("a server that starts with a configuration in its log ends it")
  func start() {
    var script = ConformanceScript(checks: [Conformance()])
    script.step(.start, 2) {
      $0.state.term = 1
      $0.logKept = 0
      $0.appended = [TraceEntry(term: 1, command: 5, kind: .configuration)]
    }
    script.isAccepted()
    #expect(script.checker.conformanceEnd == ConformanceEnd(step: 4, reason: .entry(.configuration)))
  }

  @Test("where conformance is not judged it does not end", arguments: events.indices)
  func unjudged(_ number: Int) {
    var script = ConformanceScript(checks: [VoteOnce()])
    Self.play(number, in: &script)
    #expect(script.checker.conformanceEnd == nil)
  }

  @Test("where conformance is not judged, a vote that contradicts its sender's state is a violation of VoteOnce")
  func grantsUnjudged() {
    var script = ConformanceScript(checks: [VoteOnce()])
    script.elects()
    script.receive(.vote(1, 2, 1))
    #expect(script.checker.violations.map(\.invariant) == [VoteOnce.name])
  }

  @Test("from then on a vote that contradicts its sender's state is a violation of VoteOnce")
  func grants() {
    for number in Self.events.indices {
      var script = ConformanceScript(checks: [Conformance(), VoteOnce()])
      script.elects()
      Self.play(number, in: &script)
      script.receive(.vote(1, 2, 1))
      #expect(script.checker.violations.map(\.invariant) == [VoteOnce.name])
    }
  }
}
