import RaftCore

extension Defect {
  static let replication: [Defect] = [
    Defect(
      "append-truncates-always", "truncates the log after the previous index on every AppendEntries with entries",
      breaks: ["LeaderCompleteness", "CommittedOnMajority", "CommittedEntriesStable", "QuorumHoldsCommitted"]
    ) { rules in
      rules.conflicts = { _, _ in true }
      rules.truncates = { _, _, entries in entries > 0 }
    },
    Defect(
      "append-truncates-on-heartbeat",
      "truncates the log after the previous index on every AppendEntries, heartbeats included",
      breaks: ["LeaderCompleteness", "CommittedOnMajority", "CommittedEntriesStable"]
    ) { rules in
      rules.conflicts = { _, _ in true }
      rules.truncates = { _, _, _ in true }
    },
    Defect(
      "append-truncates-from-start",
      "truncates the log after the last entry of an AppendEntries that starts at the first index",
      breaks: ["CommitIndexWithinLog", "CommittedEntriesStable", "CommittedOnMajority", "LeaderCompleteness"]
    ) { rules in
      rules.truncates = { hasConflict, previous, entries in hasConflict || (previous == 0 && entries > 0) }
    },
    Defect(
      "append-overwrites-keeps-tail", "replaces a conflicting entry and keeps the entries after it",
      breaks: ["LogMatching", "LogTermsMonotone"], needs: [.init(\.servers, 5)]
    ) { rules in
      rules.truncates = { _, _, _ in false }
    },
    Defect(
      "append-prev-term-unchecked", "accepts entries if the previous index exists, without comparing its term",
      breaks: ["LogMatching", "LogTermsMonotone"]
    ) { rules in
      rules.fitsPrevious = { _, own, _ in own != nil }
    },
    Defect(
      "append-last-term-unchecked", "accepts entries if the log ends at the previous index, without comparing its term",
      breaks: ["LogMatching", "LogTermsMonotone", "StateMachineSafety"]
    ) { rules in
      rules.fitsPrevious = { previous, own, last in own == previous.term || previous.index == last.index }
    },
    Defect(
      "term-of-last-entry-cached",
      "uses the term of the last entry for the three entries before it too, as with a wrong cache",
      breaks: ["LeaderCommitsOwnTerm", "StateMachineSafety", "CommittedOnMajority", "Progress"]
    ) { rules in
      rules.termAt = { index, own, last in
        own != nil && index > 0 && index >= last.index - 3 ? last.term : own
      }
    },
    Defect(
      "failed-read-sent-as-start",
      "a leader that cannot read the previous entry sends the following entries as if the log began with them",
      breaks: ["LogMatching", "StateMachineSafety", "Progress"]
    ) { rules in
      rules.readFails = { index, term in index > 0 && (index + term) % 16 == 0 }
      rules.previousAfterFailedRead = { _ in LogPosition(index: 0, term: 0) }
    },
    Defect(
      "no-entries-after-rejection",
      "a leader sends no entries, only heartbeats, to a follower that has rejected a request",
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
      "ack-own-last-index", "acknowledges entries up to its own last index, not only those that it has verified",
      breaks: ["StateMachineSafety", "CommittedOnMajority", "QuorumHoldsCommitted"]
    ) { rules in
      rules.acknowledgedIndex = { _, last in last }
    },
    Defect(
      "append-stale-term-accepted", "accepts entries from a leader of an older term",
      breaks: ["StateMachineSafety", "CommittedOnMajority", "LeaderAppendOnly", "PermittedLogChanges"]
    ) { rules in
      rules.acceptsAppend = { sent, current, role in sent < current || role != .leader }
    },
    Defect("entries-restamped", "stores received entries with its own term", breaks: ["LogMatching"]) { rules in
      rules.storedEntry = { entry, current in Entry(term: current, command: entry.command) }
    },
    Defect(
      "entries-restamped-from-old-leader",
      "accepts entries from a leader of an older term, and stores them with its own term",
      breaks: ["EntryTermsElected"]
    ) { rules in
      rules.acceptsAppend = { sent, current, role in sent <= current && role != .leader }
      rules.storedEntry = { entry, current in Entry(term: current, command: entry.command) }
    },
    Defect(
      "conflict-by-index-only", "never replaces an entry at an index that its log already has",
      breaks: ["StateMachineSafety"]
    ) { rules in
      rules.conflicts = { _, _ in false }
    },
    Defect(
      "ack-from-old-leadership", "counts acknowledgments from an earlier term in which it led",
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
      "match-assigned", "assigns the match index of each acknowledgment, even if it is lower",
      breaks: ["MatchIndexMonotone"]
    ) { rules in
      rules.matchIndex = { _, reported in reported }
    },
    Defect(
      "stale-nack-below-match", "a late rejection lowers the next index to the match index",
      breaks: ["MatchIndexBelowNext"]
    ) { rules in
      rules.isLateRejection = { _, _ in false }
      rules.lowestNextIndex = { _ in 1 }
    },
    Defect(
      "match-kept-across-elections", "a new leader keeps the match indexes of the time when it led before",
      breaks: ["StateMachineSafety", "CommittedOnMajority"],
      needs: [.init(\.servers, 5), .init(\.partitionInterval, 150_000), .init(\.partitionDuration, 300_000)]
    ) { rules in
      rules.matchIndexOnElection = { known in known }
    },
  ]
}
