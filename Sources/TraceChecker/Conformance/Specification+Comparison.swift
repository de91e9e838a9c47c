extension Specification {
  /// Compares the server's state in the trace with the one to which the action leads.
  mutating func compare(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition? {
    if event.state != expected.state { return differentState(event, history) }
    return isLogAsExpected(event, history) ? nil : differentLog(event, history)
  }

  private func isLogAsExpected(_ event: TraceEvent, _ history: borrowing History) -> Bool {
    guard let written = event.logKept else {
      switch expected.log {
      case .none, .mayAppendNoOp, .mayLose: return true
      case .append, .store: return false
      }
    }
    let agreed = history.agreement(event, after: written)
    let (kept, added) = (written + agreed, event.appended.count - agreed)
    switch expected.log {
    case .none: return kept == expected.length && added == 0
    case .append(let command): return isAppended(command, event, kept, agreed)
    case .mayAppendNoOp: return kept == expected.length && added == 0 || isAppended(0, event, kept, agreed)
    case .mayLose(let term):
      return added == 0 && (kept == expected.length || history.servers[event.server].log[kept + 1].term == term)
    case .store(let expectedKept, let offset):
      return kept == expectedKept && added == event.message.entries.count - offset
        && (0..<added).allSatisfy { event.appended[agreed + $0] == event.message.entries[offset + $0] }
    }
  }

  private func isAppended(_ command: UInt64, _ event: TraceEvent, _ kept: Int, _ agreed: Int) -> Bool {
    kept == expected.length && event.appended.count == agreed + 1
      && event.appended[agreed] == TraceEntry(term: expected.state.term, command: command)
  }

  private mutating func differentState(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition {
    let (allowed, seen, before) = (expected.state, event.state, history.servers[event.server].state)
    if seen.term != allowed.term {
      reason = reasonOfTerm(event, before: before)
      return .term(before: before.term, allowed: allowed.term, seen: seen.term)
    }
    if seen.vote != allowed.vote {
      let held = before.term == seen.term ? Self.vote(before) : nil
      if held == nil { reason = reasonOfVote(event, history) }
      return .vote(term: seen.term, held: held, allowed: Self.vote(allowed), seen: Self.vote(seen))
    }
    if seen.role != allowed.role {
      reason = reasonOfRole(event, before: before)
      return .role(term: seen.term, allowed: allowed.role, seen: seen.role, votes: votes(for: event.server))
    }
    reason = reasonOfCommit(event, before: before, history)
    return .commit(before: before.commit, allowed: allowed.commit, seen: seen.commit)
  }

  private static func vote(_ state: ServerState) -> Int? { state.vote == TraceEvent.none ? nil : state.vote }

  private mutating func differentLog(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition {
    reason = reasonOfLog(event, history)
    let seen = event.logKept.map { Deviation.WrittenLog(kept: $0, entries: event.appended) }
    let allowed: Deviation.LogAllowance =
      switch expected.log {
      case .none: .nothing
      case .append(let command): .write(entry(command))
      case .mayAppendNoOp: .noOp(entry(0))
      case .mayLose(let term): .loss(term: term)
      case .store(let kept, let offset):
        .write(Deviation.WrittenLog(kept: kept, entries: Array(event.message.entries[offset...])))
      }
    return .log(allowed: allowed, seen: seen)
  }

  private func entry(_ command: UInt64) -> Deviation.WrittenLog {
    let entry = TraceEntry(term: expected.state.term, command: command)
    return Deviation.WrittenLog(kept: expected.length, entries: [entry])
  }
}
