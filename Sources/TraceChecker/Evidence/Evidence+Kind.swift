extension Evidence {
  /// The kind of failure: equal for failures that differ in nothing but servers, indexes, terms and commands.
  public var kind: String {
    switch self {
    case .twoLeaders: "two leaders of a term"
    case .twoVotes: "two votes in a term"
    case .grantDespiteVote: "vote granted to a second candidate"
    case .voteForOlderLog(_, _, let log, _, let candidateLog):
      log.term == candidateLog.term ? "vote for a shorter log" : "vote for a log of an earlier term"
    case .termFell: "term fell"
    case .messageAheadOfSender: "message ahead of its sender"
    case .trapped(_, let point, let trap): "trap: \(trap.map(\.kind) ?? "\(point)")"
    case .roleChange(let change): "role change: \(change.rule.rawValue)"
    case .commitIndexFell: "commit index fell"
    case .commitIndexBeyondLog: "commit index beyond the log"
    case .leaderCommitsEarlierTerm: "leader commits an entry of an earlier term"
    case .deviation(let deviation): "deviation: \(deviation.kind)"
    case .unexplainedAnswer(let answer): "unexplained answer: \(answer.call.operation.list.kind)"
    case .answerWithoutResult: "answer without a result"
    case .refusedCommandTakesEffect: "refused command takes effect"
    case .stalled(let stall): "stalled: \(stall.missing.kind)"
    case .replicasDiffer(let difference): "replicas differ: \(difference.kind)"
    case .custom(let kind, _, _): "custom: \(kind)"
    default: logKind ?? commitKind ?? ""
    }
  }

  private var logKind: String? {
    switch self {
    case .twoEntries: "two entries of an index and term"
    case .twoPrefixes: "two prefixes of an index and term"
    case .termsFallAlongLog: "terms fall along a log"
    case .entryOfUnelectedTerm: "entry of a term without a leader"
    case .leaderChangedEntry(_, _, _, _, let after): "leader \(Self.change(after))"
    case .logChange(let change): "log change: \(change.rule.rawValue)"
    case .restart(_, .term): "restart with a lower term"
    case .restart(_, .vote(_, _, nil)): "restart without the vote"
    case .restart(_, .vote): "restart with another vote"
    case .restart(_, .entry(_, _, let after)): "restart \(Self.change(after))"
    case .restart(_, .longerLog): "restart with a longer log"
    case .matchIndexFell: "match index fell"
    case .nextIndexNotAboveMatch: "next index not above the match index"
    default: nil
    }
  }

  private var commitKind: String? {
    switch self {
    case .committedEntryChanged(_, _, _, _, let after): "committed: \(Self.change(after))"
    case .committedOnMinority: "committed on a minority"
    case .committedLackedByMajority: "committed, and lacked by a majority"
    case .twoCommittedEntries: "two committed entries of an index"
    case .committedLackedByUpToDateLog: "committed, and lacked by an up-to-date log"
    case .leaderLacksCommitted(_, _, _, nil, _): "leader lacks a committed entry"
    case .leaderLacksCommitted: "leader has another entry than the committed one"
    default: nil
    }
  }

  private static func change(_ after: TraceEntry?) -> String { after == nil ? "removes an entry" : "replaces an entry" }

  /// A hash of the kind.
  var kindHash: UInt64 { kind.utf8.reduce(0) { fold($0, UInt64($1)) } }
}

extension Stall.Missing {
  fileprivate var kind: String {
    switch self {
    case .server: "server"
    case .leader(0): "no leader"
    case .leader: "several leaders"
    case .answers: "answers"
    case .agreement: "agreement"
    }
  }
}
