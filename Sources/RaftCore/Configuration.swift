/// The configuration of a server, which never changes.
public struct Configuration: Hashable, Sendable {
  /// The number of servers in the cluster, `1 ... 9`.
  public let servers: Int
  /// The servers that vote; at present all.
  public let membership: Membership
  /// Whether a new leader appends a no-op, so that it can commit what it inherited without waiting for a client (§8).
  public let appendsNoOp: Bool
  /// The most entries in one `AppendEntries`, `1 ... EntryBatch.capacity`.
  public let batch: Int
  /// The most entries that a leader sends a follower ahead of its acknowledgment; at least `1`.
  public let window: Int

  /// The configuration of a server in a cluster of `servers` servers.
  /// - Precondition: each part is within its bounds.
  public init(servers: Int, appendsNoOp: Bool = true, batch: Int = EntryBatch.capacity, window: Int = 32) {
    precondition((1...Limits.servers).contains(servers), "a cluster has 1 to \(Limits.servers) servers, not \(servers)")
    precondition((1...EntryBatch.capacity).contains(batch), "a batch has 1 to \(EntryBatch.capacity) entries")
    precondition(window >= 1, "the window holds at least one entry")
    self.servers = servers
    membership = Membership(servers: servers)
    self.appendsNoOp = appendsNoOp
    self.batch = batch
    self.window = window
  }
}
