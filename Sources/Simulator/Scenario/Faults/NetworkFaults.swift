/// Faults of the network beyond independent loss, duplication and reordering. All off as given.
public struct NetworkFaults: Hashable, Sendable {
  /// How many messages begin a burst of losses on their link.
  public var burstLoss = 0
  /// The mean duration of a burst: all that is sent on the link until its end is lost.
  public var burstDuration = 100_000
  /// How many messages come a second time, late.
  public var lateDuplication = 0
  /// The mean time that a late duplicate takes.
  public var lateDelay = 1_000_000
  /// By how much longer at most a message takes under a heavy tail, where each doubling of a delay is half as likely;
  /// `0` for no tail.
  public var heavyTail = 0
  /// How many times slower one link is, one way; `0` for none.
  public var slowLink = 0
  /// How many times slower all links of one server are; `0` for none.
  public var slowServer = 0
  /// How many messages a link holds: those that do not fit are lost. `0` for any number.
  public var queue = 0
  /// The shapes of partitions.
  public var partitions = PartitionWeights()

  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {
    (burstLoss, lateDuplication, heavyTail) = (0, 0, 0)
    (slowLink, slowServer, queue) = (0, 0, 0)
    partitions = PartitionWeights()
  }

  /// Whether something happens to messages on links that are open.
  var areOn: Bool { burstLoss + lateDuplication + heavyTail + slowLink + slowServer + queue > 0 }

  /// Draws those of a seed: parts 100 to 199 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {
    let timeout = scenario.electionTimeout
    if draw.isOn(1, of: 4, 100) { burstLoss = draw.scale(1_000, 64_000, 101) }
    burstDuration = draw.scale(10_000, 2 * timeout, 102)
    if draw.isOn(1, of: 4, 103) { lateDuplication = draw.scale(1_000, 128_000, 104) }
    lateDelay = draw.scale(timeout, 16 * timeout, 105)
    if draw.isOn(1, of: 4, 106) { heavyTail = draw.scale(4 * scenario.latency, 32 * timeout, 107) }
    if draw.isOn(1, of: 4, 108) { slowLink = draw.scale(2, 64, 109) }
    if draw.isOn(1, of: 4, 110) { slowServer = draw.scale(2, 64, 111) }
    if draw.isOn(1, of: 4, 112) { queue = draw.scale(1, 64, 113) }
    for shape in PartitionShape.allCases where draw.isOn(1, of: 3, 120 + shape.rawValue) {
      partitions[shape] = 1 + draw.below(4, 130 + shape.rawValue)
    }
  }

  static let parameters = links + PartitionShape.allCases.map(parameter)

  private static let (hour, million) = (ScenarioParameter.hour, ScenarioParameter.million)
  private static let links: [ScenarioParameter] = [
    .init(
      "burst-loss", .rate, 0...million, "share of messages that begin a burst of losses on their link",
      \.networkFaults.burstLoss),
    .init("burst-duration", .duration, 1...hour, "mean duration of a burst", \.networkFaults.burstDuration),
    .init(
      "late-duplication", .rate, 0...million, "share of messages that come a second time, late",
      \.networkFaults.lateDuplication),
    .init("late-delay", .duration, 1...hour, "mean time that a late duplicate takes", \.networkFaults.lateDelay),
    .init(
      "heavy-tail", .duration, 0...hour,
      "longest delay of a message, each doubling half as likely, 0 for no tail", \.networkFaults.heavyTail),
    .init("slow-link", .count, 0...1000, "how many times slower one link is, one way", \.networkFaults.slowLink),
    .init("slow-server", .count, 0...1000, "how many times slower one server's links are", \.networkFaults.slowServer),
    .init("queue", .count, 0...1 << 20, "most messages that a link holds, 0 for no limit", \.networkFaults.queue),
  ]

  private static func parameter(_ shape: PartitionShape) -> ScenarioParameter {
    .init(
      "partition-\(shape.name)", .count, 0...100, "weight among partitions: \(shape.models)",
      \.networkFaults.partitions[shape])
  }
}
