import Testing
import TraceChecker

/// Nobody may come to term 5. With what it has seen, to show that an invariant may keep a state.
private struct NoTermFive: Invariant {
  static let name = "NoTermFive"
  static let section = "none"
  static let statement = "no server comes to term 5"
  static let interests: Transition.Changes = .term
  private var seen: [Int] = []

  mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    seen.append(change.after.term)
    return change.after.term == 5 ? .custom(kind: "term 5", servers: [change.server], text: "saw \(seen)") : nil
  }
}

/// Breaks at the first step that it is shown. One type for each change, as an invariant's interests are its type's.
private protocol Shown: Invariant {}

extension Shown {
  static var name: String { "\(Self.self)" }
  static var section: String { "none" }
  static var statement: String { "is never shown anything" }
  func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    .custom(kind: "shown", servers: [], text: "shown")
  }
}

private struct OnTerm: Shown { static let interests: Transition.Changes = .term }
private struct OnVote: Shown { static let interests: Transition.Changes = .vote }
private struct OnNewLeader: Shown { static let interests: Transition.Changes = .newLeader }
private struct OnAppended: Shown { static let interests: Transition.Changes = .appended }
private struct OnTruncated: Shown { static let interests: Transition.Changes = .truncated }
private struct OnCommit: Shown { static let interests: Transition.Changes = .commit }
private struct OnNewlyCommitted: Shown { static let interests: Transition.Changes = .newlyCommitted }
private struct OnRestart: Shown { static let interests: Transition.Changes = .restart }
private struct OnRole: Shown { static let interests: Transition.Changes = .role }
private struct OnOtherTerm: Shown { static let interests: Transition.Changes = .otherTerm }
private struct OnLacking: Shown { static let interests: Transition.Changes = .lacking }
private struct OnOldCommit: Shown { static let interests: Transition.Changes = .oldCommit }
private struct OnMatchFell: Shown { static let interests: Transition.Changes = .matchFell }
private struct OnMatchReachesNext: Shown { static let interests: Transition.Changes = .matchReachesNext }
private struct OnMessageAhead: Shown { static let interests: Transition.Changes = .messageAhead }
private struct OnTwo: Shown { static let interests: Transition.Changes = [.truncated, .vote] }
private struct OnNothing: Shown { static let interests: Transition.Changes = [] }

@Suite("Checker") struct CheckerTests {
  @Test("Only the first violation of an invariant is reported, and observing says when something new broke")
  func firstOnly() {
    var script = Script()
    script.follows(1, term: 3)
    let first = script.follows(1, term: 2)
    script.follows(1, term: 1)
    script.follows(2, term: 3)
    script.follows(2, term: 2)
    script.breaks("TermsMonotone", at: first, servers: [1])
    let second = script.commits(0, 1)
    #expect(script.violations.map(\.invariant) == ["TermsMonotone", "CommitIndexWithinLog"])
    #expect(script.violations.map(\.step) == [first, second])
  }

  @Test("Observing an event returns whether it broke something that was whole")
  func result() {
    var checker = Checker(servers: 3)
    var event = TraceEvent()
    event.server = 0
    var results: [Bool] = []
    for (term, commit) in [(3, 0), (3, 0), (2, 0), (1, 0), (1, 1), (1, 2)] {
      event.state.term = term
      event.state.commit = commit
      results.append(checker.observe(event))
      event.action = .heartbeat
    }
    #expect(results == [false, false, true, false, true, false])
  }

  @Test("Copies of a checker are independent")
  func copies() {
    var one = Checker(servers: 3)
    var event = TraceEvent()
    event.server = 0
    (event.state.term, event.state.vote) = (3, 1)
    one.observe(event)
    var other = one
    event.action = .heartbeat
    event.state.term = 2
    other.observe(event)
    let terms = [one.history.servers[0].state.term, other.history.servers[0].state.term]
    #expect(terms == [3, 2])
    #expect(one.violations.isEmpty && other.violations.map(\.invariant).contains("TermsMonotone"))
    #expect(one.history.voters(for: 1, in: 2) == [])
    event.state.term = 4
    let isBroken = one.observe(event)
    #expect(!isBroken)
  }

  /// A restart that loses everything.
  private static func totalLoss(checks: [any Check]) -> Script {
    var script = Script(checks: checks)
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.replicates(0, to: 1, commit: 0)
    script.commits(0, 1)
    script.commits(1, 1)
    script.crash(1)
    script.restart(1, kept: 0) { state in
      state.term = 0
      state.vote = TraceEvent.none
    }
    return script
  }

