import RaftCore
import Simulator

/// Leader election (§5.2, §5.4.1).
extension NaiveServer {
  mutating func startElection(_ effects: inout Effects) {
    guard role != .leader else { return }
    setTerm(currentTerm + 1, vote: id, &effects)
    role = .candidate
    leader = nil
    votesGranted = [ServerSet(id)]
    effects.electionTimer = .reset
    for peer in peers { send(.voteRequest(lastIndex: lastIndex, lastTerm: term(at: lastIndex)), to: peer, &effects) }
    if isMajority(1) { becomeLeader(&effects) }
  }

  mutating func vote(
    _ message: borrowing NaiveMessage, _ lastIndex: LogIndex, _ lastTerm: Term, _ effects: inout Effects
  ) {
    let ownTerm = term(at: self.lastIndex)
    let isUpToDate = lastTerm > ownTerm || lastTerm == ownTerm && lastIndex >= self.lastIndex
    let isFree = votedFor == nil || votedFor == message.from
    let granted = message.term == currentTerm && isFree && isUpToDate
    if granted {
      setTerm(currentTerm, vote: message.from, &effects)
      effects.electionTimer = .reset
    }
    send(.voteReply(granted: granted), to: message.from, &effects)
  }

  mutating func count(_ message: borrowing NaiveMessage, _ granted: Bool, _ effects: inout Effects) {
    guard role == .candidate, message.term == currentTerm, granted else { return }
    votesGranted.formUnion(ServerSet(message.from))
    if isMajority(votesGranted.count) { becomeLeader(&effects) }
  }

  mutating func becomeLeader(_ effects: inout Effects) {
    role = .leader
    leader = id
    nextIndexes = Array(repeating: lastIndex + 1, count: servers)
    matchIndexes = Array(repeating: 0, count: servers)
    effects.electionTimer = .stop
    effects.heartbeatTimer = .reset
    if appendsNoOp { appendToOwnLog(.noOp, &effects) }
    for peer in peers { sendAppend(to: peer, &effects) }
    advanceCommitIndex(&effects)
  }
}
