/// Holds a run against the invariants, event by event, as it happens.
public struct Checker: Sendable {
  /// The history of the trace so far.
  public private(set) var history: History
  /// The violations seen so far: the first of each invariant.
  public private(set) var violations: [Violation] = []
  /// What the event that was observed last changed.
  public private(set) var changes: Transition.Changes = []
  private var invariants = InPlaceArray<StepCheck>()
  private var runChecks = InPlaceArray<WholeCheck>()
  /// Others that see every event.
  public private(set) var observers: [any EventObserver]
  private var specification: Specification
  /// Whether conformance is judged, for which events must have what is sent, and every step so far conformed.
  public private(set) var isConforming: Bool
  /// Where the judgement of conformance ended, if an event had something that the specification does not have.
  public private(set) var conformanceEnd: ConformanceEnd?
  private let isJudgingConformance: Bool
  /// By the bit of a change: the invariants that want to see it, one bit each.
  private let interested: [UInt64]
  /// The invariants that were not broken yet.
  private var whole: UInt64

  private struct StepCheck: Sendable {
    var invariant: any Invariant
    let name: String
  }

  private struct WholeCheck: Sendable {
    var check: any RunCheck
    let name: String
    var isBroken = false
  }

  /// A checker of a cluster of `servers` that has not started.
  /// - Parameters:
  ///   - checks: what is checked, in the order in which violations of one step are reported.
  ///   - observers: who else sees the events.
  ///   - tellsSent: whether every event has the messages that the step sends; if not, `Conformance` is not judged.
  public init(
    servers: Int, checks: [any Check] = Checker.stepChecks, observers: [any EventObserver] = [],
    tellsSent: Bool = false
  ) {
    history = History(servers: servers)
    history.judgesGrants = !tellsSent
    self.observers = observers
    var wantsConformance = false
    for check in checks {
      switch check.kind {
      case .invariant(let invariant):
        invariants.append(StepCheck(invariant: invariant, name: type(of: invariant).name))
      case .run(let check): runChecks.append(WholeCheck(check: check, name: type(of: check).name))
      case .conformance: wantsConformance = true
      }
    }
    precondition(invariants.count <= 64, "at most 64 invariants are checked at once")
    interested = Self.interested(invariants)
    whole = invariants.isEmpty ? 0 : .max >> (64 - invariants.count)
    specification = Specification(servers: servers)
    isJudgingConformance = tellsSent && wantsConformance
    isConforming = isJudgingConformance
  }

  private static func interested(_ invariants: InPlaceArray<StepCheck>) -> [UInt64] {
    var interested = Array(repeating: UInt64(0), count: Transition.Changes.kinds)
    for index in invariants.indices {
      var bits = type(of: invariants[index].invariant).interests.rawValue
      while bits != 0 {
        interested[bits.trailingZeroBitCount] |= 1 << index
        bits &= bits - 1
      }
    }
    return interested
  }

  /// How often the budget did not suffice to decide whether the clients' answers are linearizable.
  public var inconclusiveHistories: Int { runChecks.reduce(0) { $0 + $1.check.inconclusive } }

  /// The votes that the specification has counted for a candidate or leader, one bit a voter: a trace does not have the
  /// server's own count. `nil` if conformance is not judged, or there was no vote. TLA+: `votesGranted`.
  public func votesGranted(to server: Int) -> UInt16? { isConforming ? specification.votes(for: server) : nil }

  /// Judges as if a run had just come to `standing`: nothing was broken before.
  ///
  /// What invariants remember is only what `standing` has: nothing of entries that are in no log any more. O(standing).
  public mutating func stand(at standing: Standing) {
    history = History(standing)
    violations = []
    whole = invariants.isEmpty ? 0 : .max >> (64 - invariants.count)
    if isJudgingConformance {
      isConforming = true
      conformanceEnd = nil
      specification = Specification(standing)
    }
    for index in runChecks.indices {
      runChecks[index].check.reset()
      runChecks[index].isBroken = false
    }
    for index in invariants.indices { invariants[index].invariant.stand(at: history) }
  }

  /// Forgets what the invariants remember of the entries that every log's base has passed: no log can have them again.
  public mutating func forgetPassedPrefix() { forget(upTo: history.lowestBase) }

  /// Forgets what the invariants remember of the entries up to `base`.
  /// - Precondition: no log has one of these entries, and none will.
  mutating func forget(upTo base: LogBase) {
    guard base.index > 0 else { return }
    for offset in invariants.indices { invariants[offset].invariant.forget(upTo: base) }
  }

  /// Judges an event. O(servers) and its entries.
  /// - Returns: whether it broke something that was whole before.
  @discardableResult
  public mutating func observe(_ event: TraceEvent) -> Bool {
    if event.action.isNote {
      observeNote(event)
      return false
    }
    guard isConforming, event.action.hasMessage else { return observe(event, message: 0) }
    return observe(event, message: event.message.contentHash)
  }

  /// Whether an observer wants to see notes.
  public var wantsNotes: Bool { observers.contains { $0.wantsNotes } }

