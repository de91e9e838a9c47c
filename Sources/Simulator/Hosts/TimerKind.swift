/// A timer of a server.
enum TimerKind: Int {
  case election
  case heartbeat
}
