/// Why a leader may send a request to a peer (§5.2, §5.3).
public enum SendReason: Hashable, Sendable, CaseIterable {
  /// The server was elected leader.
  case elected
  /// The heartbeat timer fired.
  case heartbeat
  /// The leader appended an entry, and the peer's window is open.
  case newEntry
  /// The peer acknowledged entries, there are more, and its window is open.
  case acceptance
  /// The peer rejected a request.
  case rejection
}

/// What a leader sends to a peer.
public enum Sending: Hashable, Sendable, CaseIterable {
  /// No message.
  case nothing
  /// A request without entries.
  case heartbeat
  /// A request with the entries that come next, as many as the batch and the window allow. It may have none.
  case entries
}
