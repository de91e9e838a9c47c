/// A vote goes to a candidate whose log is at least as up-to-date as the voter's (§5.4.1). TLA+: `VotersNotNewer`.
public struct VotersNotNewer: Invariant {
  /// The name, as in `--only`.
  public static let name = "VotersNotNewer"
  /// The section of the paper.
  public static let section = "5.4.1"
  /// What must hold, in one sentence.
  public static let statement = "a server votes for a candidate whose log is at least as up-to-date as its own"
  /// Votes that are given.
  public static let interests: Transition.Changes = .vote

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares the logs of the voter and of its candidate, which is the one that asked for the vote as long as it is
  /// candidate or leader in that term. A vote that is recorded on another occasion elects nobody: some implementations
  /// record a vote for a leader that they follow.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let (voter, candidate) = (change.server, change.after.vote)
    guard change.received == .voteRequest, candidate != voter else { return nil }
    let state = history.servers[candidate].state
    guard state.term == change.after.term, state.role != .follower,
      !history.servers[candidate].log.isUpToDate(with: history.servers[voter].log)
    else { return nil }
    return .voteForOlderLog(
      term: state.term, voter: voter, log: LogEnd(history.servers[voter].log), candidate: candidate,
      candidateLog: LogEnd(history.servers[candidate].log))
  }
}
