/// Sees every event of a run after the checks have seen it, such as for coverage or statistics. It does not change the
/// run.
public protocol EventObserver: Sendable {
  /// Whether it wants to see notes too. Notes are made only if some observer wants them.
  var wantsNotes: Bool { get }

  /// Sees an event.
  /// - Parameters:
  ///   - event: the event.
  ///   - changes: what the event changed; empty for events of clients and of the network, and for idle steps.
  ///   - history: the history up to the event, this event included.
  mutating func observe(_ event: TraceEvent, _ changes: Transition.Changes, _ history: borrowing History)

  /// The run is over.
  mutating func conclude(_ history: borrowing History)
}

extension EventObserver {
  /// By default only numbered events are wanted.
  public var wantsNotes: Bool { false }

  /// Nothing left to do.
  public mutating func conclude(_ history: borrowing History) {}
}
