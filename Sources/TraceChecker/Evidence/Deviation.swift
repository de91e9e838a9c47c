/// A step that is not an action of the specification.
public struct Deviation: Hashable, Sendable {
  /// The server that took the step; for an event of the network, the message's sender.
  public let server: Int
  /// The action of the specification that the step must be.
  public let action: SpecificationAction
  /// The message that the step received, if it received one.
  public let received: TraceMessage?
  /// Where the server's log ends after the step.
  public let log: LogEnd
  /// The condition that does not hold.
  public let condition: Condition
  /// Why it does not hold, where the condition alone does not say it.
  public let reason: Reason?

  init(
    _ condition: Condition, reason: Reason? = nil, _ event: TraceEvent, server: Int, _ history: borrowing History
  ) {
    self.server = server
    self.condition = condition
    self.reason = reason
    action = SpecificationAction(event)
    received = event.action == .receive ? event.message : nil
    log = LogEnd(history.servers[server].log)
  }

  /// Equal for deviations that differ in nothing but servers, indexes, terms and commands.
  var kind: String { "\(action.rawValue), \(condition.kind)" }

  /// The single condition of an action that does not hold: what it allows, and what the trace has.
  public indirect enum Condition: Hashable, Sendable {
    /// A leader has no election timeout.
    case timeoutOfLeader(term: Int)
    /// Only a leader sends heartbeats.
    case heartbeatOf(TraceRole, term: Int)
    /// The term after the step; it was `before`.
    case term(before: Int, allowed: Int, seen: Int)
    /// The vote after the step, in `term`; `nil` for none. `held` is the vote that the server had given in that term.
    case vote(term: Int, held: Int?, allowed: Int?, seen: Int?)
    /// The role after the step, in `term`. `votes` are those that were counted for the server, one bit a voter.
    case role(term: Int, allowed: TraceRole, seen: TraceRole, votes: UInt16)
    /// The commit index after the step; it was `before`.
    case commit(before: Int, allowed: Int, seen: Int)
    /// What the step did to the log.
    case log(allowed: LogAllowance, seen: WrittenLog?)
    /// A restarted leader may not lack entries after `length`: a majority needs its own log for the commit index.
    case restartLosesCounted(length: Int, commit: Int)
    /// What a message must be that the step sends.
    case sends(TraceMessage, allowed: SendingRule)
    /// At most one answer.
    case answers(Int)
    /// A request is forwarded at most once.
    case forwards(Int)
    /// A leader's match index.
    case matchIndex(of: Int, allowed: Int, seen: Int)
    /// A leader's next index.
    case nextIndex(of: Int, lowest: Int, highest: Int, seen: Int)
    /// Only a message in transit can be received, lost or duplicated.
    case notInTransit(TraceMessage)
    /// The specification has no message of this kind.
    case unspecifiedKind(TraceMessage)
    /// The specification has no such action.
    case notSpecified(Action)
    /// A server starts as a follower.
    case startRole(TraceRole)
    /// A server starts with a commit index within its log.
    case startCommit(Int, length: Int)
    /// A server starts with a log whose terms never fall and are at most its own.
    case startLog([TraceEntry], term: Int)
    /// A server that starts or restarts sends nothing.
    case startSends(TraceMessage)
  }

  /// What a step may do to a log.
  public enum LogAllowance: Hashable, Sendable {
    /// The log must not change.
    case nothing
    /// Write exactly these entries after an index.
    case write(WrittenLog)
    /// Write a no-op after an index, or nothing.
    case noOp(WrittenLog)
    /// Lose entries of a term at the end, or nothing.
    case loss(term: Int)
  }

  /// Entries that are written after an index.
  public struct WrittenLog: Hashable, Sendable {
    /// The index of the last entry that stays; `0` if none does.
    public let kept: Int
    /// The entries that are written after it, in order.
    public let entries: [TraceEntry]
  }

  /// What a message must be that a step sends.
  public enum SendingRule: Hashable, Sendable {
    /// A candidate's request for votes, with its term and the end of its log.
    case voteRequest
    /// A leader's append, with its term, the content of its log after the match index and no higher commit index.
    case appendRequest
    /// The client's request of this step, by a server that does not lead.
    case forward
    /// An answer to a forwarded request that agrees with the log.
    case forwardReply
    /// The step sends no answer.
    case noAnswer
    /// This answer to a request for votes, in a term.
    case vote(granted: Bool, term: Int)
    /// Agreement up to an index, in a term.
    case accepted(match: Int, term: Int)
    /// Rejection at an index, in a term, with this conflict or none.
    case rejected(previous: Int, conflictIndex: Int, conflictTerm: Int, term: Int)
    /// A message of a kind that the specification has.
    case specifiedKind
  }
}

/// An action of `Raft.tla`.
public enum SpecificationAction: String, Hashable, Sendable {
  case start = "Start"
  case timeout = "Timeout"
  case heartbeat = "Heartbeat"
  case clientRequest = "ClientRequest"
  case handleVoteRequest = "HandleVoteRequest"
  case handleVoteReply = "HandleVoteReply"
  case handleAppendRequest = "HandleAppendRequest"
  case handleAppendReply = "HandleAppendReply"
  case handleForward = "HandleForward"
  case handleForwardReply = "HandleForwardReply"
  case crash = "Crash"
  case restart = "Restart"
  case dropMessage = "DropMessage"
  case duplicateMessage = "DuplicateMessage"
  /// An event that is no step of the specification.
  case none = ""

  init(_ event: TraceEvent) {
    switch event.action {
    case .start: self = .start
    case .timeout: self = .timeout
    case .heartbeat: self = .heartbeat
    case .request: self = .clientRequest
    case .receive: self = Self(rawValue: MessageCatalog.standard[event.message.kind]?.action ?? "") ?? .none
    case .crash: self = .crash
    case .restart: self = .restart
    case .lose: self = .dropMessage
    case .duplicate: self = .duplicateMessage
    default: self = .none
    }
  }
}
