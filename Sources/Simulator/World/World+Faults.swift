import RaftCore
import TraceChecker

/// The recurring faults: each is planned, happens to its target, is counted, and is planned again.
extension World {
  /// Plans the first fault of each kind.
  mutating func planFaults() { for fault in RecurringFault.allCases { planFault(fault) } }

  /// Plans the next fault of a kind, if the scenario has it.
  mutating func planFault(_ fault: RecurringFault) {
    guard let time = faults.next(fault, after: now, in: scenario) else { return }
    queue.push(.fault(fault), at: time)
  }

  /// The time of a fault has come. It no longer happens when the faults have ended.
  mutating func faultOccurs(_ fault: RecurringFault) {
    let plan = fault.plan
    guard plan.fault.isPlanned(in: scenario) else { return }
    statistics.events += 1
    let number = faults.number(of: fault)
    let isCarriedOut = random.carriesOut(fault, number)
    // A suppressed fault after whose end the next one is planned still takes its time, so that the next keeps its own.
    guard isCarriedOut || plan.next == .afterEnd else { return planFault(fault) }
    let hasStarted = start(fault, number, isCarriedOut)
    if hasStarted, isCarriedOut { statistics[keyPath: plan.count] += 1 }
    if plan.next == .afterStart || !hasStarted { planFault(fault) }
  }

  /// Starts the fault number `number` of a kind. Returns whether it happens: there may be nothing that it can hit.
  private mutating func start(_ fault: RecurringFault, _ number: Int, _ isCarriedOut: Bool) -> Bool {
    switch fault {
    case .partition: beginPartition(number, isCarriedOut: isCarriedOut)
    case .powerFailure: failPower(number)
    case .channelBreak: channels.breakAnyChannel(number, now: now)
    case .introducerCrash: channels.crashIntroducer(number, isCarriedOut: isCarriedOut, now: now)
    case .stranger: channels.strangerJoins(number, now: now)
    case .crash, .pause, .crashLoop, .absence, .destruction:
      if let target = target(of: fault.plan.target, number) { inject(target, fault, number) } else { false }
    }
  }

  /// A fault hits a server.
  private mutating func inject(_ id: ServerID, _ fault: RecurringFault, _ number: Int) -> Bool {
    switch fault {
    case .crash: crashTemporarily(id, number)
    case .pause: pause(id, number)
    case .crashLoop: beginCrashLoop(id, number)
    case .absence: sendAway(id, number)
    case .destruction: destroyDisk(of: id, number)
    case .partition, .powerFailure, .channelBreak, .introducerCrash, .stranger: preconditionFailure("\(fault)")
    }
  }

  /// The server that fault number `number` hits, if one can be hit.
  private mutating func target(of target: RecurringFaultPlan.Target, _ number: Int) -> ServerID? {
    switch target {
    case .none: return nil
    case .running(let stream, let kind):
      return self.target(among: hosts.indices.filter { hosts[$0].isUp }, stream, kind, number)
    case .unpaused(let stream, let kind):
      let servers = hosts.indices.filter { hosts[$0].isUp && !pauses.isPaused($0) }
      return self.target(among: servers, stream, kind, number)
    }
  }

  /// One of `servers`: half of the time the leader, if it is among them.
  private mutating func target(
    among servers: [ServerID], _ stream: KeyedRandom.Stream, _ kind: Int, _ count: Int
  ) -> ServerID? {
    guard !servers.isEmpty else { return nil }
    let leader = servers.last { hosts[$0].server.role == .leader }
    let aimsAtLeader = random.below(2, stream, 2 * kind + 1, count) == 0
    let any = servers[random.below(servers.count, stream, 2 * kind, count)]
    return aimsAtLeader ? leader ?? any : any
  }

  /// Crashes a server, which restarts after the usual downtime.
  private mutating func crashTemporarily(_ id: ServerID, _ number: Int) -> Bool {
    crash(id)
    planRestart(id, in: random.around(scenario.downtime, .downtime, 0, number))
    return true
  }
}
