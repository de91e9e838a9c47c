import RaftCore

/// The rules by which a disk stores writes, and by which its server relies on it. The defaults are correct: in a
/// planted defect of disks one of them differs.
public struct DiskRules: Sendable {
  /// Whether the vote of a server in `role` is written with its term.
  public var writesVote: @Sendable (_ role: Role) -> Bool = { _ in true }
  /// Whether entries that are removed from the log are removed from the disk.
  public var truncates = true
  /// Whether what a step sends waits until what it wrote is durable.
  public var waitsForSync: @Sendable (_ write: DiskWrite) -> Bool = { _ in true }
  /// Whether the end of a sync counts for everything written until then, even during the sync.
  public var syncCoversLaterWrites = false
  /// Whether another sync follows for what is written during a sync.
  public var syncsAgain = true
  /// Whether a server stops when a write fails.
  public var stopsOnFailedWrite = true
  /// What a restart takes of a record that a crash tore.
  public var torn = TornRecord.isRejected
  /// What a server that starts does about a corrupt record.
  public var badChecksum = BadChecksum.stopsServer

  /// The rules of a disk that keeps what it acknowledges.
  public init() {}

  /// The effect of a corrupt record on a server that starts.
  public enum BadChecksum: Sendable {
    /// The server does not start.
    case stopsServer
    /// None: the checksum is not checked.
    case isNotSeen
    /// The log ends before the first corrupt entry, and the server starts. With a corrupt vote it does not start.
    case endsLog
  }

  /// What is left of a record that a crash tore.
  public enum TornRecord: Sendable {
    /// Nothing: its checksum does not fit.
    case isRejected
    /// Neither term nor vote, as if the server had never run: their file was truncated before it was rewritten. The log
    /// is intact.
    case losesTermAndVote
    /// The vote, without its term.
    case leavesVote
    /// The end of the entries that were to be replaced, without those that replace them.
    case leavesTruncation
    /// The number of entries with their terms, and no commands.
    case leavesLength
  }
}

/// What a step writes, as far as its server could distinguish.
public struct DiskWrite: Sendable {
  /// The server's role after the step.
  public let role: Role
  /// Whether it writes the term and the vote.
  public let writesTermAndVote: Bool
  /// Whether there is a vote in that term.
  public let hasVoted: Bool
  /// Whether it writes entries, or removes some.
  public let writesLog: Bool
  /// The last index of the log after the step.
  public let lastIndex: LogIndex
  /// The highest index that was durable at any time since the server started, even if it was truncated since.
  public let highestSynced: LogIndex
}
