extension Specification {
  /// Holds what the trace tells of the server's state against what the action comes to.
  mutating func compare(_ event: TraceEvent, _ history: borrowing History) -> Deviation? {
    if event.state != expected.state { return differentState(event.state) }
    return isLogAsExpected(event, history) ? nil : differentLog(event)
  }

  private mutating func isLogAsExpected(_ event: TraceEvent, _ history: borrowing History) -> Bool {
    guard let written = event.logKept else {
      switch expected.log {
      case .none, .mayAppendNoOp, .mayLose: return true
      case .append, .store: return false
      }
    }
    let agreed = history.servers[event.server].log.agreement(behind: written, with: event.appended)
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

  private func differentState(_ seen: ServerState) -> Deviation {
    let wanted = expected.state
    if seen.term != wanted.term { return Deviation("currentTerm", expected: "\(wanted.term)", seen: "\(seen.term)") }
    if seen.vote != wanted.vote {
      return Deviation("votedFor", expected: Words.vote(wanted.vote), seen: Words.vote(seen.vote))
    }
    if seen.role != wanted.role { return Deviation("state", expected: "\(wanted.role)", seen: "\(seen.role)") }
    return Deviation("commitIndex", expected: "\(wanted.commit)", seen: "\(seen.commit)")
  }

  private func differentLog(_ event: TraceEvent) -> Deviation {
    let seen = event.logKept.map { Words.written(event.appended, behind: $0) } ?? "no change"
    let wanted =
      switch expected.log {
      case .none: "no change"
      case .append(let command): Words.written([entry(command)], behind: expected.length)
      case .mayAppendNoOp: "no change, or " + Words.written([entry(0)], behind: expected.length)
      case .mayLose(let term): "no change, or the loss of entries of term \(term) at the end"
      case .store(let kept, let offset): Words.written(Array(event.message.entries[offset...]), behind: kept)
      }
    return Deviation("log", expected: wanted, seen: seen)
  }

  private func entry(_ command: UInt64) -> TraceEntry { TraceEntry(term: expected.state.term, command: command) }
}
