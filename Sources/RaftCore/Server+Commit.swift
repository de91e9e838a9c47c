extension Server {
  /// Commits what a majority has, if its last entry is of the leader's own term (§5.3, §5.4.2). TLA+:
  /// `AdvanceCommitIndex`.
  mutating func advanceCommitIndex(_ effects: inout Effects) {
    let replicated = replicatedIndex()
    guard replicated > commitIndex, let term = term(at: replicated), rules.commitsByCounting(term, currentTerm)
    else { return }
    raiseCommitIndex(to: replicated, &effects)
    answerCommitted(&effects)
  }

  /// The highest index that a majority has, the leader included. O(servers²), for nine at most. TLA+:
  /// `AdvanceCommitIndex`.
  private func replicatedIndex() -> LogIndex {
    var best = commitIndex
    for peer in 0..<configuration.servers {
      let index = replicatedIndex(at: peer)
      if index > best, isReplicated(index) { best = index }
    }
    return best
  }

  private func isReplicated(_ index: LogIndex) -> Bool {
    var holders: ServerSet = []
    for peer in 0..<configuration.servers where replicatedIndex(at: peer) >= index {
      holders.formUnion(ServerSet(peer))
    }
    return rules.isQuorum(holders, configuration.membership)
  }

  private func replicatedIndex(at server: ServerID) -> LogIndex { server == id ? log.lastIndex : peers[server].match }

  /// Moves the commit index to `proposed`, as the rule allows.
  mutating func raiseCommitIndex(to proposed: LogIndex, _ effects: inout Effects) {
    let index = rules.commitIndex(commitIndex, proposed)
    guard index != commitIndex else { return }
    assert(rules.replaced != nil || index <= log.lastIndex, "only what is in the log is committed")
    effects.commits = index > commitIndex
    commitIndex = index
  }
}
