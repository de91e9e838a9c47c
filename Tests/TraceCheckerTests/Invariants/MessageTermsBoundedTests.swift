import Testing
import TraceChecker

@Suite("Message Terms Bounded") struct MessageTermsBoundedTests {
  /// A message of `term` from `sender` that changes nothing reaches `server`.
  private static func arrives(
    _ script: inout Script, _ kind: TraceMessage.Kind, from sender: Int, to server: Int, term: Int
  ) -> Int {
    script.step(.receive, server) { event in
      event.message.kind = kind
      event.message.from = sender
      event.message.term = term
    }
  }

  @Test("A message of a term that its sender never had breaks it, and the evidence has both terms")
  func ahead() {
    var script = Script()
    script.follows(1, term: 3)
    script.follows(2, term: 9)
    let step = Self.arrives(&script, .voteReply, from: 1, to: 0, term: 4)
    script.breaks(
      "MessageTermsBounded", at: step, servers: [1, 0],
      saying: "s1 must not send a RequestVote reply of term 4 to s0", "its highest term so far is 3")
  }

  @Test("It is seen in every kind of message", arguments: TraceMessage.Kind.allCases)
  func kinds(_ kind: TraceMessage.Kind) {
    var script = Script()
    let step = Self.arrives(&script, kind, from: 2, to: 0, term: 1)
    script.breaks("MessageTermsBounded", at: step, servers: [2, 0], saying: "of term 1 to s0")
  }

  @Test("Messages of the sender's term or of earlier ones are right, and so are those of a crashed server")
  func bounded() {
    var script = Script()
    script.follows(1, term: 3)
    _ = Self.arrives(&script, .forward, from: 1, to: 0, term: 3)
    script.crash(1)
    _ = Self.arrives(&script, .appendReply, from: 1, to: 0, term: 1)
    _ = Self.arrives(&script, .appendReply, from: 1, to: 0, term: 3)
    _ = Self.arrives(&script, .forward, from: 2, to: 0, term: 0)
    script.isAccepted()
  }

  @Test("A sender that lost its term sent its messages before: that is a matter of other invariants")
  func lostTerm() {
    var script = Script()
    script.follows(1, term: 3)
    script.crash(1)
    let step = script.restart(1) { $0.term = 2 }
    _ = Self.arrives(&script, .appendReply, from: 1, to: 0, term: 3)
    script.breaks("TermsMonotone", at: step, servers: [1], others: ["DurableStateSurvives"])
  }

  @Test("A message that is lost or comes twice is not judged before it arrives")
  func notArrived() {
    var script = Script()
    for action in [Action.lose, .duplicate] {
      script.step(action, 0) { event in
        event.server = TraceEvent.none
        event.message.from = 1
        event.message.term = 5
      }
    }
    script.isAccepted()
  }
}
