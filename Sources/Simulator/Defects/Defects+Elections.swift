import RaftCore

extension Defect {
  static let elections: [Defect] = [
    Defect(
      "vote-index-beyond-commit",
      "grants when the candidate's last index reaches the voter's commit index, terms ignored (the Rust WRaft)",
      breaks: ["LeaderCompleteness", "VotersNotNewer"]
    ) { rules in
      rules.isUpToDate = { candidate, _, commit in candidate.index >= commit }
    },
    Defect(
      "vote-any-log", "grants without comparing logs",
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
      "vote-componentwise", "grants only when neither the last term nor the last index of the candidate is smaller",
      breaks: ["Progress"], needs: [.init(\.servers, 3)]
    ) { rules in
      rules.isUpToDate = { candidate, voter, _ in candidate.term >= voter.term && candidate.index >= voter.index }
    },
    Defect(
      "vote-repeat-refused", "refuses a candidate that it has voted for when that asks again", breaks: []
    ) { rules in
      rules.isVoteFree = { vote, _ in vote == nil }
    },
    Defect(
      "vote-repeated-request-granted",
      "a deposed leader votes for the candidate without comparing logs, and grants the repeated request",
      breaks: ["LeaderCompleteness", "VotersNotNewer"], needs: [.init(\.duplication, 200_000)]
    ) { rules in
      rules.voteInNewTerm = { role, candidate in role == .leader ? candidate : nil }
      rules.grantsRepeatedRequest = { _ in true }
    },
    Defect("vote-stale-grant", "counts a grant of an earlier term", breaks: ["ElectionSafety"]) { rules in
      rules.countsVote = { _, _ in true }
    },
    Defect(
      "vote-count-duplicates", "counts votes, not voters: one that comes twice counts twice",
      breaks: ["ElectionSafety"], needs: [.init(\.servers, 5), .init(\.duplication, 200_000)]
    ) { rules in
      // One more, whoever it is.
      rules.votersAfterGrant = { voters, _ in ServerSet(rawValue: voters.rawValue | (voters.rawValue + 1)) }
    },
    Defect(
      "vote-reply-next-term", "the answer to a candidate carries the term after the voter's",
      breaks: ["MessageTermsBounded"]
    ) { rules in
      rules.termOfVoteReply = { current in current + 1 }
    },
    Defect(
      "vote-reply-wrong-term", "the answer to a candidate carries 0 instead of the voter's term",
      breaks: ["Progress"]
    ) { rules in
      rules.termOfVoteReply = { _ in 0 }
    },
    Defect(
      "vote-cleared-by-leader-message", "hearing the leader of the term clears the vote",
      breaks: ["ElectionSafety", "VoteOnce"], needs: [.init(\.noOp, false)]
    ) { rules in
      rules.voteAfterHearingLeader = { _, _ in nil }
    },
    Defect(
      "vote-cleared-by-step-down", "a candidate that gives way within its term clears its vote",
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
      "term-regresses", "a message of an older term sets the term back", breaks: ["ElectionSafety", "TermsMonotone"]
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
      "leader-keeps-leading", "a leader that learns of a newer term takes it and stays leader",
      breaks: ["ElectionSafety", "PermittedRoleChanges"]
    ) { rules in
      rules.stepsDownOnNewerTerm = { role in role != .leader }
    },
  ]
}
