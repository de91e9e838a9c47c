import RaftCore

/// What hosts do by their rules, beside running their servers.
extension World {
  /// The answer that a server's host gives a client without asking its server: one that it has kept, or the answer to a
  /// command that only reads.
  func ownAnswer(to command: Command, at id: ServerID) -> Answer? {
    if let kept = memory.keptAnswers?.answer(to: command, at: id) { return kept }
    guard hostRules[id].reads != .throughTheLog, answersReads(id), let output = application.read(command, id) else {
      return nil
    }
    let outcome = Outcome.committed(index: hosts[id].server.commitIndex, output: output)
    return Answer(command: command, outcome: outcome)
  }

  private func answersReads(_ id: ServerID) -> Bool {
    switch hostRules[id].reads {
    case .throughTheLog: false
    case .underLease: hosts[id].server.role == .leader && knowsCommitted(id) && hasLease(id)
    case .atLeader: hosts[id].server.role == .leader
    case .anywhere: true
    }
  }

  /// Whether a leader has committed an entry of its term, and so knows all that was committed before (§8). A commit
  /// index raised by a step that waits for the disk does not count: the entries up to it are not applied yet.
  private func knowsCommitted(_ id: ServerID) -> Bool {
    let commit = reportedCommit(of: id)
    guard commit > 0 else { return false }
    let term = hasSlowDisks ? hosts[id].reported.log[commit - 1].term : hosts[id].server.entry(at: commit).term
    return term == hosts[id].server.currentTerm
  }

  private func hasLease(_ id: ServerID) -> Bool {
    guard let watch = memory.watch, watch.asksPromise(id, at: now) else { return false }
    let heard = watch.majorityHeard(id, now: now)
    guard heard >= 0 else { return false }
    return elapsed(since: heard, of: id) < scenario.electionTimeout.microseconds
  }

  /// Whether a leader was elected within the last two election timeouts, or a majority has answered what it sent since
  /// then. A leader that does not hear the others would keep them from an election forever.
  private func hasSupport(_ id: ServerID) -> Bool {
    guard let last = memory.watch?.lastSupport(id, now: now) else { return true }
    return elapsed(since: last, of: id) < 2 * scenario.electionTimeout.microseconds
  }

  /// Whether a message that has reached a host, and that `recorder.step` describes, gets through to the server.
  mutating func admits(_ slot: UInt32) -> Bool {
    let (from, to) = (recorder.step.message.from, recorder.step.message.to)
    memory.watch?.hears(to, from: from)
    if recorder.step.message.kind == .forward {
      return takes(Command(rawValue: recorder.step.message.command), at: to)
    }
    guard hostRules[to].reads == .underLease else { return true }
    let (heard, known) = (recorder.step.message.term, hosts[to].server.currentTerm)
    let (sentAt, number) = (messages[slot].sentAt, messages[slot].number)
    switch recorder.step.message.kind {
    case .voteRequest: return !hasLeader(to)
    case .appendRequest:
      if heard >= known, memory.watch?.asksPromise(from, at: sentAt) == true {
        memory.watch?.hears(to, fromLeader: from, sentAt: sentAt, now: now)
      }
    case .appendReply:
      if heard == known, hosts[to].server.role == .leader { memory.watch?.confirms(to, follower: from, number: number) }
    default: break
    }
    return true
  }

  /// Whether a host hands a client's request over to its server.
  mutating func takes(_ command: Command, at id: ServerID) -> Bool {
    guard hostRules[id].sessions == .atLeader, hosts[id].server.role == .leader else { return true }
    return memory.watch?.takes(id, command) ?? true
  }

  /// Whether a server has heard from a leader within an election timeout, by its own clock.
  private func hasLeader(_ id: ServerID) -> Bool {
    guard let heard = memory.watch?.heardLeaderAt[id] else { return false }
    return elapsed(since: heard, of: id) < scenario.electionTimeout.microseconds
  }

  /// Whether a message that a server's step sends leaves its host.
  mutating func sends(_ index: Int, from: ServerID, to: ServerID) -> Bool {
    memory.watch?.sends(from: from, to: to, number: network.number(from: from, to: to) + 1)
    guard recorder.step.sent[index].kind == .appendRequest else { return true }
    if hostRules[from].reads == .underLease, !hasSupport(from) { memory.watch?.lapses(from, now: now) }
    return hosts[from].server.lastIndex - recorder.step.sent[index].prevLogIndex <= hostRules[from].lagLimit
  }

  /// Whether a server whose election timer fires starts an election; otherwise it sets the timer again.
  mutating func startsElection(_ id: ServerID) -> Bool {
    guard hostRules[id].awaitsSurvivor, memory.watch?.isWaiting[id] == true else { return true }
    if let time = hosts[id].electionTimer.set(now + scenario.electionTimeout.microseconds) {
      queue.push(.electionTimer(UInt8(id)), at: time)
    }
    return false
  }

  /// Whether a host does not start its server again.
  mutating func givesUp(_ id: ServerID) -> Bool {
    guard hosts[id].state.hastyCrashes >= hostRules[id].hastyCrashLimit else { return false }
    hosts[id].state.restartsAt = .max
    return true
  }
}
