import RaftCore
import TraceChecker

/// The simulated world of one run: a loop that takes the next occurrence from the queue and gives it to the part that
/// owns it. It has many stored properties because it is the list of the parts: the hosts with their servers, the
/// network, the channels, the clients, the faults, the recorder, and what they share.
///
/// It cannot be copied, so that a function that only reads it never copies it by accident.
struct World<Core: ServerCore>: ~Copyable {
  /// The world as it is: at the end of a run its faults end.
  var scenario: Scenario
  let random: KeyedRandom
  /// What servers are made with, by server.
  let rules: [Core.Rules]
  /// The rules of the hosts, by server.
  let hostRules: Row<HostRules>

  var now = 0
  let queue = EventQueue()
  var network: Network
  var channels: Channels
  /// The messages in transit.
  var messages = Slab<MessageInTransit<Core.Message>>()
  /// The hosts, by the number of their server.
  var hosts: Row<Host<Core>>
  /// The steps that wait for their disks.
  var held: HeldSteps<Core.Effects>
  var clients: Clients
  let application: Application
  /// The calls of the servers and their state machines.
  let calls: CoreCalls
  /// What hosts remember for their rules.
  var memory: HostMemory

  var recorder: Recorder
  var statistics = RunStatistics()
  /// When recurring faults happen.
  var faults: FaultSchedule
  /// The partition that there is, if there is one.
  var currentPartition: Partition?
  var pauses: Pauses
  /// What must come of the end of the faults, once they have ended.
  var recovery: Recovery?
  var cancellation: Cancellation
  /// The number of occurrences handled so far, whether they are events or not.
  private(set) var handled = 0

  /// Whether an override has ended the run.
  private(set) var hasEnded = false

  /// The world of `plan`, at its beginning.
  /// - Parameter rules: the rules of the servers, by server.
  init(_ plan: RunPlan, rules: [Core.Rules], _ observation: RunObservation) {
    let scenario = plan.scenario
    let defect = plan.defect
    let isPlain = plan.overrides.isEmpty && observation.observeDecision == nil
    let overrides =
      isPlain ? nil : RunOverrides(seed: plan.seed, plan.overrides, observe: observation.observeDecision)
    let random = KeyedRandom(seed: plan.seed, overrides: overrides)
    let configuration = scenario.configuration
    self.scenario = scenario
    self.random = random
    self.rules = rules
    let hostRules = defect.hosts(servers: scenario.servers)
    self.hostRules = Row(hostRules)
    faults = FaultSchedule(random)
    network = Network(scenario, random)
    channels = Channels(scenario, random, queue, defect?.connections ?? ConnectionRules())
    hosts = Row(
      defect.disks(servers: scenario.servers).enumerated().map { id, diskRules in
        let disk = Disk(
          rules: diskRules, isBuffered: scenario.diskFaults.areBuffered,
          isJournalled: scenario.diskFaults.lostWrite > 0)
        return Host(id, configuration, rules[id], disk: disk)
      })
    clients = Clients(scenario, random, queue, defect?.clients ?? ClientRules())
    pauses = Pauses(servers: scenario.servers)
    memory = HostMemory(hostRules)
    held = HeldSteps(servers: scenario.servers, isUsed: scenario.diskFaults.areBuffered)
    application = plan.makeApplication(hostRules, scenario.clientNumbering, observation.comparesReplicas)
    recorder = Recorder(servers: scenario.servers, observation)
    cancellation = Cancellation(isCancelled: observation.isCancelled)
    calls = observation.calls
  }

  /// Whether what is written is durable only after a while.
  @inline(__always) var hasSlowDisks: Bool { held.isUsed }

  /// Runs to the end of the scenario and through its recovery, or to the first violation.
  mutating func run() {
    begin()
    let limit = workLimit
    advance(until: scenario.duration.microseconds, limit: limit)
    if !isOver, hasReached(limit) { statistics.progress.faultsCutShort = 1 }
    statistics.progress.eventsBefore = statistics.events
    statistics.progress.electionsBefore = statistics.elections
    statistics.progress.commitsBefore = statistics.commits
    if !isOver { recover() }
    compareFinalStates()
    recorder.conclude()
    statistics.time = now
    statistics.inconclusive = recorder.observer.checker.inconclusiveHistories
    statistics.steps = recorder.count
    statistics.network = network.counts
    addWords(&statistics.connections, channels.counts)
  }

  /// The limit of a part of the run that begins now.
  var workLimit: WorkLimit {
    scenario.events > 0 ? WorkLimit(scenario.events, afterEvents: statistics.events, occurrences: handled) : WorkLimit()
  }

  /// Whether the part of the run with this limit must end.
  @inline(__always)
  func hasReached(_ limit: WorkLimit) -> Bool { statistics.events >= limit.events || handled >= limit.occurrences }

