import RaftCore

/// The network between the servers: each directed link has its own latency; messages are lost, duplicated and
/// overtaken, and partitions cut links.
struct Network {
  /// What becomes of a message that is sent.
  enum Fate {
    case lost
    case arrives(at: Int)
    case arrivesTwice(at: Int, again: Int)
  }

  private struct Link {
    var latency = 0
    var sent = 0
    var lastArrival = 0
    var latestDelivered = 0
    var cutAt = -1

    /// Not before what was sent earlier.
    mutating func arrivalInOrder(_ now: Int, _ delay: Int) -> Int {
      lastArrival = max(lastArrival, now + latency + delay)
      return lastArrival
    }

    /// Returns whether a message that was sent later had arrived before.
    mutating func deliver(_ number: Int) -> Bool {
      if number < latestDelivered { return true }
      latestDelivered = number
      return false
    }
  }

  private var scenario: Scenario
  private let random: KeyedRandom
  private var links: [Link]
  /// The servers on one side of the partition, if there is one.
  private(set) var group: ServerSet?

  init(_ scenario: Scenario, _ random: KeyedRandom) {
    self.scenario = scenario
    self.random = random
    links = Array(repeating: Link(), count: scenario.servers * scenario.servers)
    setLatencies()
  }

  private mutating func setLatencies() {
    for link in links.indices {
      // Between half of the latency and twice: one of 1, 2, 3, 4 halves.
      links[link].latency = scenario.latency * (1 + random.below(4, .linkLatency, link, 0)) / 2
    }
  }

  /// The number of the message that was sent last on the link.
  func number(from: ServerID, to: ServerID) -> Int { links[index(from, to)].sent }

  /// Sends a message now. O(1).
  mutating func send(from: ServerID, to: ServerID, now: Int) -> Fate {
    let link = index(from, to)
    links[link].sent += 1
    let number = links[link].sent
    if isCut(from, to) || random.happens(scenario.loss, .loss, link, number) { return .lost }
    let arrival = arrival(link, number, now, .latency)
    guard random.happens(scenario.duplication, .duplication, link, number) else { return .arrives(at: arrival) }
    return .arrivesTwice(at: arrival, again: self.arrival(link, number, now, .duplicateLatency))
  }

  private mutating func arrival(_ link: Int, _ number: Int, _ now: Int, _ stream: KeyedRandom.Stream) -> Int {
    let delay = random.below(scenario.jitter + 1, stream, link, number)
    if scenario.reorder == 0 { return links[link].arrivalInOrder(now, delay) }
    let isHeld = random.happens(scenario.reorder, .reorder, link, number)
    let hold = isHeld ? random.below(scenario.reorderDelay + 1, .reorder, link, -number) : 0
    return now + links[link].latency + delay + hold
  }

  /// Whether a message sent at `sentAt` gets through: no partition began on its way.
  func passes(from: ServerID, to: ServerID, sentAt: Int) -> Bool { links[index(from, to)].cutAt < sentAt }

  /// Takes note of a delivery. Returns whether a message that was sent later had arrived before.
  mutating func deliver(from: ServerID, to: ServerID, number: Int) -> Bool {
    links[index(from, to)].deliver(number)
  }

  /// Cuts every link between `group` and the others, with all that is on its way there.
  mutating func partition(_ group: ServerSet, now: Int) {
    self.group = group
    for from in 0..<scenario.servers {
      for to in 0..<scenario.servers where isCut(from, to) { links[index(from, to)].cutAt = now }
    }
  }

  mutating func heal() { group = nil }

  /// Goes on in `scenario`, of as many servers.
  mutating func change(to scenario: Scenario) {
    self.scenario = scenario
    setLatencies()
  }

  func isCut(_ from: ServerID, _ to: ServerID) -> Bool {
    guard let group else { return false }
    return group.contains(ServerSet(from)) != group.contains(ServerSet(to))
  }

  private func index(_ from: ServerID, _ to: ServerID) -> Int { from * scenario.servers + to }
}
