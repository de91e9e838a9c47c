/// Holds a run against the invariants, event by event, as it happens.
public struct Checker: Sendable {
  /// What the trace has told so far.
  public private(set) var history: History
  /// The violations seen so far: the first of each invariant.
  public private(set) var violations: [Violation] = []
  private var checks: [Check]
  private var interests: Transition.Changes
  private var change = Transition()

  private struct Check: Sendable {
    var invariant: any Invariant
    let interests: Transition.Changes
    let name: String
    var isBroken = false
  }

  /// The invariants that are checked unless others are asked for.
  public static var standardInvariants: [any Invariant] {
    [
      ElectionSafety(), VoteOnce(), TermsMonotone(), LogMatching(), LeaderAppendOnly(), CommitIndexMonotone(),
      CommitIndexWithinLog(), StateMachineSafety(), LeaderCompleteness(), CommittedOnMajority(),
      CommittedEntriesStable(), DurableStateSurvives(),
    ]
  }

  /// A checker of a cluster of `servers` that has not started.
  /// - Parameter invariants: what is to be checked, in the order in which violations of one step are told.
  public init(servers: Int, invariants: [any Invariant] = Checker.standardInvariants) {
    history = History(servers: servers)
    checks = invariants.map {
      Check(invariant: $0, interests: type(of: $0).interests, name: type(of: $0).name)
    }
    interests = checks.reduce([]) { $0.union($1.interests) }
  }

  /// Judges an event. O(servers) and its entries.
  /// - Returns: whether it broke something that was whole before.
  @discardableResult
  public mutating func observe(_ event: borrowing TraceEvent) -> Bool {
    guard event.action.isServerStep else { return false }
    history.apply(event, &change)
    if change.changes.isDisjoint(with: interests) { return false }
    return judge(event)
  }

  private mutating func judge(_ event: borrowing TraceEvent) -> Bool {
    let before = violations.count
    for index in checks.indices where !checks[index].interests.isDisjoint(with: change.changes) {
      if checks[index].isBroken { continue }
      guard let evidence = checks[index].invariant.check(change, history) else { continue }
      checks[index].isBroken = true
      violations.append(violation(checks[index].name, evidence, event))
    }
    return violations.count > before
  }

  private func violation(_ name: String, _ evidence: Evidence, _ event: borrowing TraceEvent) -> Violation {
    Violation(
      invariant: name, step: event.sequence, time: event.time, servers: evidence.servers, evidence: evidence.text,
      fingerprint: fingerprint(name, event))
  }

  private func fingerprint(_ name: String, _ event: borrowing TraceEvent) -> UInt64 {
    var hash = name.utf8.reduce(UInt64(0)) { mix($0, UInt64($1)) }
    hash = mix(hash, UInt64(event.action.rawValue))
    if event.action == .receive { hash = mix(hash, UInt64(event.message.kind.rawValue)) }
    return mix(hash, UInt64(change.before.role.rawValue) << 8 | UInt64(change.after.role.rawValue))
  }
}
