/// A server votes for at most one candidate in a term, whatever crashes lie between (§5.2). TLA+: `VoteOnce`.
public struct VoteOnce: Invariant {
  /// The name, as in `--only`.
  public static let name = "VoteOnce"
  /// The section of the paper.
  public static let section = "5.2"
  /// What must hold, in one sentence.
  public static let statement = "a server votes for at most one candidate in a term, across restarts"
  /// Votes, and replies that grant a vote and contradict them.
  public static let interests: Transition.Changes = [.vote, .grantOfOther]

  /// The invariant; it has no state of its own.
  public init() {}

  /// The history knows every vote.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    if change.changes.contains(.grantOfOther) {
      let (voter, term) = (
        history.unusual[change.server].sender, history.unusual[change.server].messageTerm
      )
      guard let vote = history.vote(of: voter, in: term) else { return nil }
      return .grantDespiteVote(voter: voter, term: term, vote: vote, candidate: change.server)
    }
    guard let earlier = change.earlierVote else { return nil }
    return .twoVotes(voter: change.server, term: change.after.term, first: earlier, second: change.after.vote)
  }
}
