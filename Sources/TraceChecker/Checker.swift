/// Holds a run against the invariants, event by event, as it happens.
public struct Checker: Sendable {
  /// What the trace has told so far.
  public private(set) var history: History
  /// The violations seen so far: the first of each invariant.
  public private(set) var violations: [Violation] = []
  /// What the event that was observed last changed.
  public private(set) var changes: Transition.Changes = []
  private var checks: [Check]
  private var specification: Specification
  /// Whether every step so far was one of the specification, and someone wants to know: events must tell what is sent.
  public private(set) var isConforming: Bool
  /// Whether it is to be known at all.
  private let isJudgingConformance: Bool
  /// What clients are told, if someone wants to know.
  private var clients: ClientJudge?
  /// By the bit of a change: the invariants that want to see it, one bit each.
  private let interested: [UInt64]
  /// The invariants that were not broken yet.
  private var whole: UInt64

  private struct Check: Sendable {
    var invariant: any Invariant
    let name: String
  }

  /// The invariants that are checked unless others are asked for.
  public static var standardInvariants: [any Invariant] {
    [
      ElectionSafety(), VoteOnce(), TermsMonotone(), LogMatching(), LeaderAppendOnly(), CommitIndexMonotone(),
      CommitIndexWithinLog(), StateMachineSafety(), LeaderCompleteness(), CommittedOnMajority(),
      CommittedEntriesStable(), DurableStateSurvives(), LogTermsMonotone(), EntryTermsElected(),
      QuorumHoldsCommitted(), UpToDateLogHoldsCommitted(), LeaderCommitsOwnTerm(), VotersNotNewer(),
      MatchIndexMonotone(), MatchIndexBelowNext(), MessageTermsBounded(), PermittedRoleChanges(),
      PermittedLogChanges(), Conformance(),
    ]
  }

  /// What is checked of a whole run: the standard invariants, and what no single step can break.
  public static var runInvariants: [any Invariant] { standardInvariants + [Linearizable(), Progress()] }

  /// A checker of a cluster of `servers` that has not started.
  /// - Parameters:
  ///   - invariants: what is to be checked, in the order in which violations of one step are told.
  ///   - tellsSent: whether every event tells what the step sends; where not, `Conformance` is not judged.
  public init(
    servers: Int, invariants: [any Invariant] = Checker.standardInvariants, tellsSent: Bool = false
  ) {
    history = History(servers: servers)
    precondition(invariants.count <= 64, "at most 64 invariants are checked at once")
    checks = invariants.map { Check(invariant: $0, name: type(of: $0).name) }
    var interested = Array(repeating: UInt64(0), count: Transition.Changes.kinds)
    for index in invariants.indices {
      var bits = type(of: invariants[index]).interests.rawValue
      while bits != 0 {
        interested[bits.trailingZeroBitCount] |= 1 << index
        bits &= bits - 1
      }
    }
    self.interested = interested
    whole = invariants.isEmpty ? 0 : .max >> (64 - invariants.count)
    specification = Specification(servers: servers)
    isJudgingConformance = tellsSent && interested[Transition.Changes.deviation.rawValue.trailingZeroBitCount] != 0
    isConforming = isJudgingConformance
    let judgesClients = interested[Transition.Changes.unexplained.rawValue.trailingZeroBitCount] != 0
    clients = judgesClients ? ClientJudge() : nil
  }

  /// How often the budget did not suffice to say whether what clients were told is linearizable.
  public var inconclusiveHistories: Int { clients?.inconclusive ?? 0 }

  /// The votes that the specification has counted for a server that stands or leads, one bit a voter: a trace does not tell
  /// what the server has counted itself. `nil` if conformance is not judged, or there was none. TLA+: `votesGranted`.
  public func votesGranted(to server: Int) -> UInt16? { isConforming ? specification.votes(for: server) : nil }

  /// Judges as if a run had just come to `standing`: nothing was broken before.
  ///
  /// What invariants remember is only what stands there: of entries that are in no log any more, nothing. O(standing).
  public mutating func stand(at standing: Standing) {
    history = History(standing)
    violations = []
    whole = checks.isEmpty ? 0 : .max >> (64 - checks.count)
    if isJudgingConformance {
      isConforming = true
      specification = Specification(standing)
    }
    if clients != nil { clients = ClientJudge() }
    for index in checks.indices { checks[index].invariant.stand(at: history) }
  }

  /// Judges an event. O(servers) and its entries.
  /// - Returns: whether it broke something that was whole before.
  @discardableResult
  public mutating func observe(_ event: TraceEvent) -> Bool {
    guard isConforming else { return observe(event, message: 0) }
    guard event.action.hasMessage else { return observe(event, message: 0) }
    return observe(event, message: event.message.contentHash)
  }

