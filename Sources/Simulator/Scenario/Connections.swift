/// How servers find and reach each other, and the faults of their connections. By default they exchange messages
/// without channels.
public struct Connections: Hashable, Sendable {
  /// Whether servers reach each other over channels that an introducer sets up. The other parameters matter only then.
  public var channels = false
  /// The mean time between breaks of a channel; `0` for none.
  public var breakInterval: VirtualDuration = 0
  /// The mean time until an end detects that the other end is gone.
  public var detection: VirtualDuration = 200_000
  /// The mean time between crashes of the introducer; `0` for none.
  public var introducerCrashInterval: VirtualDuration = 0
  /// The mean time from a crash of the introducer to its restart, after which it knows no members.
  public var introducerDowntime: VirtualDuration = 500_000
  /// The mean time that a signal takes to the introducer, or from it.
  public var signalLatency: VirtualDuration = 20_000
  /// After what time a server joins its room again.
  public var joinInterval: VirtualDuration = 1_000_000
  /// After what time an offer that led to nothing is repeated.
  public var offerRetry: VirtualDuration = 100_000
  /// After what time a call is given up, and its reply dropped if it still comes; `0` for never.
  public var callTimeout: VirtualDuration = 0
  /// The mean time between joins of hosts of other rooms; `0` for none.
  public var strangerInterval: VirtualDuration = 0

  /// Servers that exchange messages without channels.
  public init() {}

  /// The longest time from a signal's leaving one server to its arrival at another.
  var longestTrip: VirtualDuration { 2 * (signalLatency / 2 + signalLatency) }

  /// The longest time until an end that is open finds out that the other is not.
  var longestDetection: VirtualDuration { longestTrip + detection / 2 + detection }

  /// In a world without faults, the longest time until all servers that run have open channels to each other: counted
  /// from the end of the faults, or the start of the last server.
  ///
  /// By then the introducer knows everyone; an end that is open and alone has found out; another one, that heard of the
  /// peer's opening just before the peer gave that up, has found out too; and offers were repeated after each.
  public static func setUpBound(_ scenario: Scenario) -> VirtualDuration {
    let connections = scenario.connections
    guard connections.channels, scenario.servers > 1 else { return 0 }
    return connections.joinInterval + 2 * connections.offerRetry + 2 * connections.longestDetection
      + 12 * connections.longestTrip
  }
}

/// The declarations: parts 500 to 599 of a seed's scenario.
extension Fault {
  static let connections = [channels, channelBreaks, introducerCrashes, lateReplies, strangers]

  static let channels = Fault(
    "messages without a channel", models: "servers that cannot communicate until both ends have set up a channel",
    in: .transport, scope: Scope(servers: 2, ends: false),
    [
      .init(
        switch: "channels",
        "whether servers find each other through an introducer and set up channels by offer and answer",
        \.connections.channels
      ) { $0.isOn(1, of: 3, 500) },
      .init(
        time: "signal-latency", "mean latency of a signal to or from the introducer", \.connections.signalLatency
      ) { $0.scale(1_000, 50_000, 507) },
      .init(
        time: "join-interval", from: 1_000, "interval at which a server joins its room again",
        \.connections.joinInterval
      ) { $0.scale(200_000, 1_000_000, 508) },
      .init(time: "offer-retry", from: 1_000, "time after which an offer is repeated", \.connections.offerRetry) {
        $0.scale(20_000, 300_000, 509)
      },
      .init(
        time: "channel-detection", "mean time until one end of a channel detects that the other is gone",
        \.connections.detection
      ) { $0.scale(10_000, 500_000, 503) },
    ],
    counts: [
      ("messagesWithoutChannel", \.connections.unconnected), ("joins", \.connections.joins),
      ("introductions", \.connections.introductions), ("signals", \.connections.signals),
      ("signalsLost", \.connections.signalsLost), ("signalsDuplicated", \.connections.signalsDuplicated),
      ("signalsMissed", \.connections.signalsMissed), ("staleSignals", \.connections.staleSignals),
      ("offers", \.connections.offers), ("offersAgain", \.connections.offersAgain),
      ("channelsOpened", \.connections.opened), ("endsClosed", \.connections.closed),
      ("lossesNoticed", \.connections.noticed),
    ])

  static let channelBreaks = Fault(
    "channel breaks", models: "a channel that no longer delivers anything, which its ends detect only later",
    in: .transport, scope: .channels,
    [
      .init(
        time: "channel-break-interval", "mean time between breaks of channels; 0 for none",
        \.connections.breakInterval
      ) { $0.oneIn(2, 501, $0.scale(50_000, 2_000_000, 502)) }
    ],
    counts: [
      ("channelBreaks", \.connections.breaks), ("messagesLostWithChannel", \.connections.lostWithChannel),
    ])

  static let introducerCrashes = Fault(
    "introducer crashes", models: "a signaling service that is down for a while, and restarts without its members",
    in: .transport, scope: .channels,
    [
      .init(
        time: "introducer-crash-interval",
        "mean time between crashes of the introducer, which forgets all members; 0 for none",
        \.connections.introducerCrashInterval
      ) { $0.oneIn(2, 504, $0.scale(200_000, 2_000_000, 505)) },
      .init(
        time: "introducer-downtime", from: 1, "mean time from a crash of the introducer to its restart",
        \.connections.introducerDowntime
      ) {
        $0.scale(20_000, 1_000_000, 506)
      },
    ],
    counts: [("introducerCrashes", \.connections.introducerCrashes)])

  private static let lateReplies = Fault(
    "late replies dropped", models: "a call that times out before its reply arrives", in: .transport,
    scope: .channels,
    [
      .init(
        time: "call-timeout", "time after which the reply to a request is dropped; 0 for never",
        \.connections.callTimeout
      ) { $0.oneIn(2, 510, $0.scale(2 * $0.scenario.latency, 4 * $0.scenario.electionTimeout, 511)) }
    ],
    counts: [("lateReplies", \.connections.lateReplies), ("orphanedReplies", \.connections.orphanedReplies)])

  static let strangers = Fault(
    "joins from other rooms", models: "hosts of other rooms with the same identifiers as the servers",
    in: .transport,
    scope: .channels,
    [
      .init(
        time: "stranger-interval", "mean time between joins of hosts of other rooms; 0 for none",
        \.connections.strangerInterval
      ) { $0.oneIn(2, 512, $0.scale(100_000, 1_000_000, 513)) }
    ],
    counts: [("strangers", \.connections.strangers), ("strangersMet", \.connections.strangersMet)])
}
