import RaftCore
import TraceChecker

/// The simulated world of one run: virtual time, servers on their hosts, the network, clients and faults, with the
/// checker beside it.
struct World {
  /// The world as it is: at the end of a run its faults cease.
  var scenario: Scenario
  let random: KeyedRandom
  let configuration: Configuration
  /// By server.
  let rules: [Rules]
  let host: HostRules

  var now = 0
  let queue = EventQueue()
  var network: Network
  var channels: Channels
  /// What the message that is sent takes along.
  var passage = Channels.Passage()
  let messages = Slab<MessageInFlight>()
  let requests = Slab<Command>()
  let answers = Slab<AnswerInFlight>()
  let nodes: Row<Node>
  /// Whether what is written is durable only after a while.
  let hasSlowDisks: Bool
  /// The steps that wait for that.
  var held: HeldSteps
  var clients: [SimulatedClient]
  /// Where each command comes from, by the command's number.
  var origins: [CommandOrigin] = []
  let application: Application
  var peersGivenUp = PeersGivenUp()

  var effects = Effects()
  var event = TraceEvent()
  var observer: RunObserver
  var statistics = RunStatistics()
  /// When recurring faults happen.
  var faults: FaultSchedule
  /// The partition that there is, if there is one.
  var currentPartition: Partition?
  var pauses: Pauses
  /// What a planted defect of hosts must know, if there is one.
  var watch: MessageWatch?
  var isViolated = false
  /// Whether anyone looks.
  var isJudged = true
  /// What must come of the end of the faults, once they have ended.
  var healing: Healing?
  /// The sessions that clients began when they had given up a command.
  var laterSessions = 0
  /// How many clients wait for an answer.
  var pendingRequests = 0

  /// The invariant whose violation ends the run; `nil` for any.
  var lastInvariant: String?
  /// Whether the run is not wanted any more; asked now and then.
  var isCancelled: @Sendable () -> Bool = { false }
  private(set) var wasCancelled = false
  /// Whether an override has ended the run.
  private(set) var hasEnded = false
  /// Sees every event; the words of clients are made up only for it.
  var record: ((TraceEvent) -> Void)?

  /// How rarely to ask: a run of some thousand events is over before.
  private static let cancellationMask = 1 << 14 - 1

  /// - Parameter observe: is told of every decision.
  init(
    _ plan: RunPlan, invariants: [any Check], observe: ((DecisionKey, DecisionValue) -> Void)? = nil
  ) {
    let scenario = plan.scenario
    let defect = plan.defect
    let isPlain = plan.overrides.isEmpty && observe == nil
    let overrides = isPlain ? nil : RunOverrides(seed: plan.seed, plan.overrides, observe: observe)
    let random = KeyedRandom(seed: plan.seed, overrides: overrides)
    let configuration = scenario.configuration
    let rules = (0..<scenario.servers).map { defect?.rules(of: $0) ?? Rules() }
    self.scenario = scenario
    self.random = random
    self.configuration = configuration
    self.rules = rules
    host = defect?.host ?? HostRules()
    faults = FaultSchedule(random)
    network = Network(scenario, random)
    channels = Channels(scenario, random, queue, host.connections)
    nodes = Row(
      (0..<scenario.servers).map { id in
        Node(
          server: Server(id: id, configuration: configuration, rules: rules[id]),
          disk: Disk(
            rules: defect?.disk(of: id) ?? DiskRules(), isBuffered: scenario.diskFaults.areBuffered,
            isJournalled: scenario.diskFaults.lostWrite > 0))
      })
    // One more than the scenario has: it asks for a single command, when the faults have ended.
    clients = (0...scenario.clients).map { SimulatedClient(session: $0) }
    pauses = Pauses(servers: scenario.servers)
    watch = host.watchesMessages ? MessageWatch(servers: scenario.servers) : nil
    hasSlowDisks = scenario.diskFaults.areBuffered
    held = HeldSteps(servers: scenario.servers)
    application = plan.makeApplication(scenario.servers, host)
    observer = RunObserver(Checker(servers: scenario.servers, invariants: invariants, tellsSent: true))
  }

  /// Runs to the end of the scenario and through its healing, or to the first violation.
  mutating func run() {
    begin()
    let limit = eventLimit
    pursue(until: scenario.duration) { $0.statistics.events >= limit }
    statistics.progress.eventsBefore = statistics.events
    statistics.progress.electionsBefore = statistics.elections
    statistics.progress.commitsBefore = observer.checker.history.committed.count
    if !isOver, isJudged { recover() }
    if observer.conclude() { noteViolation() }
    statistics.time = now
    statistics.inconclusive = observer.checker.inconclusiveHistories
    statistics.steps = event.sequence
    statistics.network = network.counts
    addWords(&statistics.connections, channels.counts)
    statistics.commits = observer.checker.history.committed.count
  }

  /// The number of events at which a part of the run that begins now has had enough.
  var eventLimit: Int { scenario.events > 0 ? statistics.events + scenario.events : .max }

  /// Whether nothing happens any more, whatever is planned.
  var isOver: Bool { isViolated || wasCancelled || hasEnded }

  /// Handles what happens until `end`, in virtual time, or until a violation, or until there were enough events.
  mutating func pursue(until end: Int, isEnough: (inout World) -> Bool) {
    guard let overrides = random.overrides else { return _ = handleAll(until: end, isEnough) }
    while let time = overrides.nextSeedTime, time <= min(end, overrides.endTime) {
      guard handleAll(until: time - 1, isEnough) else { return }
      overrides.changeSeed()
    }
    guard handleAll(until: min(end, overrides.endTime), isEnough), overrides.endTime <= end else { return }
    overrides.noteEndOfTime()
    now = max(now, overrides.endTime)
    hasEnded = true
  }

  /// Handles what happens until `end`. Returns whether nothing stopped it before.
  private mutating func handleAll(until end: Int, _ isEnough: (inout World) -> Bool) -> Bool {
    var handled = 0
    while let time = queue.nextTime, time <= end, let (_, occurrence) = queue.pop() {
      now = time
      handle(occurrence)
      if isViolated || isEnough(&self) { return false }
      if let overrides = random.overrides, overrides.ends(withStep: event.sequence) {
        hasEnded = true
        return false
      }
      handled &+= 1
      if handled & Self.cancellationMask == 0, isCancelled() {
        wasCancelled = true
        return false
      }
    }
    return true
  }

  mutating func begin() {
    for id in nodes.indices { startServer(id) }
    for client in 0..<scenario.clients {
      queue.push(.clientWakes(UInt8(client)), at: random.below(scenario.electionTimeout + 1, .startTime, client, 0))
    }
    planFaults()
  }

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
    case .clientWakes(let client): invoke(Int(client))
    case .clientTimer(let client): clientTimerOccurs(Int(client))
    case .requestArrives(let client, let id, let slot): requestArrives(of: Int(client), at: Int(id), slot)
    case .answerArrives(let slot): answerArrives(slot)
    case .syncEnds(let id, let number): syncEnds(Int(id), Int(number))
    }
  }

  /// Adds the event that `event` describes to the trace: the digest, the checker and the recording see it.
  mutating func emit(_ action: Action) {
    event.action = action
    event.sequence += 1
    event.time = now
    if isJudged, observer.observe(event) { noteViolation() }
    record?(event)
  }

  mutating func noteViolation() {
    isViolated = lastInvariant == nil || observer.checker.violations.contains { $0.invariant == lastInvariant }
  }

  /// The same, for an event of the world.
  mutating func emitWorldEvent(_ action: Action) {
    TraceAdapter.describeNoServer(in: &event)
    emit(action)
  }
}
