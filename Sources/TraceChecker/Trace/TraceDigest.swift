/// A hash of all events of a trace, in their order: two runs whose digests are equal went through the same steps.
///
/// Notes and the words of clients' commands and answers are not part of it: they are there only in a recorded trace.
/// Neither are the ids of messages, the reasons of losses and what a state machine has applied: the steps decide on
/// them.
public struct TraceDigest: Hashable, Sendable {
  /// The hash so far.
  public private(set) var value: UInt64 = 0x5261_6674

  /// The digest of a trace without events.
  public init() {}

  /// Adds an event. O(entries of the event).
  public mutating func absorb(_ event: TraceEvent) {
    if event.action.isNote { return }
    absorb(event, message: event.action.hasMessage ? event.message.contentHash : 0)
  }

  /// Adds an event whose message, if it has one, has the content hash `message`.
  mutating func absorb(_ event: TraceEvent, message: UInt64) {
    let head = UInt64(event.action.rawValue) | UInt64(truncatingIfNeeded: event.server) << 8
    var hash = fold(value ^ UInt64(truncatingIfNeeded: event.time), head)
    if event.action.isServerStep { hash = absorb(event.state, hash) }
    if let kept = event.logKept {
      hash = fold(hash, UInt64(truncatingIfNeeded: kept))
      for entry in event.appended { hash = fold(hash ^ entry.hashedTerm, entry.command) }
    }
    switch event.action {
    case .receive, .lose, .duplicate: hash = fold(hash, message)
    case .request, .read, .invoke, .answer: hash = absorb(event.client, hash)
    case .partition: hash = absorb(event.group, event.cut, hash)
    case .compact, .installSnapshot:
      hash = fold(hash ^ UInt64(event.details.base.term), UInt64(event.details.base.index))
    case .crash: if let trap = event.details.trap { hash = absorb(trap, event, hash) }
    default: break
    }
    value = hash
  }

  /// Adds in what a server trapped, and what that was given.
  @inline(never)
  private func absorb(_ trap: TrapPoint, _ event: TraceEvent, _ hash: UInt64) -> UInt64 {
    let hash = fold(hash, UInt64(trap.rawValue) + 1)
    switch trap {
    case .receive: return fold(hash, event.message.contentHash)
    case .request, .read: return absorb(event.client, hash)
    default: return hash
    }
  }

  private func absorb(_ state: ServerState, _ hash: UInt64) -> UInt64 {
    let small = UInt64(truncatingIfNeeded: state.vote) << 8 | UInt64(state.role.rawValue)
    return fold(hash ^ UInt64(truncatingIfNeeded: state.term), UInt64(truncatingIfNeeded: state.commit) ^ small << 48)
  }

  private func absorb(_ group: UInt16, _ cut: LinkSet, _ hash: UInt64) -> UInt64 {
    let hash = fold(hash, UInt64(group))
    if cut.isEmpty { return hash }
    return fold(hash ^ UInt64(truncatingIfNeeded: cut.bits), UInt64(truncatingIfNeeded: cut.bits >> 64))
  }

  @inline(__always)
  private func absorb(_ part: borrowing ClientPart, _ hash: UInt64) -> UInt64 {
    let small = UInt64(truncatingIfNeeded: part.client) << 8 | UInt64(part.outcome.rawValue)
    let all = fold(fold(hash ^ small, part.command), UInt64(truncatingIfNeeded: part.index))
    return part.result.map { fold(all, $0.hash) } ?? all
  }
}
