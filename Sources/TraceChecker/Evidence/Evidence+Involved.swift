extension Evidence {
  /// The servers that are involved, each once, the most important first.
  public var servers: [Int] {
    involved.reduce(into: []) { named, server in if !named.contains(server) { named.append(server) } }
  }

  /// The clients' commands that are involved.
  public var commands: [UInt64] {
    switch self {
    case .unexplainedAnswer(let answer): [answer.call.command] + answer.concurrent.map(\.command)
    case .answerWithoutResult(let call), .refusedCommandTakesEffect(let call, _): [call.command]
    case .replicasDiffer(let difference): difference.commands
    default: []
    }
  }

  private var involved: [Int] {
    switch self {
    case .twoLeaders(_, let first, let second): [first.server, second.server]
    case .twoVotes(let voter, _, let first, let second): [voter, first, second]
    case .grantDespiteVote(let voter, _, let vote, let candidate): [voter, vote, candidate]
    case .voteForOlderLog(_, let voter, _, let candidate, _): [voter, candidate]
    case .messageAheadOfSender(_, _, let sender, let receiver, _): [sender, receiver]
    case .twoEntries(_, let first, let second), .twoPrefixes(_, let first, let second, _):
      [first.server, second.server]
    case .matchIndexFell(let leader, _, let peer, _, _, _), .nextIndexNotAboveMatch(let leader, _, let peer, _, _, _):
      [leader, peer]
    case .committedOnMinority(let committed, _, _, let server): [committed.server, server]
    case .committedLackedByMajority(let server, _, _, let lacking, _, let changed): [server, changed] + lacking
    case .twoCommittedEntries(let server, _, let first): [first.server, server]
    case .committedLackedByUpToDateLog(let server, let other, _): [other.server, server.server]
    case .leaderLacksCommitted(let leader, _, let voters, _, let lost): [leader, lost.server] + voters
    case .deviation(let deviation): [deviation.server]
    case .stalled(let stall): stall.servers
    case .replicasDiffer(let difference): difference.servers
    case .custom(_, let servers, _): servers
    case .unexplainedAnswer, .answerWithoutResult: []
    case .refusedCommandTakesEffect(_, let committed): [committed.server]
    default: server.map { [$0] } ?? []
    }
  }

  /// The server, where only one is involved.
  private var server: Int? {
    switch self {
    case .termFell(let server, _, _), .termsFallAlongLog(let server, _, _, _),
      .entryOfUnelectedTerm(let server, _, _, _),
      .leaderChangedEntry(let server, _, _, _, _), .restart(let server, _), .commitIndexFell(let server, _, _),
      .commitIndexBeyondLog(let server, _, _), .committedEntryChanged(let server, _, _, _, _),
      .leaderCommitsEarlierTerm(let server, _, _, _), .trapped(let server, _, _):
      server
    case .roleChange(let change): change.server
    case .logChange(let change): change.server
    default: nil
    }
  }
}
