/// The fields of the kinds, each by its name. Those of one kind share no storage, but for pairs of which a message has
/// only one: `matchIndex` if `success`, and `rejectedIndex` if not.
extension TraceMessage {
  /// `voteRequest`: the index of the candidate's last entry.
  @inlinable public var lastLogIndex: Int {
    get { first }
    set { first = newValue }
  }

  /// `voteRequest`: the term of the candidate's last entry.
  @inlinable public var lastLogTerm: Int {
    get { Int(truncatingIfNeeded: third) }
    set { third = UInt64(truncatingIfNeeded: newValue) }
  }

  /// `voteReply`: whether the vote is granted.
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

  /// `appendReply`: whether the entries were accepted.
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
}
