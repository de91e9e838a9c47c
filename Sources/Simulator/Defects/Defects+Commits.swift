import RaftCore

extension Defect {
  static let commits: [Defect] = [
    Defect(
      "commit-old-term-by-counting", "commits entries of earlier terms by counting (Figure 8)",
      breaks: ["LeaderCompleteness", "LeaderCommitsOwnTerm"],
      needs: [.init(\.noOp, false), .init(\.partitionInterval, 150_000), .init(\.partitionDuration, 300_000)]
    ) { rules in
      rules.commitsByCounting = { _, _ in true }
    },
    Defect(
      "follower-commit-to-last-index", "a follower commits up to its own last index, verified or not",
      breaks: ["StateMachineSafety"]
    ) { rules in
      rules.followerCommit = { leader, _, last in min(leader, last) }
    },
    Defect(
      "follower-commit-unbounded", "a follower takes over the leader's commit index",
      breaks: ["StateMachineSafety", "CommitIndexWithinLog"], needs: [.init(\.batch, 1)]
    ) { rules in
      rules.followerCommit = { leader, _, _ in leader }
    },
    Defect(
      "deposed-leader-answers-committed", "a deposed leader answers clients that what is in its log is committed",
      breaks: ["Linearizability"]
    ) { rules in
      rules.answerOfDeposedLeader = { index, _ in .committed(index: index, output: 0) }
    },
    Defect(
      "quorum-of-even-cluster", "half of an even cluster is a quorum",
      breaks: ["StateMachineSafety", "ElectionSafety", "CommittedOnMajority"], needs: [.init(\.servers, 4)]
    ) { rules in
      rules.isQuorum = { servers, membership in 2 * servers.count >= membership.voters.count }
    },
    Defect(
      "commit-index-falls", "the commit index is assigned, not raised", breaks: ["CommitIndexMonotone"]
    ) { rules in
      rules.commitIndex = { _, proposed in proposed }
    },
  ]
}
