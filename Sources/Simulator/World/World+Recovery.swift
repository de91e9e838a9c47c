import RaftCore
import TraceChecker

extension World {
  /// Ends the faults, and requires that the cluster recovers in time: a violation like any other if it does not. In
  /// some of the runs a minority of the servers stays apart. At most as many events as before are spent on it.
  mutating func recover() {
    scenario = scenario.withoutFaults
    random.overrides?.faultsHaveEnded = true
    let gone = ServerSet(hosts.indices.filter { hosts[$0].isGone })
    let apart = minority(beside: gone)
    let separation = Recovery.Separation.allCases[random.below(3, .cutOff, 1, 0)]
    switch demand(apart.isEmpty ? nil : separation, apart, gone) {
    case .nothing(let reason): statistics.progress.impossible[keyPath: reason.count] += 1
    case .within(let bound, let exemption):
      let election = scenario.electionTimeout + scenario.electionSpread
      let settled = now + (Connections.setUpBound(scenario) + 2 * election).microseconds
      begin(
        Recovery(
          began: now, deadline: now + bound, exemption: exemption, apart: apart, separation: separation, gone: gone,
          settled: settled))
      let limit = workLimit
      advance(until: now + bound, limit: limit)
      if !isOver { judgeProgress(isCutShort: hasReached(limit)) }
    }
  }

  private func demand(
    _ separation: Recovery.Separation?, _ apart: ServerSet, _ gone: ServerSet
  ) -> ProgressDemand {
    let membership = scenario.configuration.membership
    guard membership.isMajority(membership.voters.subtracting(gone)) else { return .nothing(.majority) }
    let connected = hosts.indices.filter { !apart.contains($0) && !gone.contains($0) }
    let reported = connected.map { reportedLength(of: $0) }
    let shortest = reported.min() ?? 0
    // What waits for a disk is reported when that has ended.
    let longest = max(reported.max() ?? 0, connected.map { hosts[$0].server.lastIndex }.max() ?? 0)
    let entries = longest + clients.count
    return ProgressDemand(
      scenario, separation, entries: entries, lag: longest - shortest,
      differing: Core.goesBackByTerms ? 0 : longest - commonLength(of: connected, upTo: shortest))
  }

  /// The length of the longest common prefix of the logs. O(length · log length).
  private func commonLength(of connected: [ServerID], upTo shortest: LogIndex) -> LogIndex {
    guard let first = connected.first else { return 0 }
    var (common, limit) = (0, shortest)
    while common < limit {
      let length = (common + limit + 1) / 2
      let isSame = connected.allSatisfy {
        hosts[$0].reportsSamePrefix(length, as: hosts[first], hasSlowDisk: hasSlowDisks)
      }
      if isSame { common = length } else { limit = length - 1 }
    }
    return common
  }

  private mutating func begin(_ recovery: Recovery) {
    self.recovery = recovery
    endFaults()
    for id in hosts.indices where recovery.keepsDown(id) && hosts[id].isUp { crash(id) }
    separate(recovery)
    noteEndOfFaults()
    clients.recover(now, application, &recorder, &statistics)
  }

  /// All faults end: the scenario is already the one without faults.
  mutating func endFaults() {
    clients.change(to: scenario)
    endNetworkFaults()
    endTimeFaults()
    endDiskFaults()
    endServerFaults()
    endConnectionFaults()
  }

  private mutating func separate(_ recovery: Recovery) {
    guard !recovery.apart.isEmpty else { return }
    statistics.progress.without[keyPath: recovery.separation.count] += 1
    event.cut = recovery.cut(of: hosts.count)
    guard !event.cut.isEmpty else { return }
    event.group = 0
    network.cut(event.cut, now: now)
    emitWorldEvent(.partition)
  }

  /// No servers, or so many that, without them and the servers in `gone`, a majority is left.
  private func minority(beside gone: ServerSet) -> ServerSet {
    var apart: ServerSet = []
    let most = scenario.configuration.membership.tolerance - gone.count
    guard most > 0, random.below(3, .quorum, 0, 0) == 0 else { return apart }
    let wanted = 1 + random.below(most, .quorum, 0, 1)
    // From a place of the circle on that the seed draws.
    let first = random.below(scenario.servers, .cutOff, 0, 0)
    for offset in 0..<scenario.servers where apart.count < wanted {
      let id = ServerSet((first + offset) % scenario.servers)
      if !gone.contains(id) { apart.formUnion(id) }
    }
    return apart
  }

  /// Whether the faults have ended, and it is known by now that the cluster recovers or cannot.
  @inline(__always) var isRecoveryDecided: Bool { clients.isRecovering && (hasRecovered || isHopeless) }

  /// Whether nothing of progress is missing.
  private var hasRecovered: Bool { missingProgress() == nil }

  /// What of progress is missing, the first first; `nil` if the cluster works.
  private func missingProgress() -> MissingProgress? {
    guard let recovery else { return nil }
    var leaders = 0
    for id in hosts.indices where recovery.needs(id) {
      guard hosts[id].isUp else { return .server(id) }
      if hosts[id].server.role == .leader { leaders += 1 }
    }
    if leaders != 1 { return .leader(count: leaders) }
    if clients.waiting > 0 { return .answers(clients.waiting) }
    return haveSameLog(recovery) ? nil : .agreement
  }

  /// Whether all connected servers have the same log, and know that it is committed.
  private func haveSameLog(_ recovery: Recovery) -> Bool {
    var (first, length) = (-1, 0)
    for id in hosts.indices where recovery.needs(id) {
      if first < 0 { (first, length) = (id, reportedLength(of: id)) }
      guard reportedLength(of: id) == length, reportedCommit(of: id) == length else { return false }
    }
    return hosts.indices.allSatisfy { id in
      !recovery.needs(id) || id == first || hosts[id].reportsSameLog(as: hosts[first], hasSlowDisk: hasSlowDisks)
    }
  }

  /// Whether a server that hears nothing leads the newest term, and has done so for longer than any election timeout:
  /// Raft without a check of the quorum lets it (Ongaro's thesis, 6.2), and its heartbeats keep all others from an
  /// election.
  private var isHopeless: Bool {
    guard let recovery, recovery.separation == .deaf, now > recovery.settled else { return false }
    let newest = hosts.indices.filter { hosts[$0].isUp }.map { hosts[$0].server.currentTerm }.max()
    return hosts.indices.contains { id in
      recovery.apart.contains(id) && hosts[id].server.role == .leader
        && hosts[id].server.currentTerm == newest
    }
  }

  private mutating func judgeProgress(isCutShort: Bool) {
    guard let recovery else { return }
    if isHopeless { return statistics.progress.impossible.disruption += 1 }
    guard let lack = missingProgress() else {
      statistics.progress.recovered += 1
      return statistics.progress.time += now - recovery.began
    }
    if isCutShort { return statistics.progress.cutShort += 1 }
    if let exemption = recovery.exemption { return statistics.progress.impossible[keyPath: exemption.count] += 1 }
    now = recovery.deadline
    recorder.report(.stalled(stall(recovery, lack)), at: recorder.count, now)
  }
}
