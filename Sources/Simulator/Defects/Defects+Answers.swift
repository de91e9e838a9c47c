import RaftCore

extension Defect {
  /// Hosts that apply entries or answer clients wrongly, and clients that handle answers wrongly.
  static let answers: [Defect] = [
    Defect(
      ofHost: "answers-before-applying",
      "a host answers a client before it applies the command, and so without a result",
      breaks: ["Linearizability"]
    ) { _, host in
      host.applies = .afterAnswers
    },
    Defect(
      ofHost: "commits-never-applied",
      "a server never reports committed entries to its host, so answers have no result",
      breaks: ["Linearizability"]
    ) { _, host in
      host.applies = .never
    },
    Defect(
      ofClients: "refusal-believed",
      "a client whose last attempt was refused reports its command as not executed, although an earlier attempt may "
        + "take effect",
      breaks: ["Linearizability"],
      needs: [
        .init(\.servers, 3), .init(\.attempts, 2), .init(\.loss, 100_000), .init(\.requestTimeout, 60_000),
        .init(\.crashInterval, 300_000), .init(\.downtime, 50_000),
      ]
    ) { clients in
      clients.believesRefusals = true
    },
    Defect(
      ofHost: "retry-applies-twice", "a command that a client retries is applied twice",
      breaks: ["Linearizability"], needs: [.init(\.loss, 100_000)]
    ) { _, host in
      host.sessions = .nowhere
    },
    Defect(
      ofHost: "dedup-at-leader-only",
      "only the leader that accepted a command recognizes a retry, until it crashes, and it does not answer the retry",
      breaks: ["Linearizability", "Progress"],
      needs: [
        .init(\.servers, 3), .init(\.requestTimeout, 60_000), .init(\.crashInterval, 300_000),
        .init(\.downtime, 50_000),
      ]
    ) { _, host in
      host.sessions = .atLeader
    },
    Defect(
      ofHost: "failure-kept-for-retries",
      "a host caches every answer, failures included, and repeats it to a retry of the same command",
      breaks: ["Progress"], needs: [.init(\.servers, 3)]
    ) { _, host in
      host.keptAnswers = .all
    },
    Defect(
      ofClients: "silent-server-asked-again", "a client that gets no answer retries at the same server only",
      breaks: ["Progress"], needs: [.init(\.servers, 3)]
    ) { clients in
      clients.leavesSilentServer = false
    },
    Defect(
      ofHost: "one-replica-forgets-changes",
      "on one server the state machine loses the change of every sixteenth entry, although its output is right",
      breaks: ["Linearizability", "ReplicaAgreement"], servers: ServerSet(0)
    ) { _, host in
      host.forgottenChanges = 16
    },
    Defect(
      ofHost: "read-at-leader-unconfirmed",
      "a leader answers reads from its own state without confirming that it leads",
      breaks: ["Linearizability"],
      needs: [
        .init(\.servers, 3), .init(\.clients, 8), .init(\.think, 5_000), .init(\.requestTimeout, 100_000),
        .init(\.partitionInterval, 200_000),
      ]
    ) { _, host in
      host.reads = .atLeader
    },
    Defect(
      ofHost: "read-anywhere", "every server answers reads from its own state", breaks: ["Linearizability"]
    ) { _, host in
      host.reads = .anywhere
    },
  ]
}
