import RaftCore
import TraceChecker

/// The simulated world of one run: virtual time, servers on their hosts, the network, clients and faults, with the
/// checker beside it.
struct World {
  /// The world as it is: at the end of a run its faults cease.
  var scenario: Scenario
  let random: KeyedRandom
  let configuration: Configuration
  let rules: Rules
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
  /// The client that asked for each command, by the command's number.
  var owners: [Int] = []
  let application: Application
  var peersGivenUp = PeersGivenUp()

  var effects = Effects()
  var event = TraceEvent()
  var observer: RunObserver
  var statistics = RunStatistics()
  /// How often each kind of fault was planned: the count of its decisions.
  var crashPlans = 0
  var partitionPlans = 0
  /// The partition that there is, if there is one.
  var currentPartition: Partition?
  var serverPlans = ServerPlans()
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
  /// Sees every event; the words of clients are made up only for it.
  var record: ((TraceEvent) -> Void)?

  /// How rarely to ask: a run of some thousand events is over before.
  private static let cancellationMask = 1 << 14 - 1

  init(_ plan: RunPlan, invariants: [any Check]) {
    let scenario = plan.scenario
    let defect = plan.defect
    let random = KeyedRandom(seed: plan.seed)
    let configuration = scenario.configuration
    let rules = defect?.rules ?? Rules()
    self.scenario = scenario
    self.random = random
    self.configuration = configuration
    self.rules = rules
    host = defect?.host ?? HostRules()
    network = Network(scenario, random)
    channels = Channels(scenario, random, queue, host.connections)
    nodes = Row(
      (0..<scenario.servers).map { id in
        Node(
          server: Server(id: id, configuration: configuration, rules: rules),
          disk: Disk(
            rules: defect?.disk ?? DiskRules(), isBuffered: scenario.diskFaults.areBuffered,
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
    if !isViolated, !wasCancelled, isJudged { recover() }
    if observer.conclude() { noteViolation() }
    statistics.time = now
    statistics.inconclusive = observer.checker.inconclusiveHistories
    statistics.steps = event.sequence
    statistics.network = network.counts
    statistics.connections = channels.counts
    statistics.commits = observer.checker.history.committed.count
  }

  /// The number of events at which a part of the run that begins now has had enough.
  var eventLimit: Int { scenario.events > 0 ? statistics.events + scenario.events : .max }

  /// Handles what happens until `end`, in virtual time, or until a violation, or until there were events enough.
  mutating func pursue(until end: Int, isEnough: (inout World) -> Bool) {
    var handled = 0
    while let time = queue.nextTime, time <= end, let (_, occurrence) = queue.pop() {
      now = time
      handle(occurrence)
      if isViolated || isEnough(&self) { break }
      handled &+= 1
      if handled & Self.cancellationMask == 0, isCancelled() {
        wasCancelled = true
        break
      }
    }
  }

  mutating func begin() {
    for id in nodes.indices { startServer(id) }
    for client in 0..<scenario.clients {
      queue.push(.clientWakes(UInt8(client)), at: random.below(scenario.electionTimeout + 1, .startTime, client, 0))
    }
    planCrash()
    planPartition()
    planPause()
    planServerFaults()
    beginConnections()
  }

  mutating func handle(_ occurrence: Occurrence) {
    if pauses.isAnyPaused, holdsUp(occurrence) { return }
    switch occurrence {
    case .delivery(let slot): deliver(slot)
    case .electionTimer(let id): electionTimerOccurs(Int(id))
    case .heartbeatTimer(let id): heartbeatTimerOccurs(Int(id))
    case .crash: crash()
    case .restart(let id): restart(Int(id))
    case .host(let occurrence): handle(occurrence)
    case .connection(let occurrence): handle(occurrence)
    case .partition: partition()
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
