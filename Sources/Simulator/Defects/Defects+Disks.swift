import RaftCore

/// Defects that show only where a write takes its time, is cut short by a crash, or goes wrong.
extension Defect {
  static let disks: [Defect] = [
    Defect(
      ofHost: "ack-before-sync", "a follower acknowledges entries before they are durable",
      breaks: [
        "DurableStateSurvives", "CommittedOnMajority", "LeaderCompleteness", "StateMachineSafety", "Conformance",
      ],
      needs: [.init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.waitsForSync = { !($0.role == .follower && $0.writesLog) }
    },
    Defect(
      ofHost: "self-vote-before-durable", "a candidate requests votes before its vote for itself is durable",
      breaks: ["DurableStateSurvives", "VoteOnce", "Conformance"],
      needs: [.init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.waitsForSync = { $0.role != .candidate }
    },
    Defect(
      ofHost: "leader-counts-unsynced", "a leader counts its own entries before they are durable",
      breaks: ["CommittedOnMajority", "LeaderCompleteness", "StateMachineSafety", "Conformance"],
      needs: [.init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.waitsForSync = { !($0.role == .leader && $0.writesLog && !$0.writesTermAndVote) }
    },
    Defect(
      ofHost: "learnt-term-not-durable", "a term learned from a message is used before it is durable",
      breaks: ["DurableStateSurvives", "Conformance"],
      needs: [.init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.waitsForSync = { !$0.writesTermAndVote || $0.hasVoted || $0.writesLog }
    },
    Defect(
      ofHost: "sync-covers-later-writes", "writes made during a sync count as durable when that sync ends",
      breaks: ["DurableStateSurvives", "CommittedOnMajority", "VoteOnce", "Conformance"],
      needs: [.init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.syncCoversLaterWrites = true
    },
    Defect(
      ofHost: "sync-covers-truncated-entries",
      "entries count as durable at every index that was durable before the log was truncated",
      breaks: ["DurableStateSurvives", "CommittedOnMajority", "CommittedEntriesStable", "Conformance"],
      needs: [.init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.waitsForSync = { !$0.writesLog || $0.writesTermAndVote || $0.lastIndex > $0.highestSynced }
    },
    Defect(
      ofHost: "sync-forgotten", "writes made during a sync are never synced themselves",
      breaks: ["Progress"], needs: [.init(\.diskFaults.syncTime, 20_000)]
    ) { disk, _ in
      disk.syncsAgain = false
    },
    Defect(
      ofHost: "goes-on-after-failed-write", "a server continues after a failed write as if it had succeeded",
      breaks: [
        "DurableStateSurvives", "CommittedOnMajority", "VoteOnce", "LeaderCompleteness", "LogMatching", "Conformance",
      ],
      needs: [.init(\.diskFaults.writeError, 20_000), .init(\.crashInterval, 300_000)]
    ) { disk, _ in
      disk.stopsOnFailedWrite = false
    },
    Defect(
      ofHost: "term-and-vote-two-writes",
      "the vote is written before its term, in two writes with a crash possible in between",
      breaks: ["DurableStateSurvives", "VoteOnce", "Conformance"],
      needs: [
        .init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000), .init(\.diskFaults.tornWrite, 1_000_000),
      ]
    ) { disk, _ in
      disk.torn = .leavesVote
    },
    Defect(
      ofHost: "term-and-vote-file-lost",
      "the file of term and vote is truncated before it is written: a crash in between loses both",
      breaks: [
        "DurableStateSurvives", "TermsMonotone", "VoteOnce", "ElectionSafety", "LeaderCompleteness",
        "StateMachineSafety",
        "LogTermsMonotone", "Conformance",
      ],
      needs: [
        .init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000), .init(\.diskFaults.tornWrite, 1_000_000),
      ]
    ) { disk, _ in
      disk.torn = .losesTermAndVote
    },
    Defect(
      ofHost: "append-truncate-then-append-unatomic",
      "entries are removed and their replacements written in two writes, with a crash possible in between",
      breaks: ["DurableStateSurvives", "Conformance"],
      needs: [
        .init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000), .init(\.diskFaults.tornWrite, 1_000_000),
      ]
    ) { disk, _ in
      disk.torn = .leavesTruncation
    },
    Defect(
      ofHost: "index-before-entry",
      "the end of the log is written before its entries, in two writes with a crash possible in between",
      breaks: ["DurableStateSurvives", "LogMatching", "StateMachineSafety", "Conformance"],
      needs: [
        .init(\.diskFaults.syncTime, 20_000), .init(\.crashInterval, 300_000), .init(\.diskFaults.tornWrite, 1_000_000),
      ]
    ) { disk, _ in
      disk.torn = .leavesLength
    },
    Defect(
      ofHost: "checksum-unverified", "a server starts from a corrupt disk",
      breaks: ["DurableStateSurvives", "LogMatching", "StateMachineSafety", "Conformance"],
      needs: [.init(\.crashInterval, 300_000), .init(\.diskFaults.bitFlip, 100_000)]
    ) { disk, _ in
      disk.badChecksum = .isNotSeen
    },
    Defect(
      ofHost: "bad-checksum-ends-log",
      "a server starts with the log up to the first corrupt entry, and removes the rest",
      breaks: [
        "DurableStateSurvives", "CommittedOnMajority", "LeaderCompleteness", "StateMachineSafety", "Conformance",
      ],
      needs: [.init(\.crashInterval, 300_000), .init(\.diskFaults.bitFlip, 100_000)]
    ) { disk, _ in
      disk.badChecksum = .endsLog
    },
  ]
}
