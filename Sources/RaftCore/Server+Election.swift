extension Server {
  /// Starts an election (§5.2): a new term, a vote for itself, a request to every other. A leader has no use for it.
  /// TLA+: `Timeout`.
  mutating func startElection(_ effects: inout Effects) {
    guard role != .leader, currentTerm < Limits.number else { return }
    answerAllWaiting(&effects)
    durable.currentTerm += 1
    durable.votedFor = rules.voteOfCandidate(id)
    effects.writesTermAndVote = true
    role = .candidate
    leader = nil
    votesGranted = ServerSet(id)
    changeTimers(.electionStarted, &effects)
    if rules.isQuorum(votesGranted, configuration.membership) { return becomeLeader(&effects) }
    for peer in 0..<configuration.servers where peer != id {
      send(.voteRequest(VoteRequest(last: log.last)), to: peer, &effects)
    }
  }

  /// Answers a candidate (§5.2, §5.4.1). TLA+: `HandleVoteRequest`.
  mutating func handle(
    _ request: VoteRequest, from sender: ServerID, sent: Term, _ effects: inout Effects
  ) {
    let isUpToDate = rules.isUpToDate(request.last, log.last, commitIndex)
    // A vote that this step wrote belongs to a term that this request began: it is the first one.
    let isRepeated = votedFor == sender && !effects.writesTermAndVote
    let granted =
      sent == currentTerm
      && rules.isVoteFree(votedFor, sender)
      && (isRepeated ? rules.grantsRepeatedRequest(isUpToDate) : isUpToDate)
    if granted {
      if votedFor != sender {
        durable.votedFor = sender
        effects.writesTermAndVote = true
      }
      if role == .follower { changeTimers(.voteGranted, &effects) }
    }
    let reply = Message.Body.voteReply(VoteReply(granted: granted))
    send(reply, to: sender, term: rules.termOfVoteReply(currentTerm), &effects)
  }

  /// Counts a vote, once a voter (§5.2). TLA+: `HandleVoteReply`, `BecomeLeader`.
  mutating func handle(
    _ reply: VoteReply, from sender: ServerID, sent: Term, _ effects: inout Effects
  ) {
    guard role == .candidate, reply.granted, rules.countsVote(sent, currentTerm) else { return }
    votesGranted = rules.votersAfterGrant(votesGranted, sender)
    if rules.isQuorum(votesGranted, configuration.membership) { becomeLeader(&effects) }
  }

  /// Takes office (§5.2): nothing is known of the others but that they may be asked from the end of this log on.
  private mutating func becomeLeader(_ effects: inout Effects) {
    role = .leader
    leader = id
    changeTimers(.electionWon, &effects)
    for peer in 0..<configuration.servers {
      peers[peer].next = log.lastIndex + 1
      peers[peer].match = rules.matchIndexOnElection(peers[peer].match)
    }
    if configuration.appendsNoOp { appendToOwnLog(.noOp, &effects) }
    for peer in 0..<configuration.servers where peer != id { sendAppend(to: peer, .elected, &effects) }
    advanceCommitIndex(&effects)
  }
}
