/// What a step asks of the host, to be carried out in the order of the properties.
///
/// The host's contract: what the step writes is durable before anything that it sends leaves. A crash before that loses
/// writes and messages together, as if the step had not happened. Commits come before messages, because the answer to a
/// forwarded request carries what the state machine returned.
///
/// One value is made once and reused for every step: it allocates only until its buffers have grown.
public struct Effects: Sendable {
  /// Write `currentTerm` and `votedFor`.
  public internal(set) var writesTermAndVote = false
  /// Write the log: keep the durable entries up to this index, and replace all after them by the server's.
  public internal(set) var writesLogAfter: LogIndex?
  /// Whether there is anything to write.
  public var writes: Bool { writesTermAndVote || writesLogAfter != nil }
  /// The commit index rose: apply the entries up to `commitIndex`.
  public internal(set) var commits = false
  /// The messages to send.
  public internal(set) var messages: [Message] = []
  /// The answers for clients of this very server.
  public internal(set) var answers: [Answer] = []
  /// What to do with the election timer.
  public internal(set) var electionTimer = TimerChange.none
  /// What to do with the heartbeat timer.
  public internal(set) var heartbeatTimer = TimerChange.none

  /// Effects in which nothing is to be done.
  public init() {}

  /// What to do with a timer. Delays are the host's.
  public enum TimerChange: Hashable, Sendable {
    /// Leave it as it is.
    case none
    /// Start it anew, with a new delay.
    case reset
    /// Stop it.
    case stop
  }

  @inline(__always)
  mutating func removeAll() {
    writesTermAndVote = false
    writesLogAfter = nil
    commits = false
    // One by one: `removeAll(keepingCapacity:)` costs more than the few elements that there are.
    while !messages.isEmpty { messages.removeLast() }
    while !answers.isEmpty { answers.removeLast() }
    electionTimer = .none
    heartbeatTimer = .none
  }

  mutating func writeLog(after index: LogIndex) {
    writesLogAfter = min(index, writesLogAfter ?? index)
  }
}
