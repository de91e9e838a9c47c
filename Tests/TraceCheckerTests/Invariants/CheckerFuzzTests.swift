import TestTier
import Testing
import TraceChecker

/// SplitMix64: the same numbers everywhere and always.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

/// Judges as `Inner` does and reports nothing, so that it still judges after it was broken.
private struct Silent<Inner: Invariant>: Invariant {
  static var name: String { Inner.name }
  static var section: String { Inner.section }
  static var statement: String { Inner.statement }
  static var interests: Transition.Changes { Inner.interests }
  var inner: Inner

  mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    _ = inner.check(change, history)
    return nil
  }
}

/// Events that a trace can hold, and no Raft would do.
private struct Nonsense {
  private var random: SplitMix
  private let servers: Int
  private let steps = Action.allCases.filter(\.isServerStep)
  private let largest = 1 << 48
  private var event = TraceEvent()
  private var lengths: [Int]

  init(seed: UInt64) {
    random = SplitMix(state: seed)
    servers = 1 + random.below(9)
    lengths = Array(repeating: 0, count: servers)
  }

  func checker(_ checks: [any Check]) -> Checker {
    Checker(servers: servers, checks: checks, recordsSent: true)
  }

  mutating func next() -> TraceEvent {
    event.sequence += 1
    event.time += random.below(3)
    let isAny = random.below(20) == 0
    event.details.trap = nil
    event.action = isAny ? Action.allCases[random.below(Action.allCases.count)] : steps[random.below(steps.count)]
    event.server = event.action.isServerStep ? random.below(servers) : TraceEvent.none
    event.logKept = nil
    event.appended.removeAll()
    guard event.action.isServerStep else { return event }
    event.message.kind = TraceMessage.Kind.allCases[random.below(6)]
    event.state.term = number(below: 5)
    event.state.vote = random.below(servers + 1) - 1
    event.state.role = TraceRole.allCases[random.below(3)]
    if random.below(2) == 0 { changeLog() }
    event.state.commit = number(below: lengths[event.server] + 2)
    event.message.from = random.below(servers)
    event.message.term = number(below: 7)
    changeIndexes()
    let traps = event.action == .crash && random.below(10) == 0
    event.details.trap = traps ? TrapPoint.allCases[random.below(TrapPoint.allCases.count)] : nil
    return event
  }

  private mutating func changeLog() {
    let length = lengths[event.server]
    let kept = random.below(3) == 0 ? random.below(length + 1) : length
    event.logKept = kept
    for _ in 0..<random.below(4) {
      event.appended.append(TraceEntry(term: number(below: 4), command: UInt64(random.below(3))))
    }
    lengths[event.server] = kept + event.appended.count
  }

  private mutating func changeIndexes() {
    event.indexes.removeAll()
    guard random.below(4) > 0 else { return }
    event.indexes.begin(random.below(4) == 0 ? random.below(10) : servers)
    for server in 0..<event.indexes.count {
      event.indexes.set(server, match: number(below: 3))
      event.indexes.set(server, next: number(below: 3) + 2)
    }
  }

  /// Mostly a small number, now and then as large as a trace may have it.
  private mutating func number(below limit: Int) -> Int { random.below(200) == 0 ? largest : random.below(limit) }
}

@Suite("Checker, fuzzed") struct CheckerFuzzTests {
  private static let silent: [any Check] = [
    Silent(inner: ElectionSafety()), Silent(inner: VoteOnce()), Silent(inner: TermsMonotone()),
    Silent(inner: LogMatching()), Silent(inner: LeaderAppendOnly()), Silent(inner: CommitIndexMonotone()),
    Silent(inner: CommitIndexWithinLog()), Silent(inner: StateMachineSafety()), Silent(inner: LeaderCompleteness()),
    Silent(inner: CommittedOnMajority()), Silent(inner: CommittedEntriesStable()),
    Silent(inner: DurableStateSurvives()), Silent(inner: LogTermsMonotone()), Silent(inner: EntryTermsElected()),
    Silent(inner: QuorumHoldsCommitted()), Silent(inner: UpToDateLogHoldsCommitted()),
    Silent(inner: LeaderCommitsOwnTerm()), Silent(inner: VotersNotNewer()), Silent(inner: MatchIndexMonotone()),
    Silent(inner: MatchIndexBelowNext()), Silent(inner: MessageTermsBounded()), Silent(inner: PermittedRoleChanges()),
    Silent(inner: PermittedLogChanges()), Silent(inner: NoTrap()),
  ]

  @Test("No well-formed event stops the checker, and each invariant is reported once, at a step that was")
  func runs() {
    var broken: Set<String> = []
    for seed in 0..<200 as Range<UInt64> {
      var nonsense = Nonsense(seed: seed)
      var checker = nonsense.checker(Checker.stepChecks)
      for _ in 0..<250 { checker.observe(nonsense.next()) }
      let names = checker.violations.map(\.invariant)
      #expect(Set(names).count == names.count)
      #expect(checker.violations.allSatisfy { (1...250).contains($0.step) })
      #expect(checker.violations.allSatisfy { Set($0.servers).count == $0.servers.count })
      broken.formUnion(names)
    }
    #expect(broken == Set(Checker.stepChecks.map { type(of: $0).name }))
  }

  @Test("No well-formed event stops an invariant that was broken already")
  func silentRuns() {
    for seed in 1_000..<TestTier.pick(1_005, thorough: 1_010) as Range<UInt64> {
      var nonsense = Nonsense(seed: seed)
      var checker = nonsense.checker(Self.silent)
      for _ in 0..<5_000 { checker.observe(nonsense.next()) }
      #expect(checker.violations.isEmpty)
    }
  }
}
