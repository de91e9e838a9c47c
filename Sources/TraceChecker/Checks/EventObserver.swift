/// Sees every event of a run after the checks have seen it: coverage, statistics, a page. It does not change the run.
public protocol EventObserver: Sendable {
  /// Sees an event.
  /// - Parameters:
  ///   - changes: what the event changed; empty for events of clients and of the network, and for idle steps.
  ///   - history: the history up to the event, this event included.
  mutating func observe(_ event: TraceEvent, _ changes: Transition.Changes, _ history: History)

  /// The run is over.
  mutating func conclude(_ history: History)
}

extension EventObserver {
  /// Nothing left to do.
  public mutating func conclude(_ history: History) {}
}
