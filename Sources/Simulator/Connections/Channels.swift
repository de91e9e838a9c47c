import RaftCore

/// How the servers reach each other where they are not simply connected: their hosts, the introducer that brings them
/// together, and the channels between them. It knows nothing of what servers do; the world informs it who runs.
struct Channels: ~Copyable {
  /// A server's host, as far as it connects.
  struct Host {
    var isUp = false
    /// Who it is in the room.
    var identity: Identity
    /// When it joins again.
    var joinTimer = HostTimer()
    /// How often it started.
    var starts = 0
    /// How many hosts of other rooms it takes for peers.
    var strangers = 0
  }

  /// An end with its timers.
  struct End {
    var state: ChannelEnd
    /// When it offers again.
    var retryTimer = HostTimer()
    /// When it looks whether the other end is still there.
    var lookTimer = HostTimer()
    /// How often it began to wait for that, within a channel.
    var looks = CountWithin()
    /// The channel whose way was cut off, by the number of its answer; both ends have the same.
    var broken: UInt32 = 0
    /// How many calls were leaked.
    var leaked = 0
  }

  /// Whether there are channels; servers are simply connected else.
  let isOn: Bool
  /// The world as it is.
  var scenario: Scenario
  let random: KeyedRandom
  let queue: EventQueue
  let rules: ConnectionRules
  let key: RoomKey
  var introducer: Introducer
  /// What was sent by, or is for, the introducer, on its way.
  var signals = Slab<SignalInTransit>()
  /// Whom each server's host knows as a server: the identities of the cluster's configuration, in the order of servers.
  private(set) var roster: [Identity] = []
  var hosts: [Host] = []
  /// From every server to every server, row by row.
  var ends: [End] = []
  var calls: Calls
  /// How often each signal was sent each way.
  let occurrences: OccurrenceCounts
  /// What happened.
  var counts = ConnectionCounts()

  init(_ scenario: Scenario, _ random: KeyedRandom, _ queue: EventQueue, _ rules: ConnectionRules) {
    isOn = scenario.connections.channels && scenario.servers > 1
    self.scenario = scenario
    self.random = random
    self.queue = queue
    self.rules = rules
    key = RoomKey(room: 0, random)
    occurrences = OccurrenceCounts(
      longestPause: max(scenario.connections.joinInterval, scenario.connections.offerRetry).microseconds)
    introducer = Introducer(keepsRoomsApart: rules.keepsRoomsApart)
    calls = Calls(servers: isOn ? scenario.servers : 0)
    if isOn { makeHosts() }
  }

  private mutating func makeHosts() {
    roster = (0..<scenario.servers).map { Identity(name: Self.name(of: $0), key: key) }
    hosts = roster.map { Host(identity: $0) }
    for from in roster.indices {
      for to in roster.indices {
        precondition(from == to || roster[from] != roster[to], "two hosts are one")
        let offers = roster[from] < roster[to] || !rules.ordersIdentities
        ends.append(End(state: ChannelEnd(offers: offers)))
      }
    }
  }

  /// The name of a server's host.
  static func name(of server: ServerID) -> String { "s\(server)" }

  /// The end at `from` of the channel between two servers.
  func index(_ from: ServerID, _ to: ServerID) -> Int { from * scenario.servers + to }

  /// The server that an end is at, and the one that it leads to.
  func servers(of end: Int) -> (id: ServerID, peer: ServerID) { (end / scenario.servers, end % scenario.servers) }

  /// The end at the other side of `end`.
  func other(_ end: Int) -> Int {
    let (id, peer) = servers(of: end)
    return index(peer, id)
  }

  /// Whether the channel of `end`, open there, leads to another end that is open too, and is not broken: as `end` finds
  /// out.
  func isAlive(_ end: Int) -> Bool {
    let (here, there) = (ends[end].state, ends[other(end)].state)
    guard there.phase == .open, there.channel == here.channel else { return false }
    return ends[end].broken != here.channel.answer || !rules.noticesBreaks
  }

  /// Whether two servers have a channel that is open at both ends, and not broken.
  func areConnected(_ one: ServerID, _ other: ServerID) -> Bool {
    let end = index(one, other)
    return ends[end].state.phase == .open && isAlive(end) && ends[end].broken != ends[end].state.channel.answer
  }

  /// The host that must handle an occurrence; `nil` if it is none of the servers'.
  func host(of occurrence: ConnectionOccurrence) -> Int? {
    switch occurrence {
    case .signal(let slot): signals[slot].isForIntroducer ? nil : signals[slot].address
    case .join(let server): Int(server)
    case .retry(let end), .look(let end): servers(of: Int(end)).id
    case .introducerRestart: nil
    }
  }

  mutating func handle(_ occurrence: ConnectionOccurrence, now: Int) {
    switch occurrence {
    case .signal(let slot): arrive(slot, now)
    case .join(let server): joinTimerOccurs(Int(server), now)
    case .retry(let end): retryTimerOccurs(Int(end), now)
    case .look(let end): lookTimerOccurs(Int(end), now)
    case .introducerRestart: introducer.restart()
    }
  }
}
