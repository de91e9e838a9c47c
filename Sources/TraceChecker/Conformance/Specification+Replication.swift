extension Specification {
  /// A leader sends heartbeats (§5.2). TLA+: `Heartbeat`.
  mutating func heartbeat(_ event: TraceEvent) -> Deviation.Condition? {
    if stepsDown(event) { return nil }
    guard expected.state.role == .leader else {
      return .heartbeatOf(expected.state.role, term: expected.state.term)
    }
    return nil
  }

  /// A leader appends what a client asks for (§5.3); other servers pass it on or refuse it. TLA+: `ClientRequest`.
  mutating func request(_ command: UInt64, at server: Int, _ history: borrowing History) -> Deviation.Condition? {
    if expected.state.role == .leader { append(command, at: server, history) }
    return nil
  }

  private mutating func append(_ command: UInt64, at server: Int, _ history: borrowing History) {
    expected.log = .append(command: command)
    advanceCommitIndex(of: server, length: expected.length + 1, history)
  }

  /// A message arrives: it was in transit, its term is heard, and then it depends on its kind.
  mutating func receive(
    _ event: TraceEvent, message: UInt64, _ history: borrowing History
  ) -> Deviation.Condition? {
    if let deviation = removeFromNetwork(event, message) { return deviation }
    updateTerm(event.server, event.message.term)
    switch event.message.kind {
    case .voteRequest: handleVoteRequest(event, history)
    case .voteReply: handleVoteReply(event, history)
    case .appendRequest: handleAppendRequest(event, history)
    case .appendReply: handleAppendReply(event.message, history)
    case .forward: if expected.state.role == .leader { append(event.message.command, at: event.server, history) }
    case .forwardReply: break
    default: return .unspecifiedKind(event.message)
    }
    return nil
  }

  /// A follower takes entries of its leader, or says why not (§5.3). TLA+: `HandleAppendRequest`.
  private mutating func handleAppendRequest(_ event: TraceEvent, _ history: borrowing History) {
    guard event.message.term == expected.state.term else { return reject(event.message, history) }
    guard expected.state.role != .leader else { return }
    becomeFollower(event.server)
    hearsLeader(event.server, of: event.message.term)
    if answersByCommitIndex(event, history) { return }
    guard event.message.prevLogIndex <= expected.length,
      history.servers[event.server].log.term(at: event.message.prevLogIndex) == event.message.prevLogTerm
    else { return reject(event.message, history) }
    store(event.message, history)
    let verified = event.message.prevLogIndex + event.message.entries.count
    expected.state.commit = max(expected.state.commit, min(event.message.leaderCommit, verified))
    expected.reply = .accepted(match: verified)
  }

  /// Where a request begins before what is committed, a follower need not look at it: that much agrees with every
  /// leader's log (§5.4). Its reply shows whether it compared them. TLA+: `AnswerByCommitIndex`.
  private mutating func answersByCommitIndex(_ event: TraceEvent, _ history: borrowing History) -> Bool {
    guard event.message.prevLogIndex < expected.state.commit, event.state == expected.state,
      !history.changesLog(event)
    else { return false }
    for offset in 0..<event.sent.count where event.sent[offset].kind == .appendReply {
      guard event.sent[offset].success, event.sent[offset].matchIndex == expected.state.commit else { return false }
    }
    expected.reply = .accepted(match: expected.state.commit)
    return true
  }

  private mutating func reject(_ message: TraceMessage, _ history: borrowing History) {
    expected.reply = .rejected(
      previous: message.prevLogIndex, hint: history.servers[message.to].log.hint(message.prevLogIndex))
  }

  /// Only a real conflict removes what is there. TLA+: `StoredLog`.
  private mutating func store(_ message: TraceMessage, _ history: borrowing History) {
    var agreed = 0
    while agreed < message.entries.count, message.prevLogIndex + agreed < expected.length,
      history.servers[message.to].log.term(at: message.prevLogIndex + agreed + 1) == message.entries[agreed].term
    {
      agreed += 1
    }
    if agreed < message.entries.count { expected.log = .store(kept: message.prevLogIndex + agreed, offset: agreed) }
  }

  /// A leader learns how far a follower agrees (§5.3); a rejection only moves the next index, which is the leader's own
  /// affair. TLA+: `HandleAppendReply`.
  private mutating func handleAppendReply(_ message: TraceMessage, _ history: borrowing History) {
    guard expected.state.role == .leader, message.success, message.term == expected.state.term else { return }
    let match = max(matchIndex(message.to, message.from), min(message.matchIndex, expected.length))
    setMatchIndex(message.to, message.from, match)
    if match > expected.state.commit { advanceCommitIndex(of: message.to, length: expected.length, history) }
  }

  /// A leader commits the last entry that a quorum has, if it is of its own term (§5.4.2). TLA+: `AdvanceCommitIndex`.
  /// - Parameter length: that of its log after the step; an entry that the step adds is of its term.
  mutating func advanceCommitIndex(of leader: Int, length: Int, _ history: borrowing History) {
    var agreed = expected.state.commit
    for server in 0..<count {
      let index = server == leader ? length : matchIndex(leader, server)
      if index > agreed, index <= length, membership.isMajority(holders(of: index, leader)) { agreed = index }
    }
    guard agreed > expected.state.commit else { return }
    let term = agreed > expected.length ? expected.state.term : history.servers[leader].log.term(at: agreed)
    if term == expected.state.term { expected.state.commit = agreed }
  }

  /// The servers that have the leader's log up to `index`, as far as it knows.
  func holders(of index: Int, _ leader: Int) -> UInt16 {
    var holders: UInt16 = 1 &<< UInt16(truncatingIfNeeded: leader)
    for server in 0..<count where matchIndex(leader, server) >= index {
      holders |= 1 &<< UInt16(truncatingIfNeeded: server)
    }
    return holders
  }
}
