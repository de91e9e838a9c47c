/// A property of a whole run: no single step of a server violates it.
public protocol RunCheck: Check {
  /// The number of objects for which it could not be decided whether the property holds.
  var inconclusive: Int { get }

  /// Whether it sees the events of clients.
  static var seesClients: Bool { get }

  /// Forgets the run so far.
  mutating func reset()

  /// Takes in what it needs of the entries up to `base`, which the history forgets next.
  mutating func forget(upTo base: LogBase, _ history: borrowing History) -> RunFinding?

  /// Sees an event of a client, `invoke` or `answer`.
  /// - Parameters:
  ///   - event: the event.
  ///   - history: the history before the event, which changes no server.
  mutating func observe(_ event: TraceEvent, _ history: borrowing History) -> RunFinding?

  /// The driver of the cluster reports what no event shows.
  /// - Parameters:
  ///   - report: what the driver reports.
  ///   - step: the number of the event at which it is known.
  ///   - time: when, in microseconds of virtual time.
  mutating func observe(_ report: DriverReport, at step: Int, _ time: Int) -> RunFinding?

  /// The run is over: judges what could not be judged before.
  mutating func conclude(_ history: borrowing History) -> RunFinding?
}

/// What a check of a whole run found.
public struct RunFinding: Sendable {
  /// What was not allowed, and what shows it.
  public let evidence: Evidence
  /// The number of the event that shows it.
  public let step: Int
  /// When, in microseconds of virtual time.
  public let time: Int

  /// A finding at an event, at a time in microseconds of virtual time.
  public init(_ evidence: Evidence, at step: Int, _ time: Int) {
    self.evidence = evidence
    self.step = step
    self.time = time
  }
}

extension RunCheck {
  /// A check of whole runs.
  public var kind: CheckKind { .run(self) }

  /// No single step tests it.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool { false }

  /// By default it sees the events of clients.
  public static var seesClients: Bool { true }

  /// By default every object is decided.
  public var inconclusive: Int { 0 }

  /// By default there is nothing to forget.
  public mutating func reset() {}

  /// By default it needs nothing of those entries.
  public mutating func forget(upTo base: LogBase, _ history: borrowing History) -> RunFinding? { nil }

  /// By default events of clients are ignored.
  public mutating func observe(_ event: TraceEvent, _ history: borrowing History) -> RunFinding? { nil }

  /// By default reports of the driver are ignored.
  public mutating func observe(_ report: DriverReport, at step: Int, _ time: Int) -> RunFinding? { nil }

  /// By default nothing is left to judge at the end.
  public mutating func conclude(_ history: borrowing History) -> RunFinding? { nil }
}
