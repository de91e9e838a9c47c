/// What a step may send. A message that is not sent is as good as one that is lost, so nothing is owed; but nothing is
/// answered twice.
extension Specification {
  /// Judges what a step sends and, where it is told, what a leader knows of the others. O(servers, messages and their
  /// entries).
  /// - Parameter history: what the trace has told, with this event.
  mutating func judgeSending(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition? {
    if event.state.role == .leader,
      let deviation = judgeIndexes(event, length: history.servers[event.server].log.count)
    {
      return deviation
    }
    var number = Number()
    for offset in 0..<event.sent.count where !send(event.sent[offset], event, history, &number) {
      return illegal(event.sent[offset])
    }
    return judge(number)
  }

  /// How many messages of some kinds a step sends.
  private struct Number {
    var replies = 0
    var forwards = 0
  }

  @inline(__always)
  private mutating func send(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History,
    _ number: inout Number
  ) -> Bool {
    guard maySend(message, event, history) else { return false }
    switch message.kind {
    case .voteReply, .appendReply: number.replies += 1
    case .forward: number.forwards += 1
    default: break
    }
    messages.insert(message.contentHash)
    return true
  }

  /// TLA+: `MaySend`. Where there is nothing to answer, no answer is the right one.
  private mutating func judge(_ number: Number) -> Deviation.Condition? {
    if number.replies > 1 { return .answers(number.replies) }
    return number.forwards > 1 ? .forwards(number.forwards) : nil
  }

  /// The match indexes are determined; a next index is any behind what matches, up to the log's end.
  private mutating func judgeIndexes(_ event: TraceEvent, length: Int) -> Deviation.Condition? {
    guard event.indexes.count > 0 else { return nil }
    for server in 0..<count where server != event.server {
      let (match, next) = (event.indexes.match(server), event.indexes.next(server))
      let known = matchIndex(event.server, server)
      if match != known { return .matchIndex(of: server, allowed: known, seen: match) }
      if next <= match || next > length + 1 {
        return .nextIndex(of: server, lowest: match + 1, highest: length + 1, seen: next)
      }
    }
    return nil
  }

  /// TLA+: `MaySendOne`.
  @inline(__always)
  private mutating func maySend(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Bool {
    guard message.from == event.server, message.to != event.server, message.term == event.state.term
    else { return false }
    switch message.kind {
    case .voteRequest:
      return event.state.role == .candidate && message.lastLogIndex == history.servers[event.server].log.count
        && message.lastLogTerm == history.servers[event.server].log.lastTerm
    case .appendRequest: return mayAppend(message, event, history)
    case .voteReply, .appendReply: return isAnswer(message, event)
    case .forward:
      return event.action == .request && event.state.role != .leader && message.command == event.client.command
    case .forwardReply: return mayAnswerForward(message, event, history)
    default: return false
    }
  }

  /// TLA+: `MayAppend`. The leader's own log, from anywhere behind what matches.
  @inline(__always)
  private mutating func mayAppend(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Bool {
    let (index, count) = (message.prevLogIndex, message.entries.count)
    let length = history.servers[event.server].log.count
    guard event.state.role == .leader, count == 0 || index >= matchIndex(event.server, message.to),
      index + count <= length, message.leaderCommit <= event.state.commit,
      message.prevLogTerm == history.servers[event.server].log.term(at: index)
    else { return false }
    for offset in 0..<count
    where history.servers[event.server].log[index + offset + 1] != message.entries[offset] { return false }
    return true
  }

  /// Whether a message is the answer to what was received.
  @inline(__always)
  private mutating func isAnswer(_ message: TraceMessage, _ event: TraceEvent) -> Bool {
    guard message.to == event.message.from else { return false }
    switch expected.reply {
    case .none: return false
    case .vote(let granted): return message.kind == .voteReply && message.granted == granted
    case .accepted(let match): return message.kind == .appendReply && message.success && message.matchIndex == match
    case .rejected(let previous, let hint):
      return message.kind == .appendReply && !message.success && message.rejectedIndex == previous
        && (message.conflictIndex == 0 && message.conflictTerm == 0
          || message.conflictIndex == hint.index && message.conflictTerm == hint.term)
    }
  }

  /// TLA+: `MayAnswerForward`. Forwarding is no part of Raft, but what is said of the log must be true.
  private func mayAnswerForward(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Bool {
    switch message.outcome {
    case .committed:
      return message.committedIndex <= event.state.commit
        && history.servers[event.server].log.entry(at: message.committedIndex)?.command == message.command
    case .notLeader:
      return event.action == .receive && event.message.kind == .forward && event.state.role != .leader
        && message.command == event.message.command && message.to == event.message.from
    case .unknown: return true
    }
  }

  private func illegal(_ message: TraceMessage) -> Deviation.Condition {
    .sends(message, allowed: allowed(message.kind))
  }

  /// What a message of that kind would have to be.
  private func allowed(_ kind: TraceMessage.Kind) -> Deviation.SendingRule {
    switch kind {
    case .voteRequest: .voteRequest
    case .appendRequest: .appendRequest
    case .forward: .forward
    case .forwardReply: .forwardReply
    case .voteReply, .appendReply: answer
    default: .specifiedKind
    }
  }

  private var answer: Deviation.SendingRule {
    let term = expected.state.term
    return switch expected.reply {
    case .none: .noAnswer
    case .vote(let granted): .vote(granted: granted, term: term)
    case .accepted(let match): .accepted(match: match, term: term)
    case .rejected(let previous, let hint):
      .rejected(previous: previous, conflictIndex: hint.index, conflictTerm: hint.term, term: term)
    }
  }
}
