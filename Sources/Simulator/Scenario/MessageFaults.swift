/// Loss, duplication, reordering, crashes and partitions: parts 23 to 39 of a seed's scenario.
extension Fault {
  static let messageFaults = [loss, duplication, reordering]

  private static let loss = Fault(
    "message loss", models: "messages that never arrive", in: .transport,
    scope: Scope(servers: 2, reachesClients: true),
    [
      .init(rate: "loss", "fraction of messages that are lost", \.loss) {
        $0.oneIn(2, 23, $0.scale(1_000, 256_000, 24))
      }
    ],
    counts: [("messagesLost", \.lost)])

  private static let duplication = Fault(
    "message duplication", models: "messages that arrive twice, each copy after a delay of its own", in: .transport,
    scope: .messages,
    [
      .init(rate: "duplication", "fraction of messages that arrive twice", \.duplication) {
        $0.oneIn(2, 25, $0.scale(1_000, 256_000, 26))
      }
    ],
    counts: [("messagesDuplicated", \.duplicated)])

  private static let reordering = Fault(
    "reordering", models: "messages that are delayed and overtaken by later ones", in: .transport, scope: .messages,
    [
      .init(rate: "reorder", "fraction of messages that are delayed and overtaken by later ones", \.reorder) {
        $0.oneIn(2, 27, $0.scale(1_000, 256_000, 28))
      },
      .init(time: "reorder-delay", "maximum additional delay of such a message", \.reorderDelay) {
        $0.scale($0.scenario.latency, 16 * $0.scenario.electionTimeout, 29)
      },
    ],
    counts: [("messagesReordered", \.reordered)])

  static let crashes = Fault(
    "crashes", models: "a server that stops and restarts from its disk", in: .core,
    [
      .init(time: "crash-interval", "mean time between crashes; 0 for none", \.crashInterval) {
        $0.oneIn(2, 30, $0.scale(100_000, 2_000_000, 31))
      },
      downtime,
    ],
    counts: [("crashes", \.crashes)])

  static let downtime = ScenarioParameter(
    time: "downtime", from: 1, "mean time from a crash to the restart", \.downtime
  ) { $0.scale(10_000, 1_000_000, 32) }

  static let partitions = Fault(
    "partitions", models: "servers that cannot reach each other for a while", in: .transport, scope: .messages,
    [
      .init(
        time: "partition-interval", "mean time from the end of a partition to the next one; 0 for none",
        \.partitionInterval
      ) {
        $0.oneIn(2, 33, $0.scale(50_000, 1_000_000, 34))
      },
      .init(time: "partition-duration", from: 1, "mean duration of a partition", \.partitionDuration) {
        $0.scale(50_000, 2_000_000, 35)
      },
    ],
    counts: [("partitions", \.partitions), ("partitionsAimedAtLeader", \.network.aimedAtLeader)])
}
