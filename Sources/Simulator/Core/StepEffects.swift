import RaftCore

/// The effects of a step, for cores that do not define a type of their own.
public struct StepEffects<Message: CoreMessage>: CoreEffects {
  /// Whether the current term and the vote must be written.
  public var writesTermAndVote = false
  /// The index after which the durable log is replaced by the server's; `nil` if the log is not written.
  public var writesLogAfter: LogIndex?
  /// Whether the commit index rose.
  public var commits = false
  /// The messages to send.
  public var messages: [Message] = []
  /// The answers for clients of this very server.
  public var answers: [Answer] = []
  /// What to do with the election timer.
  public var electionTimer = TimerChange.none
  /// What to do with the heartbeat timer.
  public var heartbeatTimer = TimerChange.none

  /// Effects in which nothing is to be done.
  public init() {}

  /// Forgets everything; the buffers stay.
  public mutating func removeAll() {
    writesTermAndVote = false
    writesLogAfter = nil
    commits = false
    messages.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
    electionTimer = .none
    heartbeatTimer = .none
  }
}
