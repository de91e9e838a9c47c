extension EvidenceText {
  /// Evidence about what logs hold; `nil` for other evidence.
  static func logText(_ evidence: Evidence) -> String? {
    switch evidence {
    case .twoEntries(let index, let first, let second):
      "two entries of index \(index) and term \(second.entry.term) must be equal: \(s(second.server)) has "
        + "\(entry(second.entry)), \(s(first.server)) had \(entry(first.entry))\(step(first.step))"
    case .twoPrefixes(let index, let first, let second, let difference):
      twoPrefixes(index, first, second, difference)
    case .termsFallAlongLog(let server, let index, let previous, let entry):
      "\(s(server)) must not have \(self.entry(entry)) at index \(index): index \(index - 1) has \(self.entry(previous))"
    case .entryOfUnelectedTerm(let server, let state, let index, let entry):
      "\(s(server)), \(self.state(state)), must not have \(self.entry(entry)) at index \(index): no leader was elected in "
        + "term \(entry.term)"
    case .leaderChangedEntry(let server, let term, let index, let before, let after):
      "\(s(server)), leader of term \(term), must not \(change(before, after, at: index))"
    case .logChange(let change): text(change)
    case .restart(let server, let loss): "\(s(server)) must not restart with \(text(loss))"
    case .matchIndexFell(let leader, let state, let peer, let from, let to, let cause):
      "\(s(leader)), \(self.state(state)), must not lower the match index of \(s(peer)) from \(from) to \(to) "
        + self.cause(cause)
    case .nextIndexNotAboveMatch(let leader, let state, let peer, let match, let next, let cause):
      "\(s(leader)), \(self.state(state)), must not set the next index of \(s(peer)) to \(next) \(self.cause(cause)): "
        + "its match index is \(match)"
    default: nil
    }
  }

  private static func twoPrefixes(
    _ index: Int, _ first: StoredEntry, _ second: StoredEntry, _ difference: LogDifference?
  ) -> String {
    let (earlier, later) = (s(first.server), s(second.server))
    let place = "before \(entry(second.entry)) at index \(index)"
    guard earlier == later else {
      let detail = difference.map {
        ": at index \($0.index), \(later) has \(entry($0.found)), and \(earlier) had \(entry($0.earlier))"
      }
      return "the logs of \(later) and \(earlier)\(step(first.step)) must agree \(place)" + (detail ?? "")
    }
    let past = first.step == 0 ? "as it was earlier" : "as at step \(first.step)"
    let detail = difference.map { ": at index \($0.index) it has \(entry($0.found)), and had \(entry($0.earlier))" }
    return "the log of \(later) must be the same \(place) \(past)" + (detail ?? "")
  }

  /// `replace command 7 of term 1 at index 2 with no entry`.
  static func change(_ before: TraceEntry?, _ after: TraceEntry?, at index: Int) -> String {
    guard let after else { return "remove \(entry(before)) at index \(index)" }
    return before == nil
      ? "write \(entry(after)) at index \(index)" : "replace \(entry(before)) at index \(index) with \(entry(after))"
  }

  private static func text(_ change: LogChange) -> String {
    let rule =
      switch change.rule {
      case .followerByAppend where change.cause.received == .appendRequest: "it is a \(change.after.role)"
      case .followerByAppend: "only an AppendEntries changes the log of a server that does not lead"
      case .leaderOnlyAdds: "a leader only adds to its log"
      case .leaderByRequest: "this step has no request of a client"
      case .leaderOwnTerm: "its term is \(change.after.term)"
      case .electedAddsNoOp: "it adds at most a no-op of its term when it is elected"
      }
    let states =
      change.before == change.after ? state(change.before) : "\(state(change.before)), then \(state(change.after))"
    return "\(s(change.server)), \(states), must not \(self.change(change.removed, change.added, at: change.index)) "
      + "\(cause(change.cause)): \(rule)"
  }

  private static func text(_ loss: RestartLoss) -> String {
    switch loss {
    case .term(let before, let after): "term \(after): its term was \(before)"
    case .vote(let term, let before, let after):
      "\(after.map { "a vote for \(s($0))" } ?? "no vote") in term \(term): it had voted for \(s(before))"
    case .entry(let index, let before, let after): "\(entry(after)) at index \(index): it had \(entry(before))"
    case .longerLog(let before, let after): "a log that ends at index \(after): its log ended at index \(before)"
    }
  }
}
