extension EvidenceText {
  /// Evidence about what is committed; `nil` for other evidence.
  static func commitText(_ evidence: Evidence) -> String? {
    switch evidence {
    case .commitIndexFell(let server, let from, let to):
      "the commit index of \(s(server)) must not fall from \(from) to \(to)"
    case .commitIndexBeyondLog(let server, let commit, let length):
      "\(s(server)) must not commit up to index \(commit): its log ends at \(length)"
    case .committedEntryChanged(let server, let commit, let index, let before, let after):
      "\(s(server)) must not \(change(before, after, at: index)): it had committed up to index \(commit)"
    case .committedOnMinority(let committed, let holders, let count, _):
      "\(text(committed)) must be on a majority: of \(count) logs only those of \(servers(holders)) have it with all "
        + "before it"
    case .committedLackedByMajority(let server, let index, let entry, let lacking, let count, _):
      "\(self.entry(entry)) at index \(index), committed by \(s(server)), must be on a majority: the logs of "
        + "\(servers(lacking)), of \(count) servers, lack it or an entry before it"
    case .twoCommittedEntries(let server, let entry, let first):
      "\(s(server)) must not commit \(self.entry(entry)) at index \(first.index): \(s(first.server)) committed "
        + "\(self.entry(first.entry)) there in term \(first.term)\(step(first.step))"
    case .committedLackedByUpToDateLog(let server, let other, let index):
      "the log of \(s(other.server)) must have \(entry(server.entry)) at index \(index), which \(s(server.server)) "
        + "committed, and has \(entry(other.entry)): it ends at \(place(other.end)), the log of \(s(server.server)) at "
        + place(server.end)
    case .leaderLacksCommitted(let leader, let term, let voters, let found, let lost):
      "\(s(leader)) must not lead term \(term), with the votes of \(servers(voters)): it has \(entry(found)) at index "
        + "\(lost.index), where \(s(lost.server)) committed \(entry(lost.entry)) in term \(lost.term)\(step(lost.step))"
    case .leaderCommitsEarlierTerm(let server, let state, let from, let entry):
      "\(s(server)), \(self.state(state)), must not raise its commit index from \(from) to \(state.commit): "
        + "that entry is \(self.entry(entry))"
    default: nil
    }
  }

  private static func text(_ committed: CommittedEntry) -> String {
    "\(entry(committed.entry)) at index \(committed.index), committed by \(s(committed.server)) in term "
      + "\(committed.term)\(step(committed.step)),"
  }
}
