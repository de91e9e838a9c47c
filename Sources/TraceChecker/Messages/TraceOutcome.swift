/// What became of a client's request.
public enum TraceOutcome: UInt8, Hashable, Sendable, CaseIterable {
  /// The entry with the command is committed.
  case committed
  /// It was not taken.
  case notLeader
  /// It may have taken effect, or may still.
  case unknown
}
