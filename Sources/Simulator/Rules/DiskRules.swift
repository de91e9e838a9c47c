import RaftCore

/// How a disk keeps what it is given, and how its server goes by it. As given, faithfully: a planted defect is a disk in
/// which one of these differs.
public struct DiskRules: Sendable {
  /// Whether the vote of a server in `role` is written with its term.
  public var writesVote: @Sendable (_ role: Role) -> Bool = { _ in true }
  /// Whether entries that are removed from the log are removed from the disk.
  public var truncates = true
  /// Whether what a step sends waits until what it wrote is durable.
  public var waitsForSync: @Sendable (_ write: DiskWrite) -> Bool = { _ in true }
  /// Whether the end of a sync is taken for that of everything written meanwhile.
  public var syncCoversLaterWrites = false
  /// Whether what is written during a sync gets another one.
  public var syncsAgain = true
  /// Whether a server stops when a write fails.
  public var stopsOnFailedWrite = true
  /// What a restart takes of a record that a crash tore.
  public var torn = TornRecord.isRejected
  /// What a server that starts makes of a record that is not as it was written.
  public var badChecksum = BadChecksum.stopsServer

  /// A faithful disk.
  public init() {}

  /// What a record that is not as it was written does to a server that starts.
  public enum BadChecksum: Sendable {
    /// The server does not start.
    case stopsServer
    /// Nothing: nobody looks.
    case isNotSeen
    /// The log ends before the first such entry, and the server starts. It does not start if it is the vote.
    case endsLog
  }

  /// What is left of a record that a crash tore.
  public enum TornRecord: Sendable {
    /// Nothing: its checksum does not fit.
    case isRejected
    /// Neither term nor vote, as if the server had never run: their file was emptied to be written anew. The log is
    /// intact.
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
  /// Where the log ends after it.
  public let lastIndex: LogIndex
  /// The highest index that was ever durable since the server started, whether it was cut off since or not.
  public let highestSynced: LogIndex
}
