/// The observer of every event of a run: the checker, and the digest that identifies the run. They are together because
/// both need the hash of the message, and a large event is handed over once.
public struct RunObserver: Sendable {
  /// The checker that judges the run.
  public private(set) var checker: Checker
  /// The hash of all events so far. What is sent enters it when it arrives or is lost.
  public private(set) var digest = TraceDigest()

  /// Nothing has happened yet.
  public init(_ checker: Checker) { self.checker = checker }

  /// Sees an event. O(servers) and its entries.
  /// - Returns: whether it violated something that was not violated before.
  @discardableResult
  public mutating func observe(_ event: TraceEvent) -> Bool {
    if event.action.isNote {
      observeNote(event)
      return false
    }
    return observe(event, message: event.action.hasMessage ? event.message.contentHash : 0)
  }

  /// Sees an event whose message, if it has one, has the content hash `message`. O(servers) and its entries.
  /// - Returns: whether it violated something that was not violated before.
  @discardableResult
  public mutating func observe(_ event: TraceEvent, message: UInt64) -> Bool {
    assert(!event.action.hasMessage || message == event.message.contentHash, "the hash is another message's")
    digest.absorb(event, message: message)
    return checker.observe(event, message: message)
  }

  /// Sees a note, which is neither judged nor part of the digest.
  public mutating func observeNote(_ event: TraceEvent) { checker.observeNote(event) }

  /// Judges what the driver of the cluster reports (`Checker.observe(_:at:_:)`). It is not part of the digest.
  public mutating func observe(_ report: DriverReport, at step: Int, _ time: Int) -> Bool {
    checker.observe(report, at: step, time)
  }

  /// Judges what could not be judged before the end (`Checker.conclude`).
  public mutating func conclude() -> Bool { checker.conclude() }
}
