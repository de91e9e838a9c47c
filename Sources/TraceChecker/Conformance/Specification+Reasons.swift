/// Why a step is not an action of the specification. Evaluated only where one is not.
extension Specification {
  // MARK: Terms, votes and roles

  /// The term of the message received beside the server's; `nil` for other steps.
  func reasonOfTerm(_ event: TraceEvent, before: ServerState) -> Deviation.Reason? {
    guard event.action == .receive, event.state.term >= before.term else { return nil }
    let message = event.message.term
    return message > before.term
      ? .newerTerm(before: before.term, message: message) : .terms(own: before.term, message: message)
  }

  /// Why the vote that a request asks for must be given or must not; `nil` for other steps.
  func reasonOfVote(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Reason? {
    guard event.action == .receive, event.message.kind == .voteRequest else { return nil }
    let message = event.message
    if message.term < expected.state.term { return .terms(own: expected.state.term, message: message.term) }
    if case .vote(true) = expected.reply, event.state.vote == message.from { return .voted(for: message.from) }
    if expected.state.vote != TraceEvent.none, expected.state.vote != message.from {
      return .voted(for: expected.state.vote)
    }
    return .logEnds(
      candidate: LogEnd(index: message.lastLogIndex, term: message.lastLogTerm),
      own: LogEnd(history.servers[event.server].log))
  }

  /// Why a server must be a follower; `nil` for other roles.
  func reasonOfRole(_ event: TraceEvent, before: ServerState) -> Deviation.Reason? {
    guard expected.state.role == .follower else { return nil }
    guard event.action == .receive else { return before.role == .follower ? .role(.follower) : nil }
    if event.message.term > before.term { return .newerTerm(before: before.term, message: event.message.term) }
    let isOfLeader = event.message.kind == .appendRequest && event.message.term == expected.state.term
    if isOfLeader { return .heardLeader(event.message.from) }
    return before.role == .follower ? .role(.follower) : nil
  }

  // MARK: Appends

  /// Why a request is rejected, if it is.
  private func reasonOfRejection(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Reason? {
    guard case .rejected = expected.reply else { return nil }
    let (message, log) = (event.message, history.servers[event.server].log.count)
    if message.term < expected.state.term { return .terms(own: expected.state.term, message: message.term) }
    let previous = message.prevLogIndex
    if previous > log { return .noPreviousEntry(index: previous, lastIndex: log) }
    return .previousTerm(
      index: previous, own: history.servers[event.server].log.term(at: previous), message: message.prevLogTerm)
  }

  /// Why the log must change as it must.
  func reasonOfLog(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Reason? {
    if let reason = reasonOfRejection(event, history) { return reason }
    switch expected.log {
    case .none:
      if case .accepted(let match) = expected.reply { return .agrees(upTo: match) }
      return event.action == .request ? .role(expected.state.role) : nil
    case .store(let kept, let offset):
      if event.logKept.map({ $0 < kept }) ?? false || kept == expected.length { return .agrees(upTo: kept) }
      return .conflict(
        index: kept + 1, own: history.servers[event.server].log.term(at: kept + 1),
        message: event.message.entries[offset].term)
    case .append, .mayAppendNoOp, .mayLose: return nil
    }
  }

  // MARK: Commits

  /// Why the commit index must be what it must be.
  func reasonOfCommit(_ event: TraceEvent, before: ServerState, _ history: borrowing History) -> Deviation.Reason? {
    let (seen, allowed) = (event.state.commit, expected.state.commit)
    if seen < before.commit { return nil }
    if expected.state.role == .leader { return reasonOfLeadersCommit(event, max(seen, allowed), history) }
    if let rejection = reasonOfRejection(event, history) { return rejection }
    guard case .accepted(let match) = expected.reply else { return .noRequestOfLeader }
    let bound = min(event.message.leaderCommit, match)
    return bound == event.message.leaderCommit ? .leaderCommit(bound) : .requestEnds(at: match)
  }

  /// The bound of a leader's commit index that decides about `index`.
  private func reasonOfLeadersCommit(
    _ event: TraceEvent, _ index: Int, _ history: borrowing History
  ) -> Deviation.Reason? {
    let length = event.logKept.map { $0 + event.appended.count } ?? expected.length
    if index > length { return .logEnd(length, before: expected.length) }
    let holders = holders(of: index, event.server)
    let isMajority = membership.isMajority(holders)
    guard isMajority, event.state.commit > expected.state.commit else {
      return .holders(
        (0..<count).filter { holders & 1 << UInt16($0) != 0 }, of: index, servers: count, isMajority: isMajority)
    }
    guard index <= expected.length else { return nil }
    let term = history.servers[event.server].log.term(at: index)
    return term == expected.state.term ? nil : .earlierTerm(index: index, term: term, own: expected.state.term)
  }

  // MARK: Messages

  /// What is wrong with a message that a step sends.
  /// - Parameter history: the history of the trace, this event included.
  func reason(against message: TraceMessage, _ event: TraceEvent, _ history: borrowing History) -> Deviation.Reason? {
    if message.to == event.server { return .toItself }
    if message.term != event.state.term { return .terms(own: event.state.term, message: message.term) }
    switch message.kind {
    case .voteRequest: return reasonAgainstVoteRequest(message, event, history)
    case .appendRequest: return reasonAgainstAppend(message, event, history)
    case .voteReply, .appendReply: return reasonAgainstReply(message, event, history)
    case .forward: return reasonAgainstForward(message, event)
    case .forwardReply: return reasonAgainstForwardReply(message, event, history)
    default: return nil
    }
  }

  private func reasonAgainstVoteRequest(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Deviation.Reason? {
    guard event.state.role == .candidate else { return .role(event.state.role) }
    return .statedEnd(
      own: LogEnd(history.servers[event.server].log),
      message: LogEnd(index: message.lastLogIndex, term: message.lastLogTerm))
  }

  private func reasonAgainstAppend(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Deviation.Reason? {
    guard event.state.role == .leader else { return .role(event.state.role) }
    let (index, match) = (message.prevLogIndex, matchIndex(event.server, message.to))
    if !message.entries.isEmpty, index < match { return .matches(upTo: match, first: index + 1) }
    let length = history.servers[event.server].log.count
    if index + message.entries.count > length { return .logEnd(length, before: expected.length) }
    if message.leaderCommit > event.state.commit {
      return .commitIndex(own: event.state.commit, message: message.leaderCommit)
    }
    let term = history.servers[event.server].log.term(at: index)
    if term != message.prevLogTerm { return .statedTerm(index: index, own: term, message: message.prevLogTerm) }
    for (offset, entry) in message.entries.enumerated() {
      let own = history.servers[event.server].log[index + offset + 1]
      if own != entry { return .entry(index: index + offset + 1, own: own, message: entry) }
    }
    return nil
  }

  private func reasonAgainstReply(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Deviation.Reason? {
    if case .none = expected.reply { return nil }
    if message.to != event.message.from { return .sender(event.message.from) }
    switch expected.reply {
    case .none: return nil
    case .vote: return reasonOfVote(event, history)
    case .accepted(let match):
      if message.success { return .verified(match) }
      let previous = event.message.prevLogIndex
      return .hasPrevious(index: previous, term: event.message.prevLogTerm)
    case .rejected(let previous, let hint):
      let isOfHint = !message.success && message.rejectedIndex == previous
      return isOfHint ? .hint(index: hint.index, term: hint.term) : reasonOfRejection(event, history)
    }
  }

  private func reasonAgainstForward(_ message: TraceMessage, _ event: TraceEvent) -> Deviation.Reason? {
    if event.state.role == .leader { return .role(.leader) }
    return .command(requested: event.action == .request ? event.client.command : nil, message: message.command)
  }

  private func reasonAgainstForwardReply(
    _ message: TraceMessage, _ event: TraceEvent, _ history: borrowing History
  ) -> Deviation.Reason? {
    let index = message.committedIndex
    if message.outcome == .committed {
      if index > event.state.commit { return .commitIndex(own: event.state.commit, message: index) }
      let own = history.servers[event.server].log.entry(at: index)
      return .entry(
        index: index, own: own, message: TraceEntry(term: own?.term ?? message.term, command: message.command))
    }
    guard event.action == .receive, event.message.kind == .forward else {
      return .command(requested: nil, message: message.command)
    }
    if event.state.role == .leader { return .role(.leader) }
    if message.to != event.message.from { return .sender(event.message.from) }
    return .command(requested: event.message.command, message: message.command)
  }
}
