import TraceChecker

/// Hands on the events of a run, each once, although a run that traps is made twice.
final class EventsOnce {
  private let handOn: (TraceEvent) -> Void
  private var handedOn = 0
  private var position = 0

  init(_ handOn: @escaping (TraceEvent) -> Void) { self.handOn = handOn }

  /// The run begins.
  func restart() { position = 0 }

  /// The next event of the run.
  func take(_ event: TraceEvent) {
    position += 1
    guard position > handedOn else { return }
    handedOn = position
    handOn(event)
  }
}
