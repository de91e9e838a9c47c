import RaftCore
import Simulator

/// Log replication and commitment (§5.3, §5.4.2).
extension NaiveServer {
  mutating func sendHeartbeats(_ effects: inout Effects) {
    guard role == .leader else { return }
    effects.heartbeatTimer = .reset
    for peer in peers { sendAppend(to: peer, &effects) }
  }

  /// A server that does not lead names the leader that it knows: requests are not forwarded.
  mutating func serve(_ command: Command, _ effects: inout Effects) {
    guard role == .leader else {
      return effects.answers.append(Answer(command: command, outcome: .notLeader(leader: leader)))
    }
    appendToOwnLog(command, &effects)
    requests.append(Request(index: lastIndex, command: command))
    for peer in peers { sendAppend(to: peer, &effects) }
    advanceCommitIndex(&effects)
  }

  mutating func appendToOwnLog(_ command: Command, _ effects: inout Effects) {
    if effects.writesLogAfter == nil { effects.writesLogAfter = lastIndex }
    log.append(Entry(term: currentTerm, command: command))
  }

  /// Sends everything that a follower is not known to have.
  func sendAppend(to peer: ServerID, _ effects: inout Effects) {
    let previous = nextIndexes[peer] - 1
    let body = NaiveMessage.Body.appendRequest(
      previousIndex: previous, previousTerm: term(at: previous), entries: Array(log[previous...]),
      commit: commitIndex)
    send(body, to: peer, &effects)
  }

  mutating func append(
    _ message: borrowing NaiveMessage, _ previousIndex: LogIndex, _ previousTerm: Term, _ entries: [Entry],
    _ commit: LogIndex, _ effects: inout Effects
  ) {
    guard message.term == currentTerm else {
      return send(.rejected(previousIndex: previousIndex), to: message.from, &effects)
    }
    if role == .candidate { becomeFollower(&effects) }
    leader = message.from
    effects.electionTimer = .reset
    guard previousIndex <= lastIndex, term(at: previousIndex) == previousTerm else {
      return send(.rejected(previousIndex: previousIndex), to: message.from, &effects)
    }
    store(entries, after: previousIndex, &effects)
    let match = previousIndex + entries.count
    raiseCommitIndex(to: min(commit, match), &effects)
    send(.accepted(match: match), to: message.from, &effects)
  }

  /// Only an entry that conflicts removes what is there: a request may come late or twice.
  mutating func store(_ entries: [Entry], after previousIndex: LogIndex, _ effects: inout Effects) {
    for (offset, entry) in entries.enumerated() {
      let index = previousIndex + offset + 1
      if index <= lastIndex, term(at: index) == entry.term { continue }
      if index <= lastIndex { log.removeLast(lastIndex - index + 1) }
      if effects.writesLogAfter == nil { effects.writesLogAfter = index - 1 }
      log.append(entry)
    }
  }

  mutating func acknowledge(_ message: borrowing NaiveMessage, _ match: LogIndex, _ effects: inout Effects) {
    guard role == .leader, message.term == currentTerm, match > matchIndexes[message.from] else { return }
    matchIndexes[message.from] = match
    nextIndexes[message.from] = match + 1
    advanceCommitIndex(&effects)
  }

  /// The logs differ at `previousIndex`: tries again one entry before.
  mutating func goBack(_ message: borrowing NaiveMessage, _ previousIndex: LogIndex, _ effects: inout Effects) {
    guard role == .leader, message.term == currentTerm, previousIndex == nextIndexes[message.from] - 1,
      previousIndex > matchIndexes[message.from]
    else { return }
    nextIndexes[message.from] -= 1
    sendAppend(to: message.from, &effects)
  }

  /// Commits what a majority has, if its last entry is of the leader's own term.
  mutating func advanceCommitIndex(_ effects: inout Effects) {
    for index in (commitIndex..<lastIndex).reversed() {
      let count = 1 + peers.count { matchIndexes[$0] > index }
      guard isMajority(count), term(at: index + 1) == currentTerm else { continue }
      raiseCommitIndex(to: index + 1, &effects)
      break
    }
    for request in requests where request.index <= commitIndex {
      effects.answers.append(
        Answer(command: request.command, outcome: .committed(index: request.index, output: 0)))
    }
    requests.removeAll { $0.index <= commitIndex }
  }

  mutating func raiseCommitIndex(to index: LogIndex, _ effects: inout Effects) {
    guard index > commitIndex else { return }
    commitIndex = index
    effects.commits = true
  }
}
