import RaftCore

/// Effects ready-made, for cores that bring none of their own.
public struct StepEffects<Message: CoreMessage>: CoreEffects {
  public var writesTermAndVote = false
  public var writesLogAfter: LogIndex?
  public var commits = false
  public var messages: [Message] = []
  public var answers: [Answer] = []
  public var electionTimer = TimerChange.none
  public var heartbeatTimer = TimerChange.none

  /// Nothing to do.
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
