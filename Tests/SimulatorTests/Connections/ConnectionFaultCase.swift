import Testing

@testable import Simulator

/// Something that goes wrong where servers reach each other over channels, and what it brings about.
struct ConnectionFaultCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The counts that it moves, by name, beside those that move anyway.
  let moves: Set<String>
  /// Its world.
  let scenario: Scenario

  init(_ name: String, _ moves: Set<String>, change: (inout Scenario) -> Void) {
    testDescription = name
    self.moves = moves
    var scenario = Scenario()
    (scenario.clients, scenario.think, scenario.duration) = (1, 80_000, 1_000_000)
    scenario.connections.channels = true
    (scenario.connections.detection, scenario.connections.offerRetry) = (50_000, 30_000)
    change(&scenario)
    self.scenario = scenario
  }

  /// What moves wherever there are channels: hosts join and connect; messages wait for that, and some come before the
  /// other end is open.
  static let always: Set<String> = [
    "joins", "introductions", "signals", "offers", "offersAgain", "channelsOpened", "messagesWithoutChannel",
    "messagesLostWithChannel",
  ]

  /// What moves where channels close.
  private static let closing: Set<String> = ["endsClosed", "lossesNoticed"]

  static let all = [
    nothing, breaks, quickBreaks, introducerCrashes, timeouts, strangers, crashes, loss, pauses, everything,
  ]

  static let nothing = ConnectionFaultCase("nothing", []) { _ in }

  private static let breaks = ConnectionFaultCase(
    "channel breaks", closing.union(["channelBreaks", "staleSignals"])
  ) {
    $0.connections.breakInterval = 100_000
  }

  /// Another channel is open before a request that was forwarded is answered.
  private static let quickBreaks = ConnectionFaultCase(
    "breaks of channels that are soon set up again", closing.union(["channelBreaks", "orphanedReplies"])
  ) {
    ($0.connections.breakInterval, $0.connections.detection) = (20_000, 5_000)
    ($0.connections.signalLatency, $0.connections.offerRetry) = (1_000, 2_000)
  }

  private static let introducerCrashes = ConnectionFaultCase(
    "introducer crashes", closing.union(["introducerCrashes", "signalsMissed"])
  ) {
    ($0.connections.introducerCrashInterval, $0.connections.introducerDowntime) = (300_000, 100_000)
    $0.connections.joinInterval = 100_000
  }

  private static let timeouts = ConnectionFaultCase("calls that time out", ["lateReplies"]) {
    $0.connections.callTimeout = 15_000
  }

  private static let strangers = ConnectionFaultCase("strangers", ["strangers"]) {
    $0.connections.strangerInterval = 50_000
  }

  private static let crashes = ConnectionFaultCase("crashes and restarts", closing.union(["signalsMissed"])) {
    ($0.crashInterval, $0.downtime) = (200_000, 100_000)
  }

  private static let loss = ConnectionFaultCase("loss and duplication", ["signalsLost", "signalsDuplicated"]) {
    ($0.loss, $0.duplication) = (100_000, 100_000)
  }

  private static let pauses = ConnectionFaultCase("paused hosts", closing.union(["staleSignals"])) {
    ($0.timeFaults.pauseInterval, $0.timeFaults.pauseDuration) = (200_000, 200_000)
  }

  private static let everything = ConnectionFaultCase(
    "all of it at once",
    closing.union([
      "channelBreaks", "introducerCrashes", "lateReplies", "signalsDuplicated", "signalsLost", "signalsMissed",
      "strangers",
    ])
  ) {
    $0.servers = 5
    ($0.loss, $0.duplication, $0.crashInterval, $0.downtime) = (50_000, 50_000, 300_000, 100_000)
    ($0.connections.breakInterval, $0.connections.callTimeout) = (100_000, 20_000)
    $0.connections.strangerInterval = 200_000
    ($0.connections.introducerCrashInterval, $0.connections.introducerDowntime) = (300_000, 100_000)
    ($0.timeFaults.pauseInterval, $0.timeFaults.pauseDuration) = (300_000, 100_000)
  }
}
