/// What a leader knows of one follower (Figure 2). What was sent and not yet acknowledged lies between the two.
public struct PeerProgress: Hashable, Sendable, BitwiseCopyable {
  /// The next index to send. TLA+: `nextIndex`.
  public internal(set) var next: LogIndex = 1
  /// The highest index known to be replicated there. TLA+: `matchIndex`.
  public internal(set) var match: LogIndex = 0

  /// Records a new match index and moves the next index past it: what matches is not sent again.
  @inline(__always)
  mutating func learn(match: LogIndex) {
    self.match = match
    next = max(next, match + 1)
  }
}
