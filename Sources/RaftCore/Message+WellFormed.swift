extension Server {
  /// Whether a message can have come from a server of this cluster at all. What cannot is ignored: its numbers may
  /// overflow.
  func isWellFormed(_ message: borrowing Message) -> Bool {
    guard message.to == id, message.from != id, (0..<configuration.servers).contains(message.from),
      isNumber(message.term)
    else { return false }
    switch message.body {
    case .voteRequest(let request): return isPosition(request.last)
    case .appendRequest(let request):
      return isPosition(request.previous) && isNumber(request.commit) && areWellFormed(request.entries)
    case .appendReply(.accepted(let match)): return isNumber(match)
    case .appendReply(.rejected(let previous, let hint)): return isNumber(previous) && isPosition(hint)
    case .forwardReply(let answer): return isWellFormed(answer.outcome)
    case .voteReply, .forward: return true
    }
  }

  private func isWellFormed(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .committed(let index, _): isNumber(index)
    case .notLeader(let leader), .unknown(let leader): leader.map((0..<configuration.servers).contains) ?? true
    }
  }

  private func isNumber(_ number: Int) -> Bool { UInt(bitPattern: number) <= UInt(bitPattern: Limits.number) }

  private func isPosition(_ position: LogPosition) -> Bool { isNumber(position.index) && isNumber(position.term) }

  private func areWellFormed(_ entries: EntryBatch) -> Bool {
    for offset in 0..<entries.count where !isNumber(entries[offset].term) { return false }
    return true
  }
}
