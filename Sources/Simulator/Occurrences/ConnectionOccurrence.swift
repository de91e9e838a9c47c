/// What is going to happen among the connections.
enum ConnectionOccurrence: BitwiseCopyable {
  /// A signal reaches the introducer, or a host.
  case signal(slot: UInt32)
  /// A server joins its room, for the first time or again.
  case join(server: UInt8)
  /// An end has waited long enough for an answer.
  case retry(end: UInt8)
  /// An end that is open looks whether the other one is still there.
  case look(end: UInt8)
  /// The introducer is back after a crash.
  case introducerRestart
}