  @Test("Several invariants that break at one step are reported in the order of the standard invariants")
  func severalAtOnce() {
    let script = Self.totalLoss(checks: Checker.stepChecks)
    #expect(
      script.violations.map(\.invariant)
        == [
          "TermsMonotone", "CommittedOnMajority", "CommittedEntriesStable", "DurableStateSurvives",
          "QuorumHoldsCommitted",
        ])
    #expect(Set(script.violations.map(\.step)).count == 1)
  }

  @Test("Several invariants that break at one step are reported in the order in which they were asked for")
  func askedOrder() {
    let script = Self.totalLoss(checks: Checker.stepChecks.reversed())
    #expect(
      script.violations.map(\.invariant)
        == [
          "QuorumHoldsCommitted", "DurableStateSurvives", "CommittedEntriesStable", "CommittedOnMajority",
          "TermsMonotone",
        ])
  }

  @Test("Only the invariants that were asked for are checked")
  func restricted() {
    let script = Self.totalLoss(checks: [CommittedOnMajority(), LogMatching()])
    #expect(script.violations.map(\.invariant) == ["CommittedOnMajority"])
    #expect(Self.totalLoss(checks: []).violations.isEmpty)
  }

  @Test("Up to 64 invariants are checked")
  func many() {
    let script = Self.totalLoss(checks: Array(repeating: TermsMonotone(), count: 64))
    #expect(script.violations.count == 64)
  }

  @Test("The standard invariants, each with its name, section, statement and interests")
  func standard() {
    let types = Checker.stepChecks.map { type(of: $0) }
    #expect(
      types.map { $0.name } == [
        "ElectionSafety", "VoteOnce", "TermsMonotone", "LogMatching", "LeaderAppendOnly", "CommitIndexMonotone",
        "CommitIndexWithinLog", "StateMachineSafety", "LeaderCompleteness", "CommittedOnMajority",
        "CommittedEntriesStable", "DurableStateSurvives", "LogTermsMonotone", "EntryTermsElected",
        "QuorumHoldsCommitted", "UpToDateLogHoldsCommitted", "LeaderCommitsOwnTerm", "VotersNotNewer",
        "MatchIndexMonotone", "MatchIndexBelowNext", "MessageTermsBounded", "PermittedRoleChanges",
        "PermittedLogChanges", "NoTrap", "Conformance",
      ])
    #expect(types.allSatisfy { $0.section.hasPrefix("5") && !$0.statement.isEmpty })
    let interests = Checker.stepChecks.compactMap { check in
      if case .invariant(let invariant) = check.kind { type(of: invariant).interests } else { nil }
    }
    #expect(interests.count == types.count - 1 && interests.allSatisfy { !$0.isEmpty })
  }

  @Test("An invariant of one's own is checked beside the others, and keeps its state")
  func custom() {
    var script = Script(checks: Checker.stepChecks + [NoTermFive()])
    script.follows(0, term: 4)
    script.step(.heartbeat, 0)
    let step = script.follows(1, term: 5)
    script.follows(2, term: 5)
    script.breaks("NoTermFive", at: step, servers: [1], saying: "saw [4, 5]")
  }

  @Test("An invariant is shown the steps that change what it is interested in, and no others")
  func interests() {
    var script = Script(checks: [
      OnTerm(), OnVote(), OnNewLeader(), OnAppended(), OnTruncated(), OnCommit(), OnNewlyCommitted(), OnRestart(),
      OnTwo(), OnNothing(),
    ])
    script.step(.heartbeat, 0)
    let timeout = script.timesOut(0, term: 1)
    script.votes(1, for: 0, term: 1)
    let win = script.wins(0)
    let create = script.creates(0, 7)
    script.replicates(0, to: 1)
    let commit = script.commits(0, 1)
    script.crash(0)
    let restart = script.restart(0)
    script.creates(0, 8)
    let truncate = script.appends(0, kept: 1, [])
    let steps = Dictionary(uniqueKeysWithValues: script.violations.map { ($0.invariant, $0.step) })
    #expect(
      steps == [
        "OnTerm": timeout, "OnVote": timeout, "OnTwo": timeout, "OnNewLeader": win, "OnAppended": create,
        "OnCommit": commit,
        "OnNewlyCommitted": commit, "OnRestart": restart, "OnTruncated": truncate,
      ])
  }
}

