import RaftCore
import TraceChecker

/// The values of RaftCore in the words of traces: the one place where the two vocabularies meet.
public enum TraceAdapter {
  /// A role.
  public static func role(_ role: Role) -> TraceRole {
    switch role {
    case .follower: .follower
    case .candidate: .candidate
    case .leader: .leader
    }
  }

  /// An entry.
  public static func entry(_ entry: Entry) -> TraceEntry {
    TraceEntry(term: entry.term, command: entry.command.rawValue)
  }

  /// Fills in a message.
  public static func describe(_ message: borrowing Message, in event: inout TraceMessage) {
    event.from = message.from
    event.to = message.to
    event.term = message.term
    event.success = false
    event.index = 0
    event.indexTerm = 0
    event.hintIndex = 0
    event.hintTerm = 0
    event.commit = 0
    while !event.entries.isEmpty { event.entries.removeLast() }
    event.command = 0
    event.outcome = .committed
    event.leader = TraceEvent.none
    describe(message.body, in: &event)
  }

  private static func describe(_ body: Message.Body, in event: inout TraceMessage) {
    switch body {
    case .voteRequest(let request):
      event.kind = .voteRequest
      event.index = request.last.index
      event.indexTerm = request.last.term
    case .voteReply(let reply):
      event.kind = .voteReply
      event.success = reply.granted
    case .appendRequest(let request): describe(request, in: &event)
    case .appendReply(let reply): describe(reply, in: &event)
    case .forward(let command):
      event.kind = .forward
      event.command = command.rawValue
    case .forwardReply(let answer):
      event.kind = .forwardReply
      event.command = answer.command.rawValue
      (event.outcome, event.index, event.leader) = outcome(answer.outcome)
    }
  }

  private static func describe(_ request: AppendRequest, in event: inout TraceMessage) {
    event.kind = .appendRequest
    event.index = request.previous.index
    event.indexTerm = request.previous.term
    event.commit = request.commit
    for offset in 0..<request.entries.count { event.entries.append(entry(request.entries[offset])) }
  }

  private static func describe(_ reply: AppendReply, in event: inout TraceMessage) {
    event.kind = .appendReply
    switch reply {
    case .accepted(let match):
      event.success = true
      event.index = match
    case .rejected(let previous, let hint):
      event.index = previous
      event.hintIndex = hint.index
      event.hintTerm = hint.term
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
