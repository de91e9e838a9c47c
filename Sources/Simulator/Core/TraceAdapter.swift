import RaftCore
import TraceChecker

/// Converts values of RaftCore to those of traces. No other code knows both.
public enum TraceAdapter {
  /// The role of a server, as a trace records it.
  public static func role(_ role: Role) -> TraceRole {
    switch role {
    case .follower: .follower
    case .candidate: .candidate
    case .leader: .leader
    }
  }

  /// An entry of the log, as a trace records it.
  public static func entry(_ entry: Entry) -> TraceEntry {
    TraceEntry(term: entry.term, command: entry.command.rawValue)
  }

  /// Fills in the description of a message.
  @inline(__always)
  public static func describe(_ message: borrowing Message, in event: inout TraceMessage) {
    event.from = message.from
    event.to = message.to
    event.term = message.term
    event.removePayload()
    describe(message.body, in: &event)
  }

  @inline(__always)
  private static func describe(_ body: Message.Body, in event: inout TraceMessage) {
    switch body {
    case .voteRequest(let request):
      event.kind = .voteRequest
      event.lastLogIndex = request.last.index
      event.lastLogTerm = request.last.term
    case .voteReply(let reply):
      event.kind = .voteReply
      event.granted = reply.granted
    case .appendRequest(let request): describe(request, in: &event)
    case .appendReply(let reply): describe(reply, in: &event)
    case .forward(let command):
      event.kind = .forward
      event.command = command.rawValue
    case .forwardReply(let answer):
      event.kind = .forwardReply
      event.command = answer.command.rawValue
      (event.outcome, event.committedIndex, event.leader) = outcome(answer.outcome)
    }
  }

  private static func describe(_ request: AppendRequest, in event: inout TraceMessage) {
    event.kind = .appendRequest
    event.prevLogIndex = request.previous.index
    event.prevLogTerm = request.previous.term
    event.leaderCommit = request.commit
    for offset in 0..<request.entries.count { event.entries.append(entry(request.entries[offset])) }
  }

  private static func describe(_ reply: AppendReply, in event: inout TraceMessage) {
    event.kind = .appendReply
    switch reply {
    case .accepted(let match):
      event.success = true
      event.matchIndex = match
    case .rejected(let previous, let hint):
      event.rejectedIndex = previous
      event.conflictIndex = hint.index
      event.conflictTerm = hint.term
    }
  }

  /// An outcome with its index and the leader it names.
  public static func outcome(_ outcome: Outcome) -> (TraceOutcome, index: Int, leader: Int) {
    switch outcome {
    case .committed(let index, _): (.committed, index, TraceEvent.none)
    case .notLeader(let leader): (.notLeader, 0, leader ?? TraceEvent.none)
    case .unknown(let leader): (.unknown, 0, leader ?? TraceEvent.none)
    }
  }
}
