import RaftCore

extension Defect {
  static let commits: [Defect] = [
    Defect(
      "commit-old-term-by-counting", "commits entries of earlier terms by counting replicas (Figure 8)",
      breaks: ["LeaderCompleteness", "LeaderCommitsOwnTerm"],
      needs: [.init(\.noOp, false), .init(\.partitionInterval, 150_000), .init(\.partitionDuration, 300_000)]
    ) { rules in
      rules.commitsByCounting = { _, _ in true }
    },
    Defect(
      "follower-commit-to-last-index",
      "a follower commits up to its own last index, even entries that it has not verified",
      breaks: ["StateMachineSafety"]
    ) { rules in
      rules.followerCommit = { leader, _, last in min(leader, last) }
    },
    Defect(
      "follower-commit-unbounded", "a follower takes the leader's commit index even if its log is shorter",
      breaks: ["StateMachineSafety", "CommitIndexWithinLog"], needs: [.init(\.batch, 1)]
    ) { rules in
      rules.followerCommit = { leader, _, _ in leader }
    },
    Defect(
      "trap-on-commit-beyond-log", "a follower traps if the leader's commit index is beyond the end of its own log",
      breaks: ["NoTrap"], conforms: true, needs: [.init(\.batch, 1)]
    ) { rules in
      rules.followerCommit = { leader, verified, last in
        precondition(leader <= last, "the leader's commit index is beyond the end of the log")
        return min(leader, verified)
      }
    },
    Defect(
      "deposed-leader-answers-committed", "a deposed leader answers clients that the entries in its log are committed",
      breaks: ["Linearizability"]
    ) { rules in
      rules.answerOfDeposedLeader = { index, _ in .committed(index: index, output: 0) }
    },
    Defect(
      "quorum-of-even-cluster", "treats half of the servers as a majority if their number is even",
      breaks: ["StateMachineSafety", "ElectionSafety", "CommittedOnMajority"], needs: [.init(\.servers, 4)]
    ) { rules in
      rules.isQuorum = { servers, membership in 2 * servers.count >= membership.voters.count }
    },
    Defect(
      "commit-index-falls", "assigns the leader's commit index, even if it is lower", breaks: ["CommitIndexMonotone"]
    ) { rules in
      rules.commitIndex = { _, proposed in proposed }
    },
  ]
}
