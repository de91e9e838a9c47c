import RaftCore
import TraceChecker

/// Plays the actions of a schedule, one by one and without time: servers on their disks, the messages in transit, and
/// the checker beside them.
///
/// An action is what a trace event says was done: which server, which message, which command. The states in the event
/// do not count: the servers compute their own. A value: copies continue independently.
public struct SchedulePlayer<Core: ServerCore>: Sendable {
  /// The configuration of the servers.
  public let configuration: Configuration
  /// The observer of every step: it has the violations and the history of the cluster so far, and the digest.
  public private(set) var observer: RunObserver
  /// The messages in transit.
  public private(set) var messages = MessagesInTransit<Core.Message>()
  private(set) var hosts: [Host<Core>]
  private var event = TraceEvent()
  /// The servers that have started, ever.
  private(set) var started: ServerSet = []
  /// By server.
  private let rules: [Core.Rules]
  private let diskRules: [DiskRules]
  /// Counts the calls of the servers.
  package var calls = CoreCalls()

  /// Sees a step as it happens.
  public typealias Recorder = (TraceEvent) -> Void
  /// The result of an action.
  public typealias Outcome = PlayedAction

  /// Servers of which none has started.
  /// - Parameters:
  ///   - configuration: the cluster.
  ///   - rules: what the servers are made with, by server.
  ///   - disks: how the disks keep what they are given, by server.
  ///   - checks: the checks of the steps; those of whole runs are left out, as nobody waits for answers.
  public init(
    configuration: Configuration, rules: [Core.Rules], disks: [DiskRules], checks: [any Check] = Checker.allChecks
  ) {
    self.init(configuration: configuration, rules: rules, disks: disks, checks: checks, calls: CoreCalls())
  }

  /// Servers of which none has started, whose calls `calls` counts.
  package init(
    configuration: Configuration, rules: [Core.Rules], disks: [DiskRules], checks: [any Check], calls: CoreCalls
  ) {
    precondition(rules.count == configuration.servers && disks.count == configuration.servers, "rules for each server")
    self.configuration = configuration
    self.rules = rules
    diskRules = disks
    self.calls = calls
    hosts = (0..<configuration.servers).map { Host($0, configuration, rules[$0], disk: Disk(rules: disks[$0])) }
    observer = RunObserver(
      Checker(servers: configuration.servers, checks: checks.ofSteps.finding(calls.knownTrap), recordsSent: true))
  }

  /// The number of steps played.
  public var steps: Int { event.sequence }

  /// A server; while it is down, what it was when it crashed.
  /// - Precondition: `id` is in `0 ..< configuration.servers`.
  public func server(_ id: ServerID) -> Core { hosts[id].server }

  /// What a server would restart from.
  /// - Precondition: `id` is in `0 ..< configuration.servers`.
  public func disk(of id: ServerID) -> DurableState { hosts[id].disk.content }

  /// Whether a server runs: it has started, and not crashed since.
  /// - Precondition: `id` is in `0 ..< configuration.servers`.
  public func isUp(_ id: ServerID) -> Bool { hosts[id].isUp }

  /// Plays an action: O(messages in transit), and what the step of the server and its checks cost.
  ///
  /// Every action is legal input. Steps are numbered anew from 1; the time of a step is its number. A restart of a
  /// server that is up makes two steps: the crash comes first.
  /// - Parameters:
  ///   - action: the action, with its server, its message or its client.
  ///   - record: sees the step with the state that it leads to.
  public mutating func play(_ action: TraceEvent, record: Recorder? = nil) -> Outcome {
    if let reason = objection(to: action) { return .doesNotApply(reason) }
    switch action.action {
    case .start: start(action, record)
    case .timeout: step(action.server, .electionTimeout, .timeout, record)
    case .heartbeat: step(action.server, .heartbeatTimeout, .heartbeat, record)
    case .request: request(action, record)
    case .crash: repeatCrash(action, record)
    case .restart: restart(action.server, record)
    case .receive, .lose, .duplicate:
      if let place = messages.place(of: action.message) { move(place, action.action, record) }
    default: return .skipped
    }
    return .played
  }

  /// Starts a server with the state that the event records, or with none.
  private mutating func start(_ action: TraceEvent, _ record: Recorder?) {
    let id = action.server
    prepareStart(action)
    if calls.traps { return trap(id, .start, record) }
    hosts[id].restart(rules[id], &event, calls)
    emit(.start, record)
  }

  /// Gives a server its disk, with the state that the event records.
  private mutating func prepareStart(_ action: TraceEvent) {
    let id = action.server
    started.insert(ServerSet(id))
    hosts[id].disk = Disk(rules: diskRules[id], content: DurableState(recorded: action))
  }