  /// Whether nothing happens any more, whatever is planned.
  var isOver: Bool { recorder.isViolated || cancellation.wasCancelled || hasEnded }

  /// Handles occurrences until `end`, in virtual time, or until a violation, or until `limit` is reached; after the
  /// faults have ended, only until the cluster recovers or cannot.
  mutating func advance(until end: Int, limit: WorkLimit = WorkLimit()) {
    guard let overrides = random.overrides else { return _ = handleAll(until: end, limit) }
    while let time = overrides.nextSeedTime, time <= min(end, overrides.endTime) {
      guard handleAll(until: time - 1, limit) else { return }
      overrides.changeSeed()
    }
    guard handleAll(until: min(end, overrides.endTime), limit), overrides.endTime <= end else { return }
    overrides.noteEndOfTime()
    now = max(now, overrides.endTime)
    hasEnded = true
  }

  /// Handles what happens until `end`. Returns whether nothing stopped it before.
  private mutating func handleAll(until end: Int, _ limit: WorkLimit) -> Bool {
    while let time = queue.nextTime, time <= end, let (_, occurrence) = queue.pop() {
      precondition(time >= now, "virtual time never falls")
      now = time
      handled &+= 1
      handle(occurrence)
      if recorder.wantsNotes { reportNotes() }
      if recorder.isViolated || hasReached(limit) || isRecoveryDecided { return false }
      if let overrides = random.overrides, overrides.ends(withStep: recorder.count) {
        hasEnded = true
        return false
      }
      if cancellation.isCancelled(after: handled) { return false }
    }
    return true
  }

  mutating func begin() {
    for id in hosts.indices where !isOver { startServer(id) }
    clients.begin()
    planFaults()
    if recorder.wantsNotes { reportNotes() }
  }

  @inline(__always)
  mutating func handle(_ occurrence: Occurrence) {
    if pauses.isAnyPaused, holdsUp(occurrence) { return }
    switch occurrence {
    case .delivery(let slot): deliver(slot)
    case .electionTimer(let id): electionTimerOccurs(Int(id))
    case .heartbeatTimer(let id): heartbeatTimerOccurs(Int(id))
    case .fault(let fault): faultOccurs(fault)
    case .restart(let id): restart(Int(id))
    case .host(let occurrence): handle(occurrence)
    case .connection(let occurrence): handle(occurrence)
    case .partitionChanges: partitionChanges()
    case .clientWakes(let client): clients.wake(Int(client), now, application, &recorder, &statistics)
    case .clientTimer(let client): clients.timerOccurs(Int(client), now, &recorder, &statistics)
    case .requestArrives(let client, let id, let slot): requestArrives(of: Int(client), at: Int(id), slot)
    case .answerArrives(let slot): clients.answerArrives(slot, now, application, &recorder, &statistics)
    case .syncEnds(let id, let number): syncEnds(Int(id), Int(number))
    }
  }

  /// Reports the step of a server that `recorder.step` describes.
  /// - Parameter message: the content hash of its message, if it has one.
  @inline(__always)
  mutating func reportStep(_ action: Action, message: UInt64 = 0) {
    if hasSlowDisks { return reportOnSlowDisk(action, message: message) }
    noteCommits()
    if recorder.wantsNotes { describeMachine(of: recorder.step.server, action) }
    recorder.reportStep(action, at: now, message: message)
  }

  @inline(__always)
  mutating func noteCommits() {
    guard recorder.step.state.commit > statistics.commits else { return }
    let length = reportedLength(of: recorder.step.server)
    statistics.commits = max(statistics.commits, min(recorder.step.state.commit, length))
  }

  /// The event of the world that is being reported.
  var event: TraceEvent {
    _read { yield recorder.event }
    _modify { yield &recorder.event }
  }

  /// Reports an event of the world.
  mutating func emitWorldEvent(_ action: Action) { recorder.report(action, at: now) }
}

extension World where Core == RaftCoreServer {
  /// The world of `plan`, whose servers are RaftCore's.
  init(_ plan: RunPlan, _ observation: RunObservation = RunObservation()) {
    self.init(plan, rules: plan.defect.rules(servers: plan.scenario.servers), observation)
  }
}

/// Whether a run is not wanted any more; asked now and then.
struct Cancellation {
  private let isCancelled: @Sendable () -> Bool
  private(set) var wasCancelled = false

  /// Asks every 64 occurrences: that costs nothing, and is often enough even if occurrences are slow.
  private static let mask = 1 << 6 - 1

  init(isCancelled: @escaping @Sendable () -> Bool) { self.isCancelled = isCancelled }

  /// Whether to end the run now, after this many occurrences.
  @inline(__always)
  mutating func isCancelled(after occurrences: Int) -> Bool {
    if occurrences & Self.mask == 0, isCancelled() { wasCancelled = true }
    return wasCancelled
  }
}
