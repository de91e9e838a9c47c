/// A hash of all events of a trace, in their order: two runs whose digests are equal went through the same steps.
///
/// The words of clients' commands and answers are not part of it: they are there only in a recorded trace.
public struct TraceDigest: Hashable, Sendable {
  /// The hash so far.
  public private(set) var value: UInt64 = 0x5261_6674

  /// The digest of a trace without events.
  public init() {}

  /// Adds an event. O(entries of the event).
  public mutating func absorb(_ event: TraceEvent) {
    absorb(event, message: event.action.hasMessage ? event.message.contentHash : 0)
  }

  /// Adds an event whose message, if it has one, has the content hash `message`.
  mutating func absorb(_ event: TraceEvent, message: UInt64) {
    let head = UInt64(event.action.rawValue) | UInt64(truncatingIfNeeded: event.server) << 8
    var hash = fold(value ^ UInt64(event.time), head)
    if event.action.isServerStep { hash = absorb(event.state, hash) }
    if let kept = event.logKept {
      hash = fold(hash, UInt64(kept))
      for entry in event.appended { hash = fold(hash ^ UInt64(entry.term), entry.command) }
    }
    switch event.action {
    case .receive, .lose, .duplicate: hash = fold(hash, message)
    case .request, .invoke, .answer: hash = absorb(event.client, hash)
    case .partition: hash = absorb(event.group, event.cut, hash)
    case .start, .timeout, .heartbeat, .crash, .restart, .heal, .pause, .resume: break
    }
    value = hash
  }

  private func absorb(_ state: ServerState, _ hash: UInt64) -> UInt64 {
    let small = UInt64(truncatingIfNeeded: state.vote) << 8 | UInt64(state.role.rawValue)
    return fold(hash ^ UInt64(state.term), UInt64(state.commit) ^ small << 48)
  }

  private func absorb(_ group: UInt16, _ cut: LinkSet, _ hash: UInt64) -> UInt64 {
    let hash = fold(hash, UInt64(group))
    if cut.isEmpty { return hash }
    return fold(hash ^ UInt64(truncatingIfNeeded: cut.bits), UInt64(truncatingIfNeeded: cut.bits >> 64))
  }

  private func absorb(_ part: borrowing ClientPart, _ hash: UInt64) -> UInt64 {
    let small = UInt64(truncatingIfNeeded: part.client) << 8 | UInt64(part.outcome.rawValue)
    let all = fold(fold(hash ^ small, part.command), UInt64(part.index))
    return part.result.map { fold(all, $0.hash) } ?? all
  }
}

extension TraceMessage {
  /// The hash of the whole content: of all fields that its kind has. O(entries).
  @inlinable @inline(__always) public var contentHash: UInt64 {
    let link = UInt64(kind.rawValue) | UInt64(from) << 4 | UInt64(to) << 8
    let answer = UInt64(success ? 1 : 0) | UInt64(outcome.rawValue) << 1
    let small = link | answer << 12 | UInt64(truncatingIfNeeded: leader + 1) << 16
    var hash = fold(fold(UInt64(term), UInt64(index)), small)
    switch kind {
    case .appendRequest:
      hash = fold(hash ^ UInt64(indexTerm), UInt64(commit))
      for entry in entries { hash = fold(hash ^ UInt64(entry.term), entry.command) }
    case .appendReply: hash = fold(hash ^ UInt64(hintIndex), UInt64(hintTerm))
    case .forward, .forwardReply: hash = fold(hash, command)
    case .voteRequest: hash = fold(hash, UInt64(indexTerm))
    case .voteReply: break
    }
    return hash
  }
}
