extension Specification {
  /// Holds what the trace tells of the server's state against what the action comes to.
  mutating func compare(_ event: borrowing TraceEvent, _ history: borrowing History) -> Deviation? {
    if event.state != expected.state { return differentState(event.state) }
    return isLogAsExpected(event, history) ? nil : differentLog(event)
  }

  private mutating func isLogAsExpected(_ event: borrowing TraceEvent, _ history: borrowing History) -> Bool {
    guard let written = event.logKept else {
      switch expected.log {
      case .none, .mayAppendNoOp: return true
      case .append, .store: return false
      }
    }
    // Entries that are written over themselves are no change.
    let agreed = history.servers[event.server].log.agreement(behind: written, with: event.appended)
    let (kept, added) = (written + agreed, event.appended.count - agreed)
    switch expected.log {
    case .none: return kept == expected.length && added == 0
    case .append(let command): return isAppended(command, event, kept, agreed)
    case .mayAppendNoOp: return kept == expected.length && added == 0 || isAppended(0, event, kept, agreed)
    case .store(let expectedKept, let offset):
      return kept == expectedKept && added == event.message.entries.count - offset
        && (0..<added).allSatisfy { event.appended[agreed + $0] == event.message.entries[offset + $0] }
    }
  }

  private func isAppended(_ command: UInt64, _ event: borrowing TraceEvent, _ kept: Int, _ agreed: Int) -> Bool {
    kept == expected.length && event.appended.count == agreed + 1
      && event.appended[agreed] == TraceEntry(term: expected.state.term, command: command)
  }

  private func differentState(_ seen: ServerState) -> Deviation {
    let wanted = expected.state
    if seen.term != wanted.term { return deviation("currentTerm", "\(wanted.term)", "\(seen.term)") }
    if seen.vote != wanted.vote { return deviation("votedFor", Words.vote(wanted.vote), Words.vote(seen.vote)) }
    if seen.role != wanted.role { return deviation("state", "\(wanted.role)", "\(seen.role)") }
    return deviation("commitIndex", "\(wanted.commit)", "\(seen.commit)")
  }

  private func differentLog(_ event: borrowing TraceEvent) -> Deviation {
    let appended = Words.entries(event.appended)
    let seen =
      event.logKept.map { kept in "\(event.appended.count) entries behind index \(kept): \(appended)" } ?? "no change"
    let wanted =
      switch expected.log {
      case .none: "no change"
      case .append(let command): "\(Words.entry(entry(command))) behind index \(expected.length)"
      case .mayAppendNoOp: "no change, or \(Words.entry(entry(0))) behind index \(expected.length)"
      case .store(let kept, let offset):
        "\(event.message.entries.count - offset) entries behind index \(kept): "
          + Words.entries(Array(event.message.entries[offset...]))
      }
    return deviation("log", wanted, seen)
  }

  private func entry(_ command: UInt64) -> TraceEntry { TraceEntry(term: expected.state.term, command: command) }

  func deviation(_ conjunct: String, _ wanted: String, _ seen: String) -> Deviation {
    Deviation(expected.action, conjunct, expected: wanted, seen: seen)
  }
}
