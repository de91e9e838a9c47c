import TraceChecker

/// Passes on each event of a run once, although a run that traps is repeated.
final class EventsOnce {
  private let handOn: (TraceEvent) -> Void
  private var handedOn = 0
  private var position = 0

  init(_ handOn: @escaping (TraceEvent) -> Void) { self.handOn = handOn }

  /// The run begins, for the first time or again.
  func restart() { position = 0 }

  /// The next event of the run.
  func take(_ event: TraceEvent) {
    position += 1
    guard position > handedOn else { return }
    handedOn = position
    handOn(event)
  }
}