extension CheckerTests {
  @Test("An invariant is shown the irregular step that it is interested in, though no state may change in it")
  func irregularInterests() {
    var script = Script(checks: [
      OnRole(), OnOtherTerm(), OnLacking(), OnOldCommit(), OnMatchFell(), OnMatchReachesNext(), OnMessageAhead(),
    ])
    let timeout = script.timesOut(0, term: 1)
    script.votes(1, for: 0, term: 1)
    script.wins(0)
    let create = script.creates(0, 7)
    script.creates(0, 8)
    script.replicates(0, to: 1)
    let commit = script.commits(0, 1)
    script.hears(0, match: [0, 2, 0], next: [1, 3, 1])
    let fall = script.hears(0, match: [0, 1, 0], next: [1, 3, 1])
    let reach = script.hears(0, match: [0, 1, 1], next: [1, 3, 1])
    let ahead = script.step(.receive, 0) { event in
      event.message.from = 1
      event.message.term = 2
    }
    script.leader(0, term: 3, voters: [1])
    let old = script.commits(0, 2)
    let steps = Dictionary(uniqueKeysWithValues: script.violations.map { ($0.invariant, $0.step) })
    #expect(
      steps == [
        "OnRole": timeout, "OnOtherTerm": create, "OnLacking": commit, "OnMatchFell": fall, "OnMatchReachesNext": reach,
        "OnMessageAhead": ahead, "OnOldCommit": old,
      ])
  }
}

@Suite("Fingerprint") struct FingerprintTests {
  /// `server` receives `kind` in `role`, and its term falls.
  private static func termFalls(
    _ server: Int, servers: Int = 3, after steps: Int = 0, _ action: Action = .receive,
    _ kind: TraceMessage.Kind = .voteReply, role: TraceRole = .follower
  ) -> Script {
    var script = Script(servers: servers, checks: Script.outcomes)
    for _ in 0..<steps { script.step(.heartbeat, 0) }
    script.step(.receive, server) { event in
      event.state.term = 3 + steps
      event.state.role = role
    }
    script.step(action, server) { event in
      event.message.kind = kind
      event.state.term = 2
    }
    return script
  }

  @Test("Equal for the same kind of failure at another step, server, term and size of the cluster")
  func sameKind() throws {
    let one = try #require(Self.termFalls(1).fingerprint)
    #expect(Self.termFalls(2).fingerprint == one)
    #expect(Self.termFalls(1, after: 9).fingerprint == one)
    #expect(Self.termFalls(4, servers: 5).fingerprint == one)
  }

  @Test("Different for another action, kind of message, role or invariant")
  func otherKinds() {
    let others = [
      Self.termFalls(1), Self.termFalls(1, .voteRequest), Self.termFalls(1, .appendReply),
      Self.termFalls(1, .heartbeat, .voteReply), Self.termFalls(1, .timeout, .voteReply),
      Self.termFalls(1, role: .candidate), Self.commitFalls(),
    ]
    #expect(Set(others.compactMap(\.fingerprint)).count == others.count)
  }

  @Test("What a message was does not matter where none arrived")
  func noMessage() {
    #expect(
      Self.termFalls(1, .heartbeat, .voteReply).fingerprint == Self.termFalls(1, .heartbeat, .forward).fingerprint)
  }

  @Test("The role before and the role after are distinguished")
  func roles() {
    var up = Script(checks: Script.outcomes)
    up.follows(1, term: 3)
    up.step(.receive, 1) { event in
      event.state.term = 2
      event.state.role = .candidate
    }
    var down = Script(checks: Script.outcomes)
    down.step(.receive, 1) { event in
      event.state.term = 3
      event.state.role = .candidate
    }
    down.step(.receive, 1) { event in
      event.state.term = 2
      event.state.role = .follower
    }
    #expect(up.fingerprint != nil && down.fingerprint != nil && up.fingerprint != down.fingerprint)
  }

  private static func termFalls(_ server: Int, _ kind: TraceMessage.Kind) -> Script {
    termFalls(server, .receive, kind)
  }

  /// The commit index of a follower falls on a vote's answer.
  private static func commitFalls() -> Script {
    let others = Script.outcomes.filter { type(of: $0).name != "CommitIndexWithinLog" }
    var script = Script(checks: others)
    script.step(.receive, 1) { $0.state.commit = 2 }
    script.step(.receive, 1) { event in
      event.message.kind = .voteReply
      event.state.commit = 1
    }
    return script
  }
}
