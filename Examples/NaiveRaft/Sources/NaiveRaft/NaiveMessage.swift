import RaftCore
import Simulator
import TraceChecker

/// A message between two naive servers. An append request has any number of entries.
struct NaiveMessage: CoreMessage {
  /// What a message says.
  enum Body: Hashable {
    case voteRequest(lastIndex: LogIndex, lastTerm: Term)
    case voteReply(granted: Bool)
    case appendRequest(previousIndex: LogIndex, previousTerm: Term, entries: [Entry], commit: LogIndex)
    case accepted(match: LogIndex)
    case rejected(previousIndex: LogIndex)
  }

  let from: ServerID
  let to: ServerID
  let term: Term
  let body: Body

  /// Requests are not forwarded, so no message carries an answer.
  var answer: Answer? {
    get { nil }
    set {}
  }

  func describe(in message: inout TraceMessage) {
    message = TraceMessage()
    (message.from, message.to, message.term) = (from, to, term)
    switch body {
    case .voteRequest(let lastIndex, let lastTerm):
      message.kind = .voteRequest
      (message.lastLogIndex, message.lastLogTerm) = (lastIndex, lastTerm)
    case .voteReply(let granted):
      message.kind = .voteReply
      message.granted = granted
    case .appendRequest(let previousIndex, let previousTerm, let entries, let commit):
      message.kind = .appendRequest
      (message.prevLogIndex, message.prevLogTerm, message.leaderCommit) = (previousIndex, previousTerm, commit)
      message.entries = entries.map { TraceEntry(term: $0.term, command: $0.command.rawValue) }
    case .accepted(let match):
      message.kind = .appendReply
      (message.success, message.matchIndex) = (true, match)
    case .rejected(let previousIndex):
      message.kind = .appendReply
      message.rejectedIndex = previousIndex
    }
  }
}
