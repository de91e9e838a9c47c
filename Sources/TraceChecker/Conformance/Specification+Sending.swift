/// What a step may send. A message that is not sent is as good as one that is lost, so nothing is owed; but nothing is
/// answered twice.
extension Specification {
  /// Judges what a step sends and, where the trace has it, what a leader knows of the others. O(servers, messages and
  /// their entries).
  /// - Parameter history: the history of the trace, this event included.
  @inline(__always)
  mutating func judgeSending(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition? {
    if event.state.role == .leader,
      let deviation = judgeIndexes(event, length: history.servers[event.server].log.count)
    {
      return deviation
    }
    var number = Number()
    for offset in 0..<event.sent.count {
      guard maySend(offset, of: event, history, &number) else { return illegal(event.sent[offset], event, history) }
      messages.insert(event.sent.contentHash(at: offset))
    }
    return judge(number)
  }

  /// How many messages of some kinds a step sends.
  private struct Number {
    var replies = 0
    var forwards = 0
  }

  /// Where there is nothing to reply to, only no reply is allowed. TLA+: `MaySend`.
  private func judge(_ number: Number) -> Deviation.Condition? {
    if number.replies > 1 { return .answers(number.replies) }
    return number.forwards > 1 ? .forwards(number.forwards) : nil
  }

  /// Judges a leader's indexes: the match indexes are determined, a next index may be any after the match index, up to
  /// one past the log's end.
  private mutating func judgeIndexes(_ event: TraceEvent, length: Int) -> Deviation.Condition? {
    guard event.indexes.count > 0 else { return nil }
    for server in 0..<count where server != event.server {
      let (match, next) = (event.indexes.match(server), event.indexes.next(server))
      let known = matchIndex(event.server, server)
      if match != known { return .matchIndex(of: server, allowed: known, seen: match) }
      if next <= match || next > length + 1 {
        if next > length + 1 { reason = .logEnd(length, before: expected.length) }
        return .nextIndex(of: server, lowest: match + 1, highest: length + 1, seen: next)
      }
    }
    return nil
  }

  /// Whether the step may send the message at `offset` of those that it sends, which is read in place. Counts it in
  /// `number`. TLA+: `MaySendOne`.
  @inline(__always)
  private func maySend(
    _ offset: Int, of event: TraceEvent, _ history: borrowing History, _ number: inout Number
  ) -> Bool {
    guard event.sent[offset].from == event.server, event.sent[offset].to != event.server,
      event.sent[offset].term == event.state.term
    else { return false }
    switch event.sent[offset].kind {
    case .voteRequest:
      return event.state.role == .candidate
        && event.sent[offset].lastLogIndex == history.servers[event.server].log.count
        && event.sent[offset].lastLogTerm == history.servers[event.server].log.lastTerm
    case .appendRequest: return mayAppend(offset, of: event, history)
    case .voteReply, .appendReply:
      number.replies &+= 1
      return isAnswer(offset, of: event)
    case .forward:
      number.forwards &+= 1
      return event.action == .request && event.state.role != .leader
        && event.sent[offset].command == event.client.command
    case .forwardReply: return mayAnswerForward(offset, of: event, history)
    default: return false
    }
  }

  /// The leader's own log, from anywhere after what matches. TLA+: `MayAppend`.
  @inline(__always)
  private func mayAppend(_ offset: Int, of event: TraceEvent, _ history: borrowing History) -> Bool {
    let (index, count) = (event.sent[offset].prevLogIndex, event.sent[offset].entries.count)
    let length = history.servers[event.server].log.count
    guard event.state.role == .leader, count == 0 || index >= matchIndex(event.server, event.sent[offset].to),
      index + count <= length, event.sent[offset].leaderCommit <= event.state.commit,
      event.sent[offset].prevLogTerm == history.servers[event.server].log.term(at: index)
    else { return false }
    for place in 0..<count
    where history.servers[event.server].log[index + place + 1] != event.sent[offset].entries[place] { return false }
    return true
  }

  /// Whether a message is the reply to what was received.
  @inline(__always)
  private func isAnswer(_ offset: Int, of event: TraceEvent) -> Bool {
    guard event.sent[offset].to == event.message.from else { return false }
    let isVote = event.sent[offset].kind == .voteReply
    switch expected.reply {
    case .none: return false
    case .vote(let granted): return isVote && event.sent[offset].granted == granted
    case .accepted(let match):
      return !isVote && event.sent[offset].success && event.sent[offset].matchIndex == match
    case .rejected(let previous, let hint):
      let (index, term) = (event.sent[offset].conflictIndex, event.sent[offset].conflictTerm)
      return !isVote && !event.sent[offset].success && event.sent[offset].rejectedIndex == previous
        && (index == 0 && term == 0 || index == hint.index && term == hint.term)
    }
  }

  /// Forwarding is no part of Raft, but what is said of the log must be true. TLA+: `MayAnswerForward`.
  private func mayAnswerForward(_ offset: Int, of event: TraceEvent, _ history: borrowing History) -> Bool {
    let (command, index) = (event.sent[offset].command, event.sent[offset].committedIndex)
    switch event.sent[offset].outcome {
    case .committed:
      return index <= event.state.commit && history.servers[event.server].log.entry(at: index)?.command == command
    case .notLeader:
      return event.action == .receive && event.message.kind == .forward && event.state.role != .leader
        && command == event.message.command && event.sent[offset].to == event.message.from
    case .unknown: return true
    }
  }

  private mutating func illegal(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Deviation.Condition {
    reason = reason(against: message, event, history)
    return .sends(message, allowed: allowed(message.kind))
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
