import RaftCore

extension Defect {
  /// What hosts do wrong about the network between them.
  static let links: [Defect] = [
    Defect(
      ofHost: "silent-peer-given-up", "sends nothing more to a peer that was silent for a while", breaks: ["Progress"],
      needs: [
        .init(\.partitionInterval, 300_000), .init(\.partitionDuration, 400_000),
        .init(\.networkFaults.partitions[.isolation], 1),
      ]
    ) { _, host in
      host.patience = 12
    },
    Defect(
      ofHost: "half-open-given-up", "sends nothing more to a peer that it hears and does not reach",
      breaks: ["Progress"],
      needs: [
        .init(\.partitionInterval, 300_000), .init(\.partitionDuration, 400_000),
        .init(\.networkFaults.partitions[.oneWay], 1),
      ]
    ) { _, host in
      host.halfOpenLimit = 8
    },
    Defect(
      ofHost: "full-link-given-up", "sends nothing more over a link on which a message once found no room",
      breaks: ["Progress"], needs: [.init(\.networkFaults.queue, 2)]
    ) { _, host in
      host.givesUpFullLinks = true
    },
  ]
}
