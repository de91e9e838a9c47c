/// A hash of all events of a trace, in their order: two runs whose digests are equal went through the same steps.
///
/// The words of clients' commands and answers are not part of it: they are there only in a recorded trace.
public struct TraceDigest: Hashable, Sendable {
  /// The hash so far.
  public private(set) var value: UInt64 = 0x5261_6674

  /// The digest of a trace without events.
  public init() {}

  /// Adds an event. O(entries of the event).
  public mutating func absorb(_ event: borrowing TraceEvent) {
    let head = UInt64(event.action.rawValue) | UInt64(truncatingIfNeeded: event.server) << 8
    var hash = mix(value ^ UInt64(event.time), head)
    if event.action.isServerStep { hash = absorb(event.state, hash) }
    if let kept = event.logKept {
      hash = mix(hash, UInt64(kept))
      for entry in event.appended { hash = mix(hash ^ UInt64(entry.term), entry.command) }
    }
    switch event.action {
    case .receive, .lose, .duplicate: hash = absorb(event.message, hash)
    case .request, .invoke, .answer: hash = absorb(event.client, hash)
    case .partition: hash = mix(hash, UInt64(event.group))
    case .start, .timeout, .heartbeat, .crash, .restart, .heal: break
    }
    value = hash
  }

  private func absorb(_ state: ServerState, _ hash: UInt64) -> UInt64 {
    let small = UInt64(truncatingIfNeeded: state.vote) << 8 | UInt64(state.role.rawValue)
    return mix(mix(hash ^ small, UInt64(state.term)), UInt64(state.commit))
  }

  private func absorb(_ message: borrowing TraceMessage, _ hash: UInt64) -> UInt64 {
    var small = UInt64(message.kind.rawValue) | UInt64(message.from) << 8 | UInt64(message.to) << 16
    small |= UInt64(message.success ? 1 : 0) << 24 | UInt64(message.outcome.rawValue) << 32
    small ^= UInt64(truncatingIfNeeded: message.leader) << 40
    var hash = mix(hash ^ small, UInt64(message.term))
    hash = mix(hash ^ UInt64(message.index), UInt64(message.indexTerm))
    switch message.kind {
    case .appendRequest:
      hash = mix(hash, UInt64(message.commit))
      for entry in message.entries { hash = mix(hash ^ UInt64(entry.term), entry.command) }
    case .appendReply: hash = mix(hash ^ UInt64(message.hintIndex), UInt64(message.hintTerm))
    case .forward, .forwardReply: hash = mix(hash, message.command)
    case .voteRequest, .voteReply: break
    }
    return hash
  }

  private func absorb(_ part: borrowing ClientPart, _ hash: UInt64) -> UInt64 {
    let small = UInt64(truncatingIfNeeded: part.client) << 8 | UInt64(part.outcome.rawValue)
    return mix(mix(hash ^ small, part.command), UInt64(part.index))
  }
}
