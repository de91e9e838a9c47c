/// Checks a run against the invariants, event by event, as it happens. It is a value: copies continue independently.
public struct Checker: Sendable {
  private var run: CopyOnWrite<CheckedRun>

  /// A checker of a cluster of `servers` that has not started.
  /// - Parameters:
  ///   - servers: the number of servers.
  ///   - checks: what is checked, in the order in which violations of one step are reported.
  ///   - observers: who else sees the events.
  ///   - recordsSent: whether every event has the messages that the step sends; if not, `Conformance` is not judged.
  public init(
    servers: Int, checks: [any Check] = Checker.allChecks, observers: [any EventObserver] = [],
    recordsSent: Bool = false
  ) {
    run = CopyOnWrite(CheckedRun(servers: servers, checks, observers, recordsSent: recordsSent))
  }

  /// The history of the trace so far.
  public var history: History { _read { yield run.content.history } }

  /// The violations seen so far: the first of each invariant.
  public var violations: [Violation] { run.content.violations }

  /// What the event that was observed last changed.
  public var changes: Transition.Changes { run.content.changes }

  /// The observers, which see every event.
  public var observers: [any EventObserver] { run.content.observers }

  /// Whether conformance is judged and every step so far conformed. It is judged only if events have what is sent.
  public var isConforming: Bool { run.content.isConforming }

  /// Where the judgment of conformance ended, if an event had something that the specification lacks.
  public var conformanceEnd: ConformanceEnd? { run.content.conformanceEnd }

  /// How often the budget did not suffice to decide whether the clients' answers are linearizable.
  public var inconclusiveHistories: Int { run.content.inconclusiveHistories }

  /// The votes that the specification has counted for a candidate or leader, one bit a voter: a trace does not have the
  /// server's own count. `nil` if conformance is not judged, or there was no vote. TLA+: `votesGranted`.
  public func votesGranted(to server: Int) -> UInt16? { run.content.votesGranted(to: server) }

  /// Starts over as if a run had just reached `knownState`, with nothing violated before.
  ///
  /// Invariants then remember only what `knownState` has, and nothing of entries that are no longer in any log.
  /// O(knownState).
  public mutating func begin(at knownState: KnownState) { run.content.begin(at: knownState) }

  /// Forgets what the history and the checks remember of the entries that every log's base has passed: no log can have
  /// them again. Memory is given back in blocks.
  /// - Returns: whether something is violated that was not before: checks of whole runs look at the entries once more.
  @discardableResult
  public mutating func forgetPassedPrefix() -> Bool { forget(upTo: history.lowestBase) }

  /// Forgets what the history and the checks remember of the entries up to `base`, as `forgetPassedPrefix()` does.
  /// - Precondition: every log agrees up to `base`, and no step will change that.
  @discardableResult
  mutating func forget(upTo base: LogBase) -> Bool { run.content.forget(upTo: base) }

  /// Judges an event. O(servers) and its entries.
  /// - Returns: whether it violated a property that was not violated before.
  @discardableResult
  public mutating func observe(_ event: TraceEvent) -> Bool {
    if event.action.isNote {
      observeNote(event)
      return false
    }
    guard isConforming, event.action.hasMessage else { return observe(event, message: 0) }
    return observe(event, message: event.message.contentHash)
  }

  /// Judges an event whose message, if it has one, has the content hash `message`.
  mutating func observe(_ event: TraceEvent, message: UInt64) -> Bool {
    run.content.observe(event, message: message)
  }

  /// Whether an observer wants to see notes.
  public var wantsNotes: Bool { observers.contains { $0.wantsNotes } }

  /// Hands a note to the observers that want it. Nothing is judged.
  mutating func observeNote(_ event: TraceEvent) { run.content.observeNote(event) }

  /// Judges what the driver of the cluster reports, and no event shows (`Progress`, `ReplicaAgreement`).
  /// - Parameters:
  ///   - report: what the driver reports.
  ///   - step: the number of the event at which it is known.
  ///   - time: when, in microseconds of virtual time.
  /// - Returns: whether that violates something that was not violated before.
  public mutating func observe(_ report: DriverReport, at step: Int, _ time: Int) -> Bool {
    run.content.observe(report, at: step, time)
  }

  /// Judges what could not be judged before the end: no event follows.
  /// - Returns: whether something is violated that was not before.
  @discardableResult
  public mutating func conclude() -> Bool { run.content.conclude() }
}
