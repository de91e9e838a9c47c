/// What a checker knows of a run so far, and its judgment of the next event. It has one owner: a `Checker`.
struct CheckedRun: ~Copyable, Sendable {
  private let anchor = AddressOnly()
  private(set) var history: History
  private(set) var violations: [Violation]
  private(set) var changes: Transition.Changes
  private var invariants: StepInvariants
  /// The invariants that are not violated yet, one bit each.
  private var unbroken: UInt64
  private var runChecks: Row<WholeCheck>
  private(set) var observers: [any EventObserver]
  private var specification: Specification
  private(set) var isConforming: Bool
  private(set) var conformanceEnd: Optional<ConformanceEnd>
  private let isJudgingConformance: Bool

  struct WholeCheck: Sendable {
    var check: any RunCheck
    let seesClients: Bool
    var isBroken = false
  }

  init(servers: Int, _ checks: [any Check], _ observers: [any EventObserver], recordsSent: Bool) {
    history = History(servers: servers)
    (violations, changes, conformanceEnd) = ([], [], nil)
    self.observers = observers
    var (invariants, runChecks, wantsConformance): ([any Invariant], [WholeCheck], Bool) = ([], [], false)
    for check in checks {
      switch check.kind {
      case .invariant(let invariant): invariants.append(invariant)
      case .run(let check): runChecks.append(WholeCheck(check: check, seesClients: type(of: check).seesClients))
      case .conformance: wantsConformance = true
      }
    }
    self.invariants = StepInvariants(invariants)
    unbroken = self.invariants.all
    self.runChecks = Row(runChecks)
    specification = Specification(servers: servers)
    isJudgingConformance = recordsSent && wantsConformance
    isConforming = isJudgingConformance
    history.judgesGrants = !isJudgingConformance
  }

  private init(copying other: borrowing CheckedRun) {
    history = other.history.copied()
    violations = other.violations
    changes = other.changes
    invariants = other.invariants.copied()
    unbroken = other.unbroken
    runChecks = other.runChecks.copied()
    observers = other.observers
    specification = other.specification.copied()
    isConforming = other.isConforming
    conformanceEnd = other.conformanceEnd
    isJudgingConformance = other.isJudgingConformance
  }

  var inconclusiveHistories: Int { runChecks.map(\.check.inconclusive).reduce(0, +) }

  func votesGranted(to server: Int) -> UInt16? { isConforming ? specification.votes(for: server) : nil }

  mutating func begin(at knownState: KnownState) {
    history = History(knownState)
    (violations, changes) = ([], [])
    unbroken = invariants.all
    if isJudgingConformance {
      isConforming = true
      conformanceEnd = nil
      specification = Specification(knownState)
    }
    for index in runChecks.indices {
      runChecks[index].check.reset()
      runChecks[index].isBroken = false
    }
    invariants.begin(at: history)
  }

  mutating func forget(upTo base: LogBase) -> Bool {
    guard base.index > 0 else { return false }
    let before = violations.count
    for index in runChecks.indices { judgeRun(index) { $0.forget(upTo: base, $1) } }
    invariants.forget(upTo: base)
    history.forget(upTo: base)
    return violations.count > before
  }

  /// Hands a note to the observers that want it.
  mutating func observeNote(_ event: TraceEvent) {
    for index in observers.indices where observers[index].wantsNotes { observers[index].observe(event, [], history) }
  }

  /// Judges an event whose message, if it has one, has the content hash `message`.
  /// - Returns: whether it violated a property that was not violated before.
  mutating func observe(_ event: TraceEvent, message: UInt64) -> Bool {
    changes = []
    let before = violations.count
    judge(event, message: message)
    for index in observers.indices { observers[index].observe(event, changes, history) }
    return violations.count > before
  }

  @inline(__always)
  private mutating func judge(_ event: TraceEvent, message: UInt64) {
    guard event.action.isServerStep else { return judgeOther(event, message: message) }
    var deviation = isConforming ? specification.judgeStep(event, message: message, history) : nil
    let irregular = history.takeNote(of: event)
    if !irregular.isEmpty || history.isChanged(by: event) {
      let change = history.apply(event, irregular: irregular)
      changes = change.changes
      judge(change, event)
    }
    if isConforming, deviation == nil { deviation = specification.judgeSending(event, history) }
    if let deviation { endConformance(deviation, event) }
  }

