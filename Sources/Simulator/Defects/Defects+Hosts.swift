import RaftCore

extension Defect {
  /// Hosts that do wrong where clocks, timers and pauses are not as they should be.
  static let clocks: [Defect] = [
    Defect(
      ofHost: "late-timer-dropped", "a host drops the timers that are overdue when it resumes after a pause",
      breaks: ["Progress"],
      needs: [
        .init(\.servers, 3), .init(\.timeFaults.pauseInterval, 100_000), .init(\.timeFaults.pauseDuration, 1_000_000),
        .init(\.crashInterval, 0),
      ]
    ) { _, host in
      host.firesOverdueTimers = false
    },
    Defect(
      ofHost: "read-under-own-lease",
      "a leader answers reads from its own state as long as, by its own clock, no follower should start an election",
      breaks: ["Linearizability"],
      needs: [
        .init(\.servers, 3), .init(\.clients, 24), .init(\.think, 500), .init(\.attempts, 1),
        .init(\.requestTimeout, 30_000),
        .init(\.latency, 1_000), .init(\.jitter, 1_000), .init(\.electionTimeout, 200_000),
        .init(\.electionSpread, 200_000),
        .init(\.heartbeat, 20_000), .init(\.partitionInterval, 200_000), .init(\.partitionDuration, 600_000),
        .init(\.timeFaults.clockDrift, 500_000), .init(\.duration, 6_000_000),
        .init(\.noOp, true), .init(\.loss, 0), .init(\.crashInterval, 0),
        .init(\.networkFaults.heavyTail, 0), .init(\.networkFaults.slowLink, 0), .init(\.networkFaults.slowServer, 0),
        .init(\.networkFaults.queue, 0), .init(\.timeFaults.timerEarly, 0),
      ] + PartitionShape.allCases.map { .init(\.networkFaults.partitions[$0], $0 == .minority ? 1 : 0) }
    ) { _, host in
      host.reads = .underLease
    },
  ]

  /// Hosts that restart servers wrongly, or not at all.
  static let hosts: [Defect] = [
    Defect(
      ofHost: "identity-survives-disk",
      "a server whose disk was destroyed restarts with an empty one under its old identity",
      breaks: [
        "DurableStateSurvives", "ElectionSafety", "VoteOnce", "TermsMonotone", "LogMatching", "StateMachineSafety",
        "LeaderCompleteness", "CommittedOnMajority", "CommittedEntriesStable", "QuorumHoldsCommitted",
        "UpToDateLogHoldsCommitted", "Conformance",
      ],
      needs: [.init(\.servers, 3), .init(\.serverFaults.destructionInterval, 400_000), .init(\.downtime, 50_000)]
    ) { _, host in
      host.keepsIdentityWithoutDisk = true
    },
    Defect(
      ofHost: "recover-needs-survivor",
      "a restarted server starts no election until it hears from a server that is not waiting in the same way",
      breaks: ["Progress"], needs: [.init(\.servers, 3), .init(\.serverFaults.powerFailureInterval, 1_000_000)]
    ) { _, host in
      host.awaitsSurvivor = true
    },
    Defect(
      ofHost: "gives-up-after-crashes",
      "a host no longer restarts a server that has crashed three times soon after a start",
      breaks: ["Progress"],
      needs: [
        .init(\.servers, 3), .init(\.serverFaults.crashLoopInterval, 400_000),
        .init(\.serverFaults.crashLoopBeat, 10_000),
      ]
    ) { _, host in
      host.hastyCrashLimit = 3
    },
    Defect(
      ofHost: "laggard-ignored", "a leader sends nothing to a follower that lacks too many entries",
      breaks: ["Progress"],
      needs: [
        .init(\.servers, 5), .init(\.serverFaults.absenceInterval, 600_000),
        .init(\.serverFaults.absenceDuration, 3_000_000), .init(\.duration, 8_000_000),
      ]
    ) { _, host in
      host.lagLimit = 40
    },
    Defect(
      ofHost: "applied-restored-machine-not",
      "after a restart the state machine is empty, and the entries applied before are not applied again",
      breaks: ["Linearizability", "ReplicaAgreement"],
      needs: [.init(\.crashInterval, 300_000), .init(\.downtime, 50_000)]
    ) { _, host in
      host.machineAfterRestart = .olderThanLastApplied
    },
    Defect(
      ofHost: "replay-on-dirty-machine",
      "after a restart the log is applied again to the state machine as it was before the crash",
      breaks: ["Linearizability", "ReplicaAgreement"],
      needs: [.init(\.crashInterval, 300_000), .init(\.downtime, 50_000)]
    ) { _, host in
      host.machineAfterRestart = .dirty
    },
  ]
}
