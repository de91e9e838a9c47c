/// Faults of the network beyond independent loss, duplication and reordering. All off by default.
public struct NetworkFaults: Hashable, Sendable {
  /// The fraction of messages that begin a burst of losses on their link.
  public var burstLoss: Rate = 0
  /// The mean duration of a burst: all that is sent on the link until its end is lost.
  public var burstDuration: VirtualDuration = 100_000
  /// The fraction of messages that come a second time, late.
  public var lateDuplication: Rate = 0
  /// The mean time that a late duplicate takes.
  public var lateDelay: VirtualDuration = 1_000_000
  /// By how much longer at most a message takes under a heavy tail, where each doubling of a delay is half as likely;
  /// `0` for no tail.
  public var heavyTail: VirtualDuration = 0
  /// How many times slower one link is, one way; `0` for none.
  public var slowLink = 0
  /// How many times slower all links of one server are; `0` for none.
  public var slowServer = 0
  /// How many messages a link holds: those that do not fit are lost. `0` for any number.
  public var queue = 0
  /// The shapes of partitions.
  public var partitions = PartitionWeights()

  /// A network without these faults.
  public init() {}

  /// Whether something happens to messages on links that are open.
  var areOn: Bool {
    burstLoss > 0 || lateDuplication > 0 || heavyTail > 0 || slowLink > 0 || slowServer > 0 || queue > 0
  }
}

/// The declarations: parts 100 to 119 of a seed's scenario.
extension Fault {
  static let linkFaults = [burstLoss, lateDuplication, heavyTail, slowLink, slowServer, queue]

  private static let burstLoss = Fault(
    "losses in bursts", models: "a link that loses every message for a while", in: .transport, scope: .messages,
    [
      .init(
        rate: "burst-loss", "fraction of messages that start a burst of losses on their link", \.networkFaults.burstLoss
      ) { $0.oneIn(4, 100, $0.scale(1_000, 64_000, 101)) },
      .init(time: "burst-duration", from: 1, "mean duration of a burst", \.networkFaults.burstDuration) {
        $0.scale(10_000, 2 * $0.scenario.electionTimeout, 102)
      },
    ],
    counts: [("messagesLostInBursts", \.network.lostInBursts)])

  private static let lateDuplication = Fault(
    "late duplicates", models: "an old message that arrives again after elections", in: .transport, scope: .messages,
    [
      .init(
        rate: "late-duplication", "fraction of messages that arrive a second time, much later",
        \.networkFaults.lateDuplication
      ) { $0.oneIn(4, 103, $0.scale(1_000, 128_000, 104)) },
      .init(time: "late-delay", from: 1, "mean delay of a late duplicate", \.networkFaults.lateDelay) {
        $0.scale($0.scenario.electionTimeout, 16 * $0.scenario.electionTimeout, 105)
      },
    ],
    counts: [("lateDuplicates", \.network.lateDuplicates)])

  private static let heavyTail = Fault(
    "heavy-tailed delays", models: "messages that take many times longer than most", in: .transport,
    scope: .messages,
    [
      .init(
        time: "heavy-tail", "maximum delay of a message, where twice the delay is half as likely; 0 for none",
        \.networkFaults.heavyTail
      ) { $0.oneIn(4, 106, $0.scale(4 * $0.scenario.latency, 32 * $0.scenario.electionTimeout, 107)) }
    ],
    counts: [("longDelays", \.network.longDelays)])

  private static let slowLink = Fault(
    "messages over a slow link", models: "one link that is slower than all others, in one direction", in: .transport,
    scope: .messages,
    [
      .init(
        "slow-link", 0...1000, "factor by which one link is slower, in one direction; 0 for none",
        \.networkFaults.slowLink
      ) {
        $0.oneIn(4, 108, $0.scale(2, 64, 109))
      }
    ],
    counts: [("slowLinkMessages", \.network.slowLink)])

  private static let slowServer = Fault(
    "messages of a slow server", models: "one server that is slower than all others", in: .transport,
    scope: .messages,
    [
      .init(
        "slow-server", 0...1000, "factor by which all links of one server are slower; 0 for none",
        \.networkFaults.slowServer
      ) {
        $0.oneIn(4, 110, $0.scale(2, 64, 111))
      }
    ],
    counts: [("slowServerMessages", \.network.slowServer)])

  private static let queue = Fault(
    "queue overflows", models: "a link with room for a limited number of messages; those that do not fit are lost",
    in: .transport, scope: .messages,
    [
      .init(
        "queue", 0...1 << 20, "maximum number of messages in transit on a link; 0 for no limit", \.networkFaults.queue
      ) {
        $0.oneIn(4, 112, $0.scale(1, 64, 113))
      }
    ],
    counts: [("queueOverflows", \.network.overflows)])
}