  /// Hands a note to the observers that want it. Nothing is judged.
  mutating func observeNote(_ event: TraceEvent) {
    for index in observers.indices where observers[index].wantsNotes { observers[index].observe(event, [], history) }
  }

  /// Judges an event whose message, if it has one, has the content hash `message`.
  mutating func observe(_ event: TraceEvent, message: UInt64) -> Bool {
    changes = []
    let isBroken = judge(event, message: message)
    for index in observers.indices { observers[index].observe(event, changes, history) }
    return isBroken
  }

  @inline(__always)
  private mutating func judge(_ event: TraceEvent, message: UInt64) -> Bool {
    var condition: Deviation.Condition? = isConforming ? specification.judge(event, message: message, history) : nil
    let action = event.action
    guard action.isServerStep else {
      if action == .invoke || action == .answer { return judgeClient(event) }
      guard let condition else { return false }
      return leave(condition, event)
    }
    let irregular = history.takeNote(of: event)
    var isIdle = false
    if irregular.isEmpty { isIdle = !history.isChanged(by: event) }
    if isIdle {
      if condition == nil { condition = sending(event) }
      guard let condition else { return false }
      return leave(condition, event)
    }
    let change = history.apply(event, irregular: irregular)
    changes = change.changes
    if condition == nil { condition = sending(event) }
    let isBroken = change.changes.isEmpty ? false : judge(change, event)
    guard let condition else { return isBroken }
    return leave(condition, event) || isBroken
  }

  // MARK: Invariants of steps

  private mutating func judge(_ change: borrowing Transition, _ event: TraceEvent) -> Bool {
    var todo = invariants(interestedIn: change.changes) & whole
    let before = violations.count
    while todo != 0 {
      let index = todo.trailingZeroBitCount
      todo &= todo - 1
      guard let evidence = invariants[index].invariant.check(change, history) else { continue }
      whole &= ~(1 << index)
      violations.append(
        Violation(
          invariant: invariants[index].name, step: event.sequence, time: event.time, evidence: evidence,
          fingerprint: fingerprint(evidence, change, event)))
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

  /// From the kind of evidence and the kind of step.
  private func fingerprint(_ evidence: Evidence, _ change: borrowing Transition, _ event: TraceEvent) -> UInt64 {
    var hash = mix(evidence.kindHash, UInt64(event.action.rawValue))
    if event.action == .receive { hash = mix(hash, UInt64(event.message.kind.number)) }
    return mix(hash, UInt64(change.before.role.rawValue) << 8 | UInt64(change.after.role.rawValue))
  }

  // MARK: Conformance

  private mutating func sending(_ event: TraceEvent) -> Deviation.Condition? {
    isConforming ? specification.judgeSending(event, history) : nil
  }

  /// The event is not an action of the specification, which says nothing about the state after it. Where the event has
  /// what the specification knows nothing of, that is no violation; from then on answers to requests for votes are held
  /// against the votes instead.
  /// - Returns: whether it is a violation.
  private mutating func leave(_ condition: Deviation.Condition, _ event: TraceEvent) -> Bool {
    isConforming = false
    if let reason = event.unspecified {
      conformanceEnd = ConformanceEnd(step: event.sequence, reason: reason)
      history.judgesGrants = true
      return false
    }
    let server = event.server == TraceEvent.none ? event.message.from : event.server
    let evidence = Evidence.deviation(Deviation(condition, event, server: server, history))
    report(Conformance.name, RunFinding(evidence, at: event.sequence, event.time))
    return true
  }

  // MARK: Whole runs

  private mutating func judgeClient(_ event: TraceEvent) -> Bool {
    judgeRun { $0.observe(event, $1) }
  }

  /// The driver of the cluster reports that the cluster does not work again, although the faults have ended (`Progress`).
  /// - Parameters:
  ///   - step: the number of the last event.
  ///   - time: until when the driver waited.
  /// - Returns: whether that breaks something that was whole before.
  public mutating func stall(_ stall: Stall, at step: Int, _ time: Int) -> Bool {
    judgeRun { check, _ in check.observe(stall, at: step, time) }
  }

  /// Judges what could not be judged before the end: no event follows.
  /// - Returns: whether something is broken that was whole before.
  @discardableResult
  public mutating func conclude() -> Bool {
    defer { for index in observers.indices { observers[index].conclude(history) } }
    return judgeRun { $0.conclude($1) }
  }

  private mutating func judgeRun(_ judge: (inout any RunCheck, History) -> RunFinding?) -> Bool {
    let before = violations.count
    for index in runChecks.indices where !runChecks[index].isBroken {
      guard let finding = judge(&runChecks[index].check, history) else { continue }
      runChecks[index].isBroken = true
      report(runChecks[index].name, finding)
    }
    return violations.count > before
  }

  /// A violation that no invariant of steps found: its fingerprint is the kind of evidence alone.
  private mutating func report(_ name: String, _ finding: RunFinding) {
    violations.append(
      Violation(
        invariant: name, step: finding.step, time: finding.time, evidence: finding.evidence,
        fingerprint: finding.evidence.kindHash))
  }
}
