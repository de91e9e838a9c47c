import RaftCore

extension Defect {
  static let replication: [Defect] = [
    Defect(
      "append-truncates-always", "cuts the log behind the previous index on any append with entries",
      breaks: ["LeaderCompleteness", "CommittedOnMajority", "CommittedEntriesStable"]
    ) { rules, _ in
      rules.conflicts = { _, _ in true }
      rules.truncates = { _, entries in entries > 0 }
    },
    Defect(
      "append-truncates-on-heartbeat", "the same on a heartbeat too",
      breaks: ["LeaderCompleteness", "CommittedOnMajority", "CommittedEntriesStable"]
    ) { rules, _ in
      rules.conflicts = { _, _ in true }
      rules.truncates = { _, _ in true }
    },
    Defect(
      "append-overwrites-keeps-tail", "replaces a conflicting entry in place and keeps what follows",
      breaks: ["LogMatching"], needs: [("servers", 5)]
    ) { rules, _ in
      rules.truncates = { _, _ in false }
    },
    Defect(
      "append-prev-term-unchecked", "compares only the previous index, not its term", breaks: ["LogMatching"]
    ) { rules, _ in
      rules.fitsPrevious = { _, own in own != nil }
    },
    Defect(
      "ack-own-last-index", "acknowledges up to its own last index instead of what was verified",
      breaks: ["StateMachineSafety", "CommittedOnMajority"]
    ) { rules, _ in
      rules.acknowledgedIndex = { _, last in last }
    },
    Defect(
      "append-stale-term-accepted", "takes entries of a leader of an older term",
      breaks: ["StateMachineSafety", "CommittedOnMajority", "LeaderAppendOnly"]
    ) { rules, _ in
      rules.acceptsAppend = { sent, current, role in sent < current || role != .leader }
    },
    Defect("entries-restamped", "stores entries with its own term", breaks: ["LogMatching"]) { rules, _ in
      rules.storedEntry = { entry, current in Entry(term: current, command: entry.command) }
    },
    Defect(
      "conflict-by-index-only", "never replaces an entry that it has", breaks: ["StateMachineSafety"]
    ) { rules, _ in
      rules.conflicts = { _, _ in false }
    },
    Defect(
      "ack-from-old-leadership", "counts an answer of an earlier term of leadership",
      breaks: ["StateMachineSafety", "CommittedOnMajority"],
      needs: [
        ("servers", 5), ("reorder", 300_000), ("reorder-delay", 2_000_000), ("partition-interval", 150_000),
        ("partition-duration", 400_000), ("duration", 10_000_000),
      ]
    ) { rules, _ in
      rules.countsAppendReply = { _, _ in true }
    },
    Defect(
      "match-kept-across-elections", "the match indexes of an earlier leadership are kept on election",
      breaks: ["StateMachineSafety", "CommittedOnMajority"],
      needs: [("servers", 5), ("partition-interval", 150_000), ("partition-duration", 300_000)]
    ) { rules, _ in
      rules.matchIndexOnElection = { known in known }
    },
  ]
}
