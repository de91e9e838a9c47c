/// What is going to happen among the connections.
enum ConnectionOccurrence: BitwiseCopyable {
  /// A signal reaches the introducer, or a host.
  case signal(slot: UInt32)
  /// A server joins its session, for the first time or again.
  case join(server: UInt8)
  /// An end has waited long enough for an answer.
  case retry(end: UInt8)
  /// An end that is open looks whether the other one is still there.
  case look(end: UInt8)
  /// A channel breaks.
  case channelBreak
  /// The introducer crashes, and forgets everyone.
  case introducerCrash
  /// It is back.
  case introducerRestart
  /// A host of another session joins it.
  case stranger
}
