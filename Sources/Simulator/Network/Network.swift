import RaftCore
import TraceChecker

/// The network between the servers: each directed link has its own latency; messages are lost, duplicated and
/// overtaken, and partitions cut links.
struct Network: ~Copyable {
  /// What happens to a message that is sent.
  enum Fate {
    case lost(Loss)
    case arrives(at: Int)
    case arrivesTwice(at: Int, again: Int)
    /// It comes again at a time at which it should long be forgotten.
    case arrivesTooLateAgain(at: Int, again: Int)
  }

  /// Why a message is lost on its way out.
  enum Loss {
    case cut
    case chance
    case burst
    case overflow
  }

  private(set) var scenario: Scenario
  let random: KeyedRandom
  var links: Row<Link>
  /// Whether anything happens to messages beyond loss, duplication, reordering and partitions.
  private(set) var hasFaults = false
  private var keepsOrder = true
  /// How often each content was sent on each link.
  private let occurrences: OccurrenceCounts
  /// What happened to messages.
  var counts = NetworkCounts()

  init(_ scenario: Scenario, _ random: KeyedRandom) {
    self.scenario = scenario
    self.random = random
    occurrences = OccurrenceCounts(longestPause: max(scenario.electionTimeout, scenario.heartbeat).microseconds)
    links = Row(Array(repeating: Link(), count: scenario.servers * scenario.servers))
    change(to: scenario)
  }

  /// Continues in another scenario: its rates apply from now on. Messages in transit stay in transit.
  mutating func change(to scenario: Scenario) {
    self.scenario = scenario
    hasFaults = scenario.networkFaults.areOn
    keepsOrder = scenario.reorder == 0 && scenario.networkFaults.heavyTail == 0
    for link in links.indices {
      links[link].recover()
      // Between half of the latency and twice: one of 1, 2, 3, 4 halves.
      let subject = DecisionKey.link(link / scenario.servers, link % scenario.servers)
      links[link].latency = scenario.latency.microseconds * (1 + random.below(4, .linkLatency, subject, 0)) / 2
    }
    chooseSlowLinks()
  }

  /// The number of the message that was sent last on the link.
  func number(from: ServerID, to: ServerID) -> Int { links[index(from, to)].sent }

  /// Sends a message now. O(1) amortized.
  /// - Parameter content: the hash of what it says. With the link and the number of times that it was sent there it is
  ///   the key of every decision about the message.
  @inline(__always)
  mutating func send(from: ServerID, to: ServerID, content: UInt64, now: Int) -> Fate {
    let link = index(from, to)
    links[link].sent &+= 1
    let draw = random.draw(DecisionKey.link(from, to), content, occurrences, now: now)
    if links[link].isCut { return .lost(.cut) }
    if random.happens(scenario.loss, .loss, draw) { return .lost(.chance) }
    if hasFaults, let loss = loss(link, draw, now) { return .lost(loss) }
    let arrival = arrival(link, draw, now, .original)
    if random.happens(scenario.duplication, .duplication, draw) {
      return .arrivesTwice(at: arrival, again: self.arrival(link, draw, now, .copy))
    }
    if hasFaults, let again = lateArrival(link, draw, now) { return .arrivesTooLateAgain(at: arrival, again: again) }
    return .arrives(at: arrival)
  }

  /// The decisions about the way of one copy of a message: each copy has its own.
  struct CopyStreams {
    let latency: KeyedRandom.Stream
    let heavyTail: KeyedRandom.Stream
    let reorder: KeyedRandom.Stream
    let reorderDelay: KeyedRandom.Stream

    static let original = CopyStreams(
      latency: .latency, heavyTail: .heavyTail, reorder: .reorder, reorderDelay: .reorderDelay)
    static let copy = CopyStreams(
      latency: .duplicateLatency, heavyTail: .duplicateHeavyTail, reorder: .duplicateReorder,
      reorderDelay: .duplicateReorderDelay)
  }

  @inline(__always)
  private mutating func arrival(_ link: Int, _ draw: KeyedRandom.Draw, _ now: Int, _ streams: CopyStreams) -> Int {
    var delay = scenario.jitter > 0 ? random.upTo(scenario.jitter, streams.latency, draw) : 0
    if hasFaults { delay = slowed(delay, link, draw, streams.heavyTail) }
    if keepsOrder { return links[link].arrivalInOrder(now, delay) }
    let isHeld = random.happens(scenario.reorder, streams.reorder, draw)
    let hold = isHeld ? random.upTo(scenario.reorderDelay, streams.reorderDelay, draw) : 0
    return now + links[link].latency + delay + hold
  }

  /// Whether a message sent at `sentAt` reaches its receiver's host, or has reached it already: no partition began
  /// while it was in transit.
  @inline(__always)
  func passes(from: ServerID, to: ServerID, sentAt: Int, hasReachedHost: Bool) -> Bool {
    hasReachedHost || links[index(from, to)].cutAt < sentAt
  }

  /// Takes note of a delivery. Returns whether a message that was sent later had arrived before.
  mutating func deliver(from: ServerID, to: ServerID, number: Int) -> Bool {
    links[index(from, to)].deliver(number)
  }

  /// Cuts the links of `cut` and no others, each with all that is on its way there.
  mutating func cut(_ cut: LinkSet, now: Int) {
    for from in 0..<scenario.servers {
      for to in 0..<scenario.servers { links[index(from, to)].cut(cut.contains(from: from, to: to), now: now) }
    }
  }

  /// Opens every link.
  mutating func heal() { for link in links.indices { links[link].isCut = false } }

  func isCut(_ from: ServerID, _ to: ServerID) -> Bool { links[index(from, to)].isCut }

  func index(_ from: ServerID, _ to: ServerID) -> Int { from &* scenario.servers &+ to }
}

/// A directed link between two servers.
struct Link {
  /// The shortest time that a message takes.
  var latency = 0
  /// How many messages were sent.
  var sent = 0
  private var lastArrival = 0
  private var latestDelivered = 0
  var isCut = false
  /// When it was cut the last time.
  private(set) var cutAt = -1
  /// The end of the last burst of losses.
  var burstEnd = 0
  /// How many messages are on their way, where that is limited.
  var inTransit = 0
  /// How many times slower it is than it would be.
  var slowness = 1
  /// Whether it is the slow link.
  var isSlowLink = false
  /// Whether it leads to the slow server or away from it.
  var isOfSlowServer = false

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

  mutating func cut(_ cut: Bool, now: Int) {
    if cut && !isCut { cutAt = now }
    isCut = cut
  }

  /// Ends the faults of the link until the next fault. Messages that are still in transit for a long time do not delay
  /// later ones.
  mutating func recover() {
    lastArrival = 0
    burstEnd = 0
    inTransit = 0
    slowness = 1
    isSlowLink = false
    isOfSlowServer = false
  }
}
