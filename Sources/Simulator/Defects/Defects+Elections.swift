import RaftCore

extension Defect {
  static let elections: [Defect] = [
    Defect(
      "vote-index-beyond-commit",
      "grants a vote if the candidate's last index is at least the voter's commit index, whatever the terms (as in "
        + "the Rust WRaft)",
      breaks: ["LeaderCompleteness", "VotersNotNewer"]
    ) { rules in
      rules.isUpToDate = { candidate, _, commit in candidate.index >= commit }
    },
    Defect(
      "vote-any-log", "grants votes without comparing logs",
      breaks: ["LeaderCompleteness", "VotersNotNewer", "UpToDateLogHoldsCommitted"]
    ) { rules in
      rules.isUpToDate = { _, _, _ in true }
    },
    Defect(
      "vote-length-first", "compares logs by length before term",
      breaks: ["LeaderCompleteness", "VotersNotNewer", "UpToDateLogHoldsCommitted"]
    ) { rules in
      rules.isUpToDate = { candidate, voter, _ in
        candidate.index > voter.index || (candidate.index == voter.index && candidate.term >= voter.term)
      }
    },
    Defect(
      "vote-componentwise",
      "grants a vote only if neither the last term nor the last index of the candidate is smaller",
      breaks: ["Progress"], needs: [.init(\.servers, 3)]
    ) { rules in
      rules.isUpToDate = { candidate, voter, _ in candidate.term >= voter.term && candidate.index >= voter.index }
    },
    Defect(
      "vote-repeat-refused", "refuses a repeated request of the candidate that it has voted for", breaks: []
    ) { rules in
      rules.isVoteFree = { vote, _ in vote == nil }
    },
    Defect(
      "vote-repeated-request-granted",
      "a deposed leader records a vote for the candidate without comparing logs, and grants it when the candidate asks "
        + "again",
      breaks: ["LeaderCompleteness", "VotersNotNewer"], needs: [.init(\.duplication, 200_000)]
    ) { rules in
      rules.voteInNewTerm = { role, candidate in role == .leader ? candidate : nil }
      rules.grantsRepeatedRequest = { _ in true }
    },
    Defect("vote-stale-grant", "counts votes that were granted in an earlier term", breaks: ["ElectionSafety"]) {
      rules in
      rules.countsVote = { _, _ in true }
    },
    Defect(
      "vote-count-duplicates", "counts a duplicated vote twice",
      breaks: ["ElectionSafety"], needs: [.init(\.servers, 5), .init(\.duplication, 200_000)]
    ) { rules in
      // One more, whoever it is.
      rules.votersAfterGrant = { voters, _ in ServerSet(rawValue: voters.rawValue | (voters.rawValue + 1)) }
    },
    Defect(
      "vote-reply-next-term", "the reply to a vote request has the term after the voter's",
      breaks: ["MessageTermsBounded"]
    ) { rules in
      rules.termOfVoteReply = { current in current + 1 }
    },
    Defect(
      "vote-reply-wrong-term", "the reply to a vote request has term 0 instead of the voter's",
      breaks: ["Progress"]
    ) { rules in
      rules.termOfVoteReply = { _ in 0 }
    },
    Defect(
      "vote-cleared-by-leader-message", "a message from the leader of the term clears the vote",
      breaks: ["ElectionSafety", "VoteOnce"], needs: [.init(\.noOp, false)]
    ) { rules in
      rules.voteAfterHearingLeader = { _, _ in nil }
    },
    Defect(
      "vote-cleared-by-step-down", "a candidate that steps down within its term clears its vote",
      breaks: ["VoteOnce"], needs: [.init(\.servers, 5)]
    ) { rules in
      rules.voteAfterHearingLeader = { vote, role in role == .candidate ? nil : vote }
    },
    Defect(
      "vote-self-unrecorded", "a candidate does not record its vote for itself", breaks: ["ElectionSafety"]
    ) { rules in
      rules.voteOfCandidate = { _ in nil }
    },
    Defect(
      "term-regresses", "a message of an older term lowers the term", breaks: ["ElectionSafety", "TermsMonotone"]
    ) { rules in
      rules.termAfterHearing = { _, heard in heard }
    },
    Defect(
      "deposed-leader-timer-not-started", "the election timer of one server is not started when it stops leading",
      breaks: ["Progress"], conforms: true, needs: [.init(\.servers, 2)], servers: ServerSet(0)
    ) { rules in
      let paper = rules.electionTimer
      rules.electionTimer = { event in event == .leadershipLost ? .none : paper(event) }
    },
    Defect(
      "leader-keeps-leading", "a leader that learns of a newer term adopts it and remains leader",
      breaks: ["ElectionSafety", "PermittedRoleChanges"]
    ) { rules in
      rules.stepsDownOnNewerTerm = { role in role != .leader }
    },
  ]
}