  /// Judges an event that is not a step of a server.
  private mutating func judgeOther(_ event: TraceEvent, message: UInt64) {
    if event.action == .invoke || event.action == .answer {
      for index in runChecks.indices where runChecks[index].seesClients {
        judgeRun(index) { $0.observe(event, $1) }
      }
    } else if isConforming, let deviation = specification.judgeOther(event, message: message) {
      endConformance(deviation, event)
    }
  }

  // MARK: Invariants of steps

  @inline(__always)
  private mutating func judge(_ change: borrowing Transition, _ event: TraceEvent) {
    var todo = invariants.interested(in: change.changes) & unbroken
    while todo != 0 {
      let index = todo.trailingZeroBitCount
      todo &= todo &- 1
      if let evidence = invariants.check(index, change, history) { report(index, evidence, change, event) }
    }
  }

  /// Reports that the invariant at `index` is violated.
  @inline(never)
  private mutating func report(
    _ index: Int, _ evidence: Evidence, _ change: borrowing Transition, _ event: TraceEvent
  ) {
    unbroken &= ~(1 << index)
    violations.append(
      Violation(
        invariant: invariants.name(of: index), step: event.sequence, time: event.time, evidence: evidence,
        fingerprint: fingerprint(evidence, change, event)))
  }

  /// The hash of the kind of evidence and the kind of step.
  private func fingerprint(_ evidence: Evidence, _ change: borrowing Transition, _ event: TraceEvent) -> UInt64 {
    var hash = mix(evidence.kindHash, UInt64(event.action.rawValue))
    if event.action == .receive { hash = mix(hash, UInt64(event.message.kind.number)) }
    return mix(hash, UInt64(change.before.role.rawValue) << 8 | UInt64(change.after.role.rawValue))
  }

  // MARK: Conformance

  /// Ends the judgment of conformance at an event that is not an action of the specification, which says nothing about
  /// the state after it. If the event has something that the specification lacks, that is not a violation. From then
  /// on, answers to vote requests are compared with the votes instead.
  @inline(never)
  private mutating func endConformance(_ condition: Deviation.Condition, _ event: TraceEvent) {
    isConforming = false
    history.judgesGrants = true
    if let reason = event.unspecified {
      conformanceEnd = ConformanceEnd(step: event.sequence, reason: reason)
      return
    }
    let server = event.server == TraceEvent.none ? event.message.from : event.server
    let evidence = Evidence.deviation(
      Deviation(condition, reason: specification.reason, event, server: server, history))
    report(Conformance.name, RunFinding(evidence, at: event.sequence, event.time))
  }

  // MARK: Whole runs

  mutating func observe(_ report: DriverReport, at step: Int, _ time: Int) -> Bool {
    let before = violations.count
    for index in runChecks.indices { judgeRun(index) { check, _ in check.observe(report, at: step, time) } }
    return violations.count > before
  }

  mutating func conclude() -> Bool {
    let before = violations.count
    for index in runChecks.indices { judgeRun(index) { $0.conclude($1) } }
    for index in observers.indices { observers[index].conclude(history) }
    return violations.count > before
  }

  @inline(__always)
  private mutating func judgeRun(
    _ index: Int, _ judge: (inout any RunCheck, borrowing History) -> RunFinding?
  ) {
    guard !runChecks[index].isBroken, let finding = judge(&runChecks[index].check, history) else { return }
    runChecks[index].isBroken = true
    report(type(of: runChecks[index].check).name, finding)
  }

  /// Reports a violation of a property that is not an invariant of steps: its fingerprint is the kind of evidence
  /// alone.
  @inline(never)
  private mutating func report(_ name: String, _ finding: RunFinding) {
    violations.append(
      Violation(
        invariant: name, step: finding.step, time: finding.time, evidence: finding.evidence,
        fingerprint: finding.evidence.kindHash))
  }
}

extension CheckedRun: Duplicable {
  borrowing func copied() -> CheckedRun { CheckedRun(copying: self) }
}
