extension Specification {
  /// A newer term makes any server a follower, with its vote free (§5.1). TLA+: `UpdateTerm`.
  mutating func updateTerm(_ server: Int, _ term: Int) {
    guard term > expected.state.term else { return }
    expected.state.term = term
    expected.state.vote = TraceEvent.none
    becomeFollower(server)
  }

  /// TLA+: `AsFollower`.
  mutating func becomeFollower(_ server: Int) {
    guard expected.state.role != .follower else { return }
    expected.state.role = .follower
    forget(server)
  }

  /// A new term, and a vote for itself (§5.2). TLA+: `Timeout`.
  mutating func timeout(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition? {
    if stepsDown(event) { return nil }
    guard expected.state.role != .leader else {
      return .timeoutOfLeader(term: expected.state.term)
    }
    expected.state.term += 1
    expected.state.vote = event.server
    expected.state.role = .candidate
    forget(event.server)
    grant(event.server, to: event, history)
    return nil
  }

  /// A voter answers a candidate (§5.4.1). TLA+: `HandleVoteRequest`.
  mutating func handleVoteRequest(_ event: TraceEvent, _ history: borrowing History) {
    let granted = mayGrant(event.message, history) && !refusesVote(event)
    if granted { expected.state.vote = event.message.from }
    expected.reply = .vote(granted: granted)
  }

  private func mayGrant(_ message: TraceMessage, _ history: borrowing History) -> Bool {
    let lastTerm = history.servers[message.to].log.lastTerm
    let isUpToDate =
      message.lastLogTerm > lastTerm || (message.lastLogTerm == lastTerm && message.lastLogIndex >= expected.length)
    let isFree = expected.state.vote == TraceEvent.none || expected.state.vote == message.from
    return message.term == expected.state.term && isFree && isUpToDate
  }

  /// A voter that has heard from the leader of its term need not give a vote that is free: etcd does not. Its state
  /// shows whether it gave the vote. TLA+: `RefuseVote`.
  private func refusesVote(_ event: TraceEvent) -> Bool {
    expected.state.vote == TraceEvent.none && event.state.vote == TraceEvent.none
      && knowsLeader(event.server, of: expected.state.term)
  }

  /// A candidate counts a vote, once a voter (§5.2). TLA+: `HandleVoteReply`.
  mutating func handleVoteReply(_ event: TraceEvent, _ history: borrowing History) {
    guard expected.state.role == .candidate, event.message.granted, event.message.term == expected.state.term
    else { return }
    grant(event.message.from, to: event, history)
  }

  /// Counts the vote of `voter` for the event's server. TLA+: `BecomeLeader`.
  private mutating func grant(_ voter: Int, to event: TraceEvent, _ history: borrowing History) {
    guard membership.isMajority(grant(event.server, voter)) else { return }
    expected.state.role = .leader
    expected.log = .mayAppendNoOp
    let length = event.logKept.map { $0 + event.appended.count } ?? expected.length
    advanceCommitIndex(of: event.server, length: length, history)
  }
}
