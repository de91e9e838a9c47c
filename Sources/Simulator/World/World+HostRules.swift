import RaftCore

/// What hosts with a planted defect do otherwise.
extension World {
  /// The answer of a server's host to a client that only reads, if the host does not ask the log.
  mutating func ownAnswer(to command: Command, at id: ServerID) -> Answer? {
    guard host.reads != .throughTheLog, answersReads(id), let output = application.read(command, id) else { return nil }
    let outcome = Outcome.committed(index: nodes[id].server.commitIndex, output: output)
    return Answer(command: command, outcome: outcome)
  }

  private mutating func answersReads(_ id: ServerID) -> Bool {
    switch host.reads {
    case .throughTheLog: false
    case .underLease: nodes[id].server.role == .leader && knowsCommitted(id) && hasLease(id)
    case .atLeader: nodes[id].server.role == .leader
    case .anywhere: true
    }
  }

  /// Whether a leader has committed an entry of its term, and so knows all that was committed before (§8).
  private mutating func knowsCommitted(_ id: ServerID) -> Bool {
    let (log, commit) = (nodes[id].server.log, nodes[id].server.commitIndex)
    return commit > 0 && log[commit].term == nodes[id].server.currentTerm
  }

  private mutating func hasLease(_ id: ServerID) -> Bool {
    guard let heard = watch?.majorityHeard(id, now: now), heard >= 0 else { return false }
    return elapsed(since: heard, of: id) < scenario.electionTimeout
  }

  /// Whether a message that has reached a host gets through to the server.
  mutating func admits(_ slot: UInt32) -> Bool {
    let flight = messages[slot]
    let (from, to) = (flight.message.from, flight.message.to)
    watch?.hears(to, from: from)
    if case .forward(let command) = flight.message.body { return takes(command, at: to) }
    guard host.reads == .underLease else { return true }
    let isOfItsTerm = flight.message.term == nodes[to].server.currentTerm
    switch flight.message.body {
    case .voteRequest: return !hasLeader(to)
    case .appendRequest:
      if flight.message.term >= nodes[to].server.currentTerm {
        watch?.hears(to, fromLeader: from, sentAt: flight.sentAt, now: now)
      }
    case .appendReply:
      if isOfItsTerm, nodes[to].server.role == .leader { watch?.confirms(to, follower: from, number: flight.number) }
    default: break
    }
    return true
  }

  /// Whether a host hands a client's request over to its server.
  mutating func takes(_ command: Command, at id: ServerID) -> Bool {
    guard host.sessions == .atLeader, nodes[id].server.role == .leader else { return true }
    return watch?.takes(id, command) ?? true
  }

  /// Whether a server has heard from a leader within an election timeout, by its own clock.
  private mutating func hasLeader(_ id: ServerID) -> Bool {
    guard let heard = watch?.heardLeaderAt[id] else { return false }
    return elapsed(since: heard, of: id) < scenario.electionTimeout
  }

  /// Whether a message that a server sends leaves its host.
  mutating func sends(_ index: Int) -> Bool {
    let (from, to) = (effects.messages[index].from, effects.messages[index].to)
    watch?.sends(from: from, to: to, number: network.number(from: from, to: to) + 1)
    guard case .appendRequest(let request) = effects.messages[index].body else { return true }
    return nodes[from].server.log.lastIndex - request.previous.index <= host.lagLimit
  }

  /// Whether a server whose election timer comes up stands for election; else it sets the timer again.
  mutating func startsElection(_ id: ServerID) -> Bool {
    guard host.awaitsSurvivor, watch?.isWaiting[id] == true else { return true }
    if let time = nodes[id].electionTimer.set(now + scenario.electionTimeout) {
      queue.push(.electionTimer(UInt8(id)), at: time)
    }
    return false
  }

  /// Whether a host does not start its server again.
  mutating func givesUp(_ id: ServerID) -> Bool {
    guard nodes[id].host.hastyCrashes >= host.hastyCrashLimit else { return false }
    nodes[id].host.restartsAt = .max
    return true
  }
}
