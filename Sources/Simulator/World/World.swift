import RaftCore
import TraceChecker

/// The simulated world of one run: virtual time, servers on their hosts, the network, clients and faults, with the
/// checker beside it.
struct World {
  /// The world as it is: at the end of a run its faults cease.
  private(set) var scenario: Scenario
  let random: KeyedRandom
  let configuration: Configuration
  let rules: Rules
  let host: HostRules

  var now = 0
  let queue = EventQueue()
  var network: Network
  let messages = Slab<MessageInFlight>()
  let requests = Slab<Command>()
  let answers = Slab<AnswerInFlight>()
  var nodes: [Node]
  /// Whether what is written is durable only after a while.
  let hasSlowDisks: Bool
  /// The steps that wait for that.
  var held: HeldSteps
  var clients: [SimulatedClient]
  /// The client that asked for each command, by the command's number.
  var owners: [Int] = []
  let application: Application

  var effects = Effects()
  var event = TraceEvent()
  var observer: RunObserver
  var statistics = RunStatistics()
  /// How often each kind of fault was planned: the count of its decisions.
  var crashPlans = 0
  var partitionPlans = 0
  var isViolated = false

  /// The invariant whose violation ends the run; `nil` for any.
  var lastInvariant: String?
  /// Whether the run is not wanted any more; asked now and then.
  var isCancelled: @Sendable () -> Bool = { false }
  private(set) var wasCancelled = false
  /// Sees every event; the words of clients are made up only for it.
  var record: ((borrowing TraceEvent) -> Void)?

  /// How rarely to ask: a run of some thousand events is over before.
  private static let cancellationMask = 1 << 14 - 1

  init(_ plan: RunPlan, invariants: [any Invariant]) {
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
    nodes = (0..<scenario.servers).map { id in
      Node(
        server: Server(id: id, configuration: configuration, rules: rules),
        disk: Disk(
          rules: defect?.disk ?? DiskRules(), isBuffered: scenario.diskFaults.areBuffered,
          isJournalled: scenario.diskFaults.lostWrite > 0))
    }
    hasSlowDisks = scenario.diskFaults.areBuffered
    held = HeldSteps(servers: scenario.servers)
    clients = Array(repeating: SimulatedClient(), count: scenario.clients)
    application = plan.makeApplication(scenario.servers)
    observer = RunObserver(Checker(servers: scenario.servers, invariants: invariants, tellsSent: true))
  }

  /// Runs to the end of the scenario, or to the first violation.
  mutating func run() {
    begin()
    var handled = 0
    while let (time, occurrence) = queue.pop() {
      guard time <= scenario.duration else { break }
      now = time
      handle(occurrence)
      if isViolated { break }
      if scenario.events > 0 && statistics.events >= scenario.events { break }
      handled &+= 1
      if handled & Self.cancellationMask == 0, isCancelled() {
        wasCancelled = true
        break
      }
    }
    statistics.time = min(now, scenario.duration)
    statistics.steps = event.sequence
    statistics.commits = observer.checker.history.committed.count
  }

  private mutating func begin() {
    for id in nodes.indices { startServer(id) }
    for client in clients.indices {
      queue.push(.clientWakes(UInt8(client)), at: random.below(scenario.electionTimeout + 1, .startTime, client, 0))
    }
    planCrash()
    planPartition()
  }

  private mutating func handle(_ occurrence: Occurrence) {
    switch occurrence {
    case .delivery(let slot): deliver(slot)
    case .electionTimer(let id): electionTimerOccurs(Int(id))
    case .heartbeatTimer(let id): heartbeatTimerOccurs(Int(id))
    case .crash: crash()
    case .restart(let id): restart(Int(id))
    case .partition: partition()
    case .heal: heal()
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
    if observer.observe(event) { noteViolation() }
    record?(event)
  }

  private mutating func noteViolation() {
    isViolated = lastInvariant == nil || observer.checker.violations.contains { $0.invariant == lastInvariant }
  }

  /// The same, for an event of the world.
  mutating func emitWorldEvent(_ action: Action) {
    TraceAdapter.describeNoServer(in: &event)
    emit(action)
  }
}
