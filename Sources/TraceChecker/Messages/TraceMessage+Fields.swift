/// The fields of the kinds, each by its name. Those of one kind share no storage, but for pairs of which a message has
/// only one: `matchIndex` if `success`, and `rejectedIndex` if not.
extension TraceMessage {
  /// `voteRequest`, `preVoteRequest`: the index of the candidate's last entry.
  @inlinable public var lastLogIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `voteRequest`, `preVoteRequest`: the term of the candidate's last entry.
  @inlinable public var lastLogTerm: Int {
    get { Int(truncatingIfNeeded: third) }
    set { third = UInt64(truncatingIfNeeded: newValue) }
  }

  /// `voteReply`: whether the vote is granted. `preVoteReply`: whether it would be.
  @inlinable public var granted: Bool {
    get { flag }
    set { flag = newValue }
  }

  /// `appendRequest`: the index of the entry before the new ones.
  @inlinable public var prevLogIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `appendRequest`: the term of the entry before the new ones.
  @inlinable public var prevLogTerm: Int {
    get { second }
    set { second = newValue }
  }

  /// `appendRequest`: the leader's commit index.
  @inlinable public var leaderCommit: Int {
    get { Int(truncatingIfNeeded: third) }
    set { third = UInt64(truncatingIfNeeded: newValue) }
  }

  /// `appendReply`: whether the entries were accepted. `readIndexReply`: whether the read may be served.
  @inlinable public var success: Bool {
    get { flag }
    set { flag = newValue }
  }

  /// `appendReply`, accepted: the index up to which the logs agree.
  @inlinable public var matchIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `appendReply`, rejected: the `prevLogIndex` of the request.
  @inlinable public var rejectedIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `appendReply`, rejected: the first index of the conflicting term, or the first missing index; `0` if not known.
  @inlinable public var conflictIndex: Int {
    get { second }
    set { second = newValue }
  }

  /// `appendReply`, rejected: the conflicting term, or `0`.
  @inlinable public var conflictTerm: Int {
    get { Int(truncatingIfNeeded: third) }
    set { third = UInt64(truncatingIfNeeded: newValue) }
  }

  /// `forward`, `forwardReply`: the command.
  @inlinable public var command: UInt64 {
    get { third }
    set { third = newValue }
  }

  /// `forwardReply`, committed: the index of the command.
  @inlinable public var committedIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `preVoteRequest`, `preVoteReply`: the term in which the sender of the request would start an election.
  @inlinable public var nextTerm: Int {
    get { second }
    set { second = newValue }
  }

  /// `installSnapshotRequest`, `installSnapshotReply`: the index of the last entry that the snapshot covers.
  @inlinable public var lastIncludedIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `installSnapshotRequest`: the term of the last entry that the snapshot covers.
  @inlinable public var lastIncludedTerm: Int {
    get { second }
    set { second = newValue }
  }

  /// `installSnapshotRequest`: where the chunk begins, in bytes.
  @inlinable public var offset: Int {
    get { Int(truncatingIfNeeded: third) }
    set { third = UInt64(truncatingIfNeeded: newValue) }
  }

  /// `installSnapshotRequest`: whether it is the last chunk.
  @inlinable public var done: Bool {
    get { flag }
    set { flag = newValue }
  }

  /// `installSnapshotReply`: where the next chunk is to begin, in bytes.
  @inlinable public var nextOffset: Int {
    get { second }
    set { second = newValue }
  }

  /// `readIndexRequest`, `readIndexReply`: the number of the read.
  @inlinable public var read: UInt64 {
    get { third }
    set { third = newValue }
  }

  /// `readIndexReply`, successful: the index that must be applied before the read is served.
  @inlinable public var readIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `other`: what the message is.
  public var name: String {
    get { text(in: .name) }
    set { set(newValue, in: .name) }
  }

  /// `installSnapshotRequest`: the chunk as text. `other`: the content, which nothing interprets.
  public var data: String {
    get { text(in: .data) }
    set { set(newValue, in: .data) }
  }
}
