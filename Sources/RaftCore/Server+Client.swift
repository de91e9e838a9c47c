extension Server {
  /// Takes a client's request: a leader appends it, a follower forwards it to the leader it knows, and who knows none
  /// says so. TLA+: `ClientRequest`.
  mutating func serve(_ command: Command, _ effects: inout Effects) {
    if role == .leader { return propose(command, origin: nil, &effects) }
    guard let leader else { return answer(command, .notLeader(leader: nil), &effects) }
    if let displaced = waiting.forward(command) { answer(displaced, .unknown(leader: leader), &effects) }
    send(.forward(command), to: leader, &effects)
  }

  /// Takes a request that `origin` forwarded. It is not forwarded again: two servers that take each other for the
  /// leader would send it back and forth forever.
  mutating func serveForwarded(_ command: Command, from origin: ServerID, _ effects: inout Effects) {
    if role == .leader { return propose(command, origin: origin, &effects) }
    send(.forwardReply(Answer(command: command, outcome: .notLeader(leader: leader))), to: origin, &effects)
  }

  /// Passes the leader's answer back to the client that waits for it. "Not taken" is only true of one copy of the
  /// request: another may have been taken, by the leader before it crashed or by an earlier leader.
  mutating func passBack(_ reply: Answer, _ effects: inout Effects) {
    guard waiting.removeForwarded(reply.command) else { return }
    var outcome = reply.outcome
    if case .notLeader(let leader) = outcome { outcome = .unknown(leader: leader) }
    answer(reply.command, outcome, &effects)
  }

  private mutating func propose(_ command: Command, origin: ServerID?, _ effects: inout Effects) {
    appendToOwnLog(command, &effects)
    waiting.propose(WaitingRequests.Proposal(index: log.lastIndex, command: command, origin: origin))
    replicate(&effects)
    // A cluster of one commits at once.
    advanceCommitIndex(&effects)
  }

  /// Answers the requests whose entries are committed now.
  mutating func answerCommitted(_ effects: inout Effects) {
    while let proposal = waiting.popCommitted(upTo: commitIndex) {
      reply(to: proposal, .committed(index: proposal.index, output: 0), &effects)
    }
  }

  /// Answers every waiting request: the server that was to serve it may no longer be the leader, so its outcome is
  /// unknown.
  mutating func answerAllWaiting(_ effects: inout Effects) {
    guard !waiting.isEmpty else { return }
    let (proposals, forwarded) = waiting.removeAll()
    for proposal in proposals { reply(to: proposal, rules.answerOfDeposedLeader(proposal.index, leader), &effects) }
    for command in forwarded { answer(command, .unknown(leader: leader), &effects) }
  }

  private func reply(to proposal: WaitingRequests.Proposal, _ outcome: Outcome, _ effects: inout Effects) {
    guard let origin = proposal.origin else { return answer(proposal.command, outcome, &effects) }
    send(.forwardReply(Answer(command: proposal.command, outcome: outcome)), to: origin, &effects)
  }

  private func answer(_ command: Command, _ outcome: Outcome, _ effects: inout Effects) {
    effects.answers.append(Answer(command: command, outcome: outcome))
  }
}
