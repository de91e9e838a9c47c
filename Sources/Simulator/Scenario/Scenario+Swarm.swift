extension Scenario {
  /// The scenario of `seed`: its own subset of the faults, each at its own rate, in a cluster, a network and a workload
  /// of its own. A few faults at high rates find what all of them at once hide (swarm testing).
  ///
  /// Each part is a decision of its own: giving one by hand leaves the others as they were.
  public init(swarm seed: UInt64) {
    self.init()
    let draw = ScenarioDraw(random: KeyedRandom(seed: seed))
    servers = [1, 2, 3, 3, 3, 4, 5, 5, 5, 6, 7][draw.below(11, 1)]
    clients = 1 + draw.below(4, 2)
    duration = draw.between(2_000_000, 8_000_000, 3)
    drawRaft(draw)
    drawNetwork(draw)
    drawFaults(draw)
    drawClients(draw)
    let world = self
    networkFaults.draw(draw, world)
    diskFaults.draw(draw, world)
    timeFaults.draw(draw, world)
    serverFaults.draw(draw, world)
    connections.draw(draw, world)
  }

  private mutating func drawRaft(_ draw: ScenarioDraw) {
    electionTimeout = draw.between(50_000, 300_000, 10)
    electionSpread = draw.isOn(1, of: 8, 11) ? 10_000 : electionTimeout
    heartbeat = electionTimeout / (2 + draw.below(4, 12))
    noOp = draw.isOn(2, of: 3, 13) ? 1 : 0
    batch = 1 + draw.below(4, 14)
    window = [1, 4, 32, 32][draw.below(4, 15)]
  }

  private mutating func drawNetwork(_ draw: ScenarioDraw) {
    latency = draw.isOn(1, of: 4, 20) ? electionTimeout / 4 : draw.between(500, 10_000, 21)
    jitter = [0, latency / 2, latency, 4 * latency][draw.below(4, 22)]
    if draw.isOn(1, of: 2, 23) { loss = draw.scale(1_000, 256_000, 24) }
    if draw.isOn(1, of: 2, 25) { duplication = draw.scale(1_000, 256_000, 26) }
    if draw.isOn(1, of: 2, 27) { reorder = draw.scale(1_000, 256_000, 28) }
    reorderDelay = draw.scale(latency, 16 * electionTimeout, 29)
  }

  private mutating func drawFaults(_ draw: ScenarioDraw) {
    if draw.isOn(1, of: 2, 30) { crashInterval = draw.scale(100_000, 2_000_000, 31) }
    downtime = draw.scale(10_000, 1_000_000, 32)
    if draw.isOn(1, of: 2, 33) { partitionInterval = draw.scale(50_000, 1_000_000, 34) }
    partitionDuration = draw.scale(50_000, 2_000_000, 35)
  }

  private mutating func drawClients(_ draw: ScenarioDraw) {
    machine = draw.isOn(3, of: 4, 40) ? .keyValue : .toDo
    think = draw.scale(1_000, 100_000, 41)
    requestTimeout = draw.between(electionTimeout, 4 * electionTimeout, 42)
    attempts = 1 + draw.below(6, 43)
  }
}