  private mutating func request(_ action: TraceEvent, _ record: Recorder?) {
    event.client = action.client
    step(action.server, .request(Command(rawValue: action.client.command)), .request, record)
  }

  /// Plays the trap of a server, whose call is not made.
  private mutating func trap(_ id: ServerID, _ point: TrapPoint, _ record: Recorder?) {
    calls.skip()
    crash(id, point, record)
  }

  private mutating func repeatCrash(_ crash: TraceEvent, _ record: Recorder?) {
    if crash.details.trap == .start { prepareStart(crash) }
    if crash.details.trap != nil { (event.message, event.client) = (crash.message, crash.client) }
    if crash.details.trap == .receive, let place = messages.place(of: crash.message) { messages.remove(at: place) }
    self.crash(crash.server, crash.details.trap, record)
  }

  /// - Parameter trap: in what the server trapped, if it did.
  private mutating func crash(_ id: ServerID, _ trap: TrapPoint?, _ record: Recorder?) {
    hosts[id].crash(&event)
    event.details.trap = trap
    emit(.crash, record)
    event.details.trap = nil
  }

  private mutating func restart(_ id: ServerID, _ record: Recorder?) {
    if hosts[id].isUp { crash(id, nil, record) }
    if calls.traps { return trap(id, .restart, record) }
    hosts[id].restart(rules[id], &event, calls)
    emit(.restart, record)
  }

  /// What happens to the message at `place` of those in transit.
  private mutating func move(_ place: Int, _ action: Action, _ record: Recorder?) {
    let (message, hash) = (messages.all[place].message, messages.all[place].hash)
    message.describe(in: &event.message)
    if action == .duplicate { messages.insert(message, hash: hash) } else { messages.remove(at: place) }
    guard action == .receive else {
      event.server = TraceEvent.none
      event.logKept = nil
      event.indexes.removeAll()
      event.sent.removeAll()
      return emit(action, message: hash, record)
    }
    if calls.traps { return trap(message.to, .receive, record) }
    hosts[message.to].receive(message, &event, calls)
    conclude(message.to, .receive, message: hash, record)
  }

  private mutating func step(_ id: ServerID, _ input: CoreInput, _ action: Action, _ record: Recorder?) {
    if calls.traps { return trap(id, TrapPoint(action), record) }
    hosts[id].step(input, &event, calls)
    conclude(id, action, record)
  }

  /// Reports the step, and puts what it sends on its way. Nobody waits for its answers.
  private mutating func conclude(_ id: ServerID, _ action: Action, message: UInt64 = 0, _ record: Recorder?) {
    emit(action, message: message, record)
    for index in hosts[id].effects.messages.indices {
      messages.insert(hosts[id].effects.messages[index], hash: event.sent.contentHash(at: index))
    }
  }

  /// - Parameter message: the content hash of the event's message, if it has one.
  private mutating func emit(_ action: Action, message: UInt64 = 0, _ record: Recorder?) {
    event.action = action
    event.sequence += 1
    event.time = event.sequence
    observer.observe(event, message: message)
    record?(event)
  }
}

extension SchedulePlayer where Core == RaftCoreServer {
  /// Servers of RaftCore of which none has started.
  /// - Parameters:
  ///   - configuration: the cluster.
  ///   - defect: what is wrong with the servers or their disks, if anything.
  ///   - checks: the checks of the steps; those of whole runs are left out, as nobody waits for answers.
  public init(
    configuration: Configuration, defect: Defect? = nil, checks: [any Check] = Checker.allChecks
  ) {
    let servers = configuration.servers
    self.init(
      configuration: configuration, rules: defect.rules(servers: servers), disks: defect.disks(servers: servers),
      checks: checks)
  }
}

/// The result of an action of a schedule.
public enum PlayedAction: Hashable, Sendable {
  /// The action was played.
  case played
  /// It means nothing without time: a partition or a pause, its end, what only clients notice.
  case skipped
  /// It cannot happen now, for a reason of one sentence; nothing did.
  case doesNotApply(String)
}

extension DurableState {
  /// What a server had on its disk before the first step that a trace has of it.
  fileprivate init(recorded start: TraceEvent) {
    self.init(currentTerm: start.state.term)
    if start.state.vote != TraceEvent.none { votedFor = start.state.vote }
    guard start.logKept != nil else { return }
    log = Log(start.appended.map { Entry(term: $0.term, command: Command(rawValue: $0.command)) })
  }
}
