extension Server {
  /// Takes entries from the leader, or says why not (§5.3). TLA+: `HandleAppendRequest`.
  mutating func handle(
    _ request: AppendRequest, from sender: ServerID, sent: Term, _ effects: inout Effects
  ) {
    guard rules.acceptsAppend(sent, currentTerm, role) else {
      // A leader never gets a request from another one of its own term; an older one learns the term from the reply.
      if sent < currentTerm { reject(request, from: sender, &effects) }
      return
    }
    follow(sender, &effects)
    guard rules.fitsPrevious(request.previous, term(at: request.previous.index), log.last),
      request.previous.index >= log.base.index, request.previous.index <= log.lastIndex
    else { return reject(request, from: sender, &effects) }
    store(request, &effects)
    let verified = request.previous.index + request.entries.count
    let commit = rules.followerCommit(request.commit, verified, log.lastIndex)
    raiseCommitIndex(to: commit, &effects)
    let match = rules.acknowledgedIndex(verified, log.lastIndex)
    send(.appendReply(.accepted(match: match)), to: sender, &effects)
  }

  /// Hears the leader of the term: candidates give way (§5.2). TLA+: `AsFollower`.
  private mutating func follow(_ leader: ServerID, _ effects: inout Effects) {
    let vote = rules.voteAfterHearingLeader(votedFor, role)
    if vote != votedFor {
      durable.votedFor = vote
      effects.writesTermAndVote = true
    }
    if role == .candidate { becomeFollower(of: leader, &effects) }
    guard role != .leader else { return }
    self.leader = leader
    changeTimers(.leaderHeard, &effects)
  }

  /// Writes the entries that the log does not have yet. Only a real conflict removes what is there, so that a request
  /// which comes late or twice changes nothing. TLA+: `StoredLog`.
  private mutating func store(_ request: AppendRequest, _ effects: inout Effects) {
    let entries = request.entries
    var index = request.previous.index
    var offset = 0
    while offset < entries.count, index < log.lastIndex, let own = term(at: index + 1),
      !rules.conflicts(own, entries[offset].term)
    {
      offset += 1
      index += 1
    }
    let hasConflict = offset < entries.count && index < log.lastIndex
    if rules.truncates(hasConflict, request.previous.index, entries.count), index < log.lastIndex {
      durable.log.truncate(after: index)
      effects.writeLog(after: index)
    }
    guard offset < entries.count else { return }
    effects.writeLog(after: index)
    for offset in offset..<entries.count {
      index += 1
      durable.log.write(rules.storedEntry(entries[offset], currentTerm), at: index)
    }
  }

  /// Refuses, with a hint where the logs may still agree: the whole term that conflicts is passed over at once (§5.3).
  private func reject(_ request: AppendRequest, from sender: ServerID, _ effects: inout Effects) {
    let previous = request.previous.index
    let hint =
      if previous <= log.lastIndex, let term = term(at: previous) {
        LogPosition(index: log.firstIndexOfTerm(at: previous), term: term)
      } else {
        LogPosition(index: log.lastIndex + 1, term: 0)
      }
    send(.appendReply(.rejected(previous: previous, hint: hint)), to: sender, &effects)
  }
}
