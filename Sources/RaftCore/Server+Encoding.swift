extension Server {
  /// Appends the canonical encoding of this server's state to `words`: equality is defined by it, and so is whatever
  /// distinguishes states.
  ///
  /// It is injective: the lengths are part of it. Servers of one cluster whose encodings are equal take equal steps for
  /// ever. What a role does not use is left out, so that a follower does not differ by what it knew as a leader; but
  /// for `matchIndex`, which `Rules.matchIndexOnElection` may look at. O(log).
  public func encode(into words: inout [UInt64]) {
    words.append(UInt64(id))
    words.append(UInt64(currentTerm))
    words.append(word(votedFor))
    words.append(UInt64(role.rawValue))
    words.append(UInt64(commitIndex))
    words.append(word(leader))
    words.append(UInt64(votesGranted.rawValue))
    encodeLog(into: &words)
    for peer in 0..<configuration.servers {
      words.append(UInt64(peers[peer].match))
      if role == .leader { words.append(UInt64(peers[peer].next)) }
    }
    encodeWaiting(into: &words)
  }

  private func encodeLog(into words: inout [UInt64]) {
    words.append(UInt64(log.base.index))
    words.append(UInt64(log.base.term))
    words.append(UInt64(log.lastIndex))
    for entry in log.entries(after: log.base.index) {
      words.append(UInt64(entry.term))
      words.append(entry.command.rawValue)
    }
  }

  private func encodeWaiting(into words: inout [UInt64]) {
    let open = waiting.open
    words.append(UInt64(open.count))
    for proposal in open {
      words.append(UInt64(proposal.index))
      words.append(proposal.command.rawValue)
      words.append(word(proposal.origin))
    }
    words.append(UInt64(waiting.forwarded.count))
    for command in waiting.forwarded { words.append(command.rawValue) }
  }

  private func word(_ server: ServerID?) -> UInt64 { server.map { UInt64($0) + 1 } ?? 0 }
}

extension Server: Equatable {
  /// Whether both have the same state, by the canonical encoding; the rules are not compared. O(log).
  public static func == (one: Server, other: Server) -> Bool {
    guard one.configuration == other.configuration else { return false }
    var (a, b): ([UInt64], [UInt64]) = ([], [])
    one.encode(into: &a)
    other.encode(into: &b)
    return a == b
  }
}

extension Server: CustomStringConvertible {
  /// The whole state in a line.
  public var description: String {
    let entries = log.entries(after: log.base.index).suffix(8).map { "\($0.term):\($0.command.rawValue)" }
    return "server \(id) of \(configuration.servers): \(role) of term \(currentTerm), "
      + "vote \(votedFor.map(String.init) ?? "none"), commit \(commitIndex), "
      + "log to \(log.lastIndex) ending in [\(entries.joined(separator: " "))]"
  }
}