  /// Judges an event whose message, if it has one, has the content hash `message`.
  mutating func observe(_ event: TraceEvent, message: UInt64) -> Bool {
    changes = []
    var deviation: Deviation? = isConforming ? specification.judge(event, message: message, history) : nil
    let action = event.action
    guard action.isServerStep else {
      if action == .invoke { return judgeClient(event) }
      if action == .answer { return judgeClient(event) }
      guard let deviation else { return false }
      return leave(deviation, history.idle(event), event)
    }
    let irregular = history.takeNote(of: event)
    var isIdle = false
    if irregular.isEmpty { isIdle = !history.isChanged(by: event) }
    if isIdle {
      if deviation == nil { deviation = sending(event) }
      guard let deviation else { return false }
      return leave(deviation, history.idle(event), event)
    }
    let change = history.apply(event, irregular: irregular)
    if deviation == nil { deviation = sending(event) }
    if let deviation { return leave(deviation, change, event) }
    return change.changes.isEmpty ? false : judge(change, event)
  }

  /// Judges what could not be judged before the end: no event follows.
  /// - Returns: whether something is broken that was whole before.
  @discardableResult
  public mutating func conclude() -> Bool {
    guard let finding = clients?.conclude() else { return false }
    return find(finding.evidence, .unexplained, at: finding.step, finding.time)
  }

  private mutating func judgeClient(_ event: TraceEvent) -> Bool {
    guard let finding = clients?.observe(event, history) else { return false }
    return find(finding.evidence, .unexplained, at: finding.step, finding.time)
  }

  /// Takes note that the cluster does not work again, although the faults have ended long ago (`Progress`).
  /// - Parameters:
  ///   - step: the number of the last event.
  ///   - time: until when that was waited for.
  /// - Returns: whether that breaks something that was whole before.
  public mutating func stall(_ evidence: Evidence, at step: Int, _ time: Int) -> Bool {
    find(evidence, .stalled, at: step, time)
  }

  /// Breaks what no server's step breaks.
  private mutating func find(_ evidence: Evidence, _ change: Transition.Changes, at step: Int, _ time: Int) -> Bool {
    var end = TraceEvent()
    (end.sequence, end.time, end.action, end.server) = (step, time, .answer, 0)
    var transition = history.idle(end)
    transition.find(evidence, change)
    return judge(transition, end)
  }

  private mutating func sending(_ event: TraceEvent) -> Deviation? {
    isConforming ? specification.judgeSending(event, history) : nil
  }

  /// The step is none that the specification has: where it leads is not for the specification to say.
  private mutating func leave(_ deviation: Deviation, _ change: Transition, _ event: TraceEvent) -> Bool {
    isConforming = false
    var change = change
    change.leave(deviation.under(event, history))
    return judge(change, event)
  }

  private mutating func judge(_ change: borrowing Transition, _ event: TraceEvent) -> Bool {
    changes = change.changes
    var todo = invariants(interestedIn: change.changes) & whole
    let before = violations.count
    while todo != 0 {
      let index = todo.trailingZeroBitCount
      todo &= todo - 1
      guard let evidence = checks[index].invariant.check(change, history) else { continue }
      whole &= ~(1 << index)
      violations.append(violation(checks[index].name, evidence, change, event))
    }
    return violations.count > before
  }

  private func invariants(interestedIn changes: Transition.Changes) -> UInt64 {
    var mask: UInt64 = 0
    var bits = changes.rawValue
    while bits != 0 {
      mask |= interested[bits.trailingZeroBitCount]
      bits &= bits - 1
    }
    return mask
  }

  private func violation(
    _ name: String, _ evidence: Evidence, _ change: borrowing Transition, _ event: TraceEvent
  ) -> Violation {
    Violation(
      invariant: name, step: event.sequence, time: event.time, servers: evidence.servers,
      commands: evidence.commands, evidence: evidence.text,
      fingerprint: fingerprint(name, change, event))
  }

  private func fingerprint(_ name: String, _ change: borrowing Transition, _ event: TraceEvent) -> UInt64 {
    var hash = name.utf8.reduce(UInt64(0)) { mix($0, UInt64($1)) }
    if change.finding != nil { return hash }
    hash = mix(hash, UInt64(event.action.rawValue))
    if event.action == .receive { hash = mix(hash, UInt64(event.message.kind.number)) }
    return mix(hash, UInt64(change.before.role.rawValue) << 8 | UInt64(change.after.role.rawValue))
  }
}
