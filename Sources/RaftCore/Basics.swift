/// A term: the logical clock of Raft, counted in elections (§5.1). `0` before the first one.
public typealias Term = Int

/// A position in a log. The first entry is at `1`; `0` is the place before it (§5.3).
public typealias LogIndex = Int

/// A server's number: `0 ..< servers`.
public typealias ServerID = Int

/// An index of the log with the term of the entry there: what `RequestVote` and `AppendEntries` compare (§5.3, §5.4.1).
public struct LogPosition: Hashable, Sendable, BitwiseCopyable {
  /// The index in the log; `0` is the place before the first entry.
  public var index: LogIndex
  /// The term of the entry at `index`, `0` for the place before the first entry.
  public var term: Term

  /// The position of an entry, or of the place before the first.
  public init(index: LogIndex, term: Term) {
    self.index = index
    self.term = term
  }
}

/// The bounds outside which a message cannot come from any server, forged or not. They keep the arithmetic of the core
/// total.
public enum Limits {
  /// The number of servers in the largest cluster.
  public static let servers = 9
  /// The largest term and index: no run counts that far, and sums of a few of them do not overflow.
  public static let number = 1 << 48
}
