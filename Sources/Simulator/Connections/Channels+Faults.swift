import RaftCore

/// The recurring faults of connections. Each returns whether it happened.
extension Channels {
  /// The faults end: `scenario` is the one without faults, and an introducer that is down restarts.
  mutating func endFaults(_ scenario: Scenario) {
    self.scenario = scenario
    introducer.restart()
  }

  /// Breaks one of the channels that are open at both ends, if there is one.
  /// - Parameter number: the number of the fault.
  mutating func breakAnyChannel(_ number: Int, now: Int) -> Bool {
    let open = ends.indices.filter { end in
      let (one, other) = servers(of: end)
      return one < other && areConnected(one, other)
    }
    guard !open.isEmpty else { return false }
    breakChannel(of: open[random.below(open.count, .breakVictim, 0, number)], now)
    return true
  }

  /// The introducer crashes, and restarts after a while without its memory.
  /// - Parameter isCarriedOut: whether it crashes; where an override suppresses that, the next crash keeps its time.
  mutating func crashIntroducer(_ number: Int, isCarriedOut: Bool, now: Int) -> Bool {
    if isCarriedOut { introducer.crash() }
    let back = now + random.around(scenario.connections.introducerDowntime, .introducerDowntime, 0, number)
    queue.push(.connection(.introducerRestart), at: back)
    return true
  }

  /// How many other rooms the introducer serves.
  private static let otherRooms = 4

  /// A host joins another room, if the introducer is up. Its name may be that of a server: only the key differs.
  mutating func strangerJoins(_ number: Int, now: Int) -> Bool {
    guard introducer.isUp else { return false }
    let room = 1 + random.below(Self.otherRooms, .stranger, 0, number)
    let host = random.below(scenario.servers, .stranger, 1, number)
    let otherKey = RoomKey(room: room, random)
    let identity = Identity(name: Self.name(of: host), key: otherKey)
    let signal = Signal(body: .join, room: otherKey, sender: identity, receiver: identity)
    let address = room * scenario.servers + host
    for outgoing in introducer.join(signal, at: address) { send(outgoing, now) }
    return true
  }
}
