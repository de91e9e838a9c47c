import RaftCore

extension Defect {
  static let replication: [Defect] = [
    Defect(
      "append-truncates-always", "cuts the log after the previous index on any append with entries",
      breaks: ["LeaderCompleteness", "CommittedOnMajority", "CommittedEntriesStable", "QuorumHoldsCommitted"]
    ) { rules in
      rules.conflicts = { _, _ in true }
      rules.truncates = { _, _, entries in entries > 0 }
    },
    Defect(
      "append-truncates-on-heartbeat", "the same on a heartbeat too",
      breaks: ["LeaderCompleteness", "CommittedOnMajority", "CommittedEntriesStable"]
    ) { rules in
      rules.conflicts = { _, _ in true }
      rules.truncates = { _, _, _ in true }
    },
    Defect(
      "append-truncates-from-start", "a request from the start of the log cuts the entries after its own",
      breaks: ["CommitIndexWithinLog", "CommittedEntriesStable", "CommittedOnMajority", "LeaderCompleteness"]
    ) { rules in
      rules.truncates = { hasConflict, previous, entries in hasConflict || (previous == 0 && entries > 0) }
    },
    Defect(
      "append-overwrites-keeps-tail", "replaces a conflicting entry in place and keeps what follows",
      breaks: ["LogMatching", "LogTermsMonotone"], needs: [.init(\.servers, 5)]
    ) { rules in
      rules.truncates = { _, _, _ in false }
    },
    Defect(
      "append-prev-term-unchecked", "compares only the previous index, not its term",
      breaks: ["LogMatching", "LogTermsMonotone"]
    ) { rules in
      rules.fitsPrevious = { _, own, _ in own != nil }
    },
    Defect(
      "append-last-term-unchecked", "a request fits a log that ends at the previous index, whatever the term there",
      breaks: ["LogMatching", "LogTermsMonotone", "StateMachineSafety"]
    ) { rules in
      rules.fitsPrevious = { previous, own, last in own == previous.term || previous.index == last.index }
    },
    Defect(
      "term-of-last-entry-cached",
      "the term of the last entry is taken for that of the three entries before it too, as from a cache",
      breaks: ["LeaderCommitsOwnTerm", "StateMachineSafety", "CommittedOnMajority", "Progress"]
    ) { rules in
      rules.termAt = { index, own, last in
        own != nil && index > 0 && index >= last.index - 3 ? last.term : own
      }
    },
    Defect(
      "failed-read-sent-as-start",
      "a leader that cannot read the previous entry sends the entries after it as the first of the log",
      breaks: ["LogMatching", "StateMachineSafety", "Progress"]
    ) { rules in
      rules.readFails = { index, term in index > 0 && (index + term) % 16 == 0 }
      rules.previousAfterFailedRead = { _ in LogPosition(index: 0, term: 0) }
    },
    Defect(
      "no-entries-after-rejection", "a leader sends heartbeats only to a follower that rejected a request",
      breaks: ["Progress"], conforms: true
    ) { rules in
      // After a rejection there are entries to send and none on their way.
      rules.sending = { reason, _, progress, last in
        switch reason {
        case .elected: .entries
        case .rejection: .nothing
        case .newEntry: progress.next == last ? .entries : .nothing
        case .acceptance: progress.next == progress.match + 1 ? .nothing : .entries
        case .heartbeat: .heartbeat
        }
      }
    },
    Defect(
      "ack-own-last-index", "acknowledges up to its own last index instead of what was verified",
      breaks: ["StateMachineSafety", "CommittedOnMajority", "QuorumHoldsCommitted"]
    ) { rules in
      rules.acknowledgedIndex = { _, last in last }
    },
    Defect(
      "append-stale-term-accepted", "takes entries of a leader of an older term",
      breaks: ["StateMachineSafety", "CommittedOnMajority", "LeaderAppendOnly", "PermittedLogChanges"]
    ) { rules in
      rules.acceptsAppend = { sent, current, role in sent < current || role != .leader }
    },
    Defect("entries-restamped", "stores entries with its own term", breaks: ["LogMatching"]) { rules in
      rules.storedEntry = { entry, current in Entry(term: current, command: entry.command) }
    },
    Defect(
      "entries-restamped-from-old-leader", "stores entries of a leader of any older term, with its own term",
      breaks: ["EntryTermsElected"]
    ) { rules in
      rules.acceptsAppend = { sent, current, role in sent <= current && role != .leader }
      rules.storedEntry = { entry, current in Entry(term: current, command: entry.command) }
    },
    Defect(
      "conflict-by-index-only", "never replaces an entry that it has", breaks: ["StateMachineSafety"]
    ) { rules in
      rules.conflicts = { _, _ in false }
    },
    Defect(
      "ack-from-old-leadership", "counts an answer of an earlier term of leadership",
      breaks: ["CommittedOnMajority"],
      needs: [
        .init(\.servers, 5), .init(\.reorder, 300_000), .init(\.reorderDelay, 2_000_000),
        .init(\.partitionInterval, 150_000),
        .init(\.partitionDuration, 400_000), .init(\.duration, 10_000_000),
      ]
    ) { rules in
      rules.countsAppendReply = { _, _ in true }
    },
    Defect(
      "match-assigned", "the match index is assigned, not raised", breaks: ["MatchIndexMonotone"]
    ) { rules in
      rules.matchIndex = { _, reported in reported }
    },
    Defect(
      "stale-nack-below-match", "a late rejection moves the next index back to what is known to match",
      breaks: ["MatchIndexBelowNext"]
    ) { rules in
      rules.isLateRejection = { _, _ in false }
      rules.lowestNextIndex = { _ in 1 }
    },
    Defect(
      "match-kept-across-elections", "the match indexes of an earlier leadership are kept on election",
      breaks: ["StateMachineSafety", "CommittedOnMajority"],
      needs: [.init(\.servers, 5), .init(\.partitionInterval, 150_000), .init(\.partitionDuration, 300_000)]
    ) { rules in
      rules.matchIndexOnElection = { known in known }
    },
  ]
}
