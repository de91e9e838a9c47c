import RaftCore

extension Defect {
  /// What hosts do wrong about the network between them.
  static let links: [Defect] = [
    Defect(
      ofHost: "silent-peer-given-up", "stops sending to a peer that was silent for a while", breaks: ["Progress"],
      needs: [
        .init(\.partitionInterval, 300_000), .init(\.partitionDuration, 400_000),
        .init(\.networkFaults.partitions[.isolation], 1),
      ]
    ) { _, host in
      host.patience = 12
    },
    Defect(
      ofHost: "half-open-given-up", "stops sending to a peer that it receives from but cannot reach",
      breaks: ["Progress"],
      needs: [
        .init(\.partitionInterval, 300_000), .init(\.partitionDuration, 400_000),
        .init(\.networkFaults.partitions[.oneWay], 1),
      ]
    ) { _, host in
      host.halfOpenLimit = 8
    },
    Defect(
      ofHost: "full-link-given-up", "stops sending over a link that was once full",
      breaks: ["Progress"], needs: [.init(\.networkFaults.queue, 2)]
    ) { _, host in
      host.givesUpFullLinks = true
    },
  ]
}
