import RaftCore

extension Channels {
  /// Plans the first fault of each kind.
  mutating func planFaults(now: Int) {
    planBreak(now)
    planIntroducerCrash(now)
    planStranger(now)
  }

  /// The faults end: the world is kind from now on, and an introducer that is down comes up.
  mutating func cease(_ scenario: Scenario) {
    self.scenario = scenario
    introducer.restart()
  }

  private mutating func planBreak(_ now: Int) {
    guard scenario.connections.breakInterval > 0 else { return }
    breakPlans += 1
    queue.push(
      .connection(.channelBreak),
      at: now + 1 + random.around(scenario.connections.breakInterval, .breakTime, 0, breakPlans))
  }

  /// Breaks one of the channels that there are.
  mutating func breakChannel(_ now: Int) {
    guard scenario.connections.breakInterval > 0 else { return }
    defer { planBreak(now) }
    guard random.carriesOut(.channelBreak, breakPlans) else { return }
    let open = ends.indices.filter { end in
      let (one, other) = servers(of: end)
      return one < other && areConnected(one, other)
    }
    guard !open.isEmpty else { return }
    breakChannel(of: open[random.below(open.count, .breakVictim, 0, breakPlans)], now)
  }

  private mutating func planIntroducerCrash(_ now: Int) {
    guard scenario.connections.introducerCrashInterval > 0 else { return }
    introducerPlans += 1
    let interval = scenario.connections.introducerCrashInterval
    queue.push(
      .connection(.introducerCrash), at: now + 1 + random.around(interval, .introducerCrash, 0, introducerPlans))
  }

  /// The introducer crashes, and comes back knowing nobody.
  mutating func crashIntroducer(_ now: Int) {
    guard scenario.connections.introducerCrashInterval > 0 else { return }
    let back = now + random.around(scenario.connections.introducerDowntime, .introducerDowntime, 0, introducerPlans)
    if random.carriesOut(.introducerCrash, introducerPlans) {
      counts.introducerCrashes += 1
      introducer.crash()
      queue.push(.connection(.introducerRestart), at: back)
    }
    planIntroducerCrash(back)
  }

  private mutating func planStranger(_ now: Int) {
    guard scenario.connections.strangerInterval > 0 else { return }
    strangerPlans += 1
    queue.push(
      .connection(.stranger),
      at: now + 1 + random.around(scenario.connections.strangerInterval, .strangerTime, 0, strangerPlans))
  }

  /// How many other sessions the introducer serves.
  private static let otherSessions = 4

  /// A host joins another session. It may be called as one of the servers is: only the key tells them apart.
  mutating func strangerJoins(_ now: Int) {
    guard scenario.connections.strangerInterval > 0 else { return }
    defer { planStranger(now) }
    guard random.carriesOut(.stranger, strangerPlans), introducer.isUp else { return }
    counts.strangers += 1
    let session = 1 + random.below(Self.otherSessions, .stranger, 0, strangerPlans)
    let name = Self.name(of: random.below(scenario.servers, .stranger, 1, strangerPlans))
    let otherKey = SessionKey(session: session, random)
    let identity = Identity(name: name, key: otherKey)
    let signal = Signal(body: .join, session: otherKey, sender: identity, receiver: identity)
    for told in introducer.receive(signal, from: scenario.servers + session) { send(told, now) }
  }
}
