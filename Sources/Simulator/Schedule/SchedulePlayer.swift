import RaftCore
import TraceChecker

/// Plays the actions of a schedule, one by one and without time: servers on their disks, the messages under way, and
/// the checker beside them.
///
/// An action is what a trace event says was done: which server, which message, which command. What the event tells of
/// states does not count: they are those that the servers of today come to. A value: copies play on independently.
public struct SchedulePlayer: Sendable {
  /// What is fixed for the servers' lives.
  public let configuration: Configuration
  /// Sees every step: the violations and the history of the cluster so far, and the digest.
  public private(set) var observer: RunObserver
  /// The messages under way.
  public private(set) var messages = MessagesUnderWay()
  private(set) var nodes: [Node]
  private var effects = Effects()
  private var event = TraceEvent()
  /// The servers that have started, ever.
  private(set) var started: ServerSet = []
  /// By server.
  private let rules: [Rules]
  private let diskRules: [DiskRules]

  /// Sees a step as it happens.
  public typealias Recorder = (TraceEvent) -> Void

  /// What came of an action.
  public enum Outcome: Hashable, Sendable {
    /// It happened.
    case played
    /// It means nothing without time: a partition or a pause, its end, what only clients notice.
    case skipped
    /// It cannot happen now, for a reason of one sentence; nothing did.
    case doesNotApply(String)
  }

  /// Servers of which none has started.
  /// - Parameters:
  ///   - defect: what is wrong with the servers or their disks, if anything.
  ///   - invariants: what is checked.
  public init(
    configuration: Configuration, defect: Defect? = nil,
    invariants: [any Check] = Checker.stepChecks
  ) {
    let rules = (0..<configuration.servers).map { defect?.rules(of: $0) ?? Rules() }
    let disks = (0..<configuration.servers).map { defect?.disk(of: $0) ?? DiskRules() }
    self.configuration = configuration
    self.rules = rules
    diskRules = disks
    nodes = (0..<configuration.servers).map { id in
      Node(server: Server(id: id, configuration: configuration, rules: rules[id]), disk: Disk(rules: disks[id]))
    }
    observer = RunObserver(Checker(servers: configuration.servers, invariants: invariants, tellsSent: true))
  }

  /// How many steps were played.
  public var steps: Int { event.sequence }

  /// A server; while it is down, what it was when it crashed.
  /// - Precondition: `id` is in `0 ..< configuration.servers`.
  public func server(_ id: ServerID) -> Server { nodes[id].server }

  /// What a server would restart from.
  /// - Precondition: `id` is in `0 ..< configuration.servers`.
  public func disk(of id: ServerID) -> DurableState { nodes[id].disk.content }

  /// Whether a server runs: it has started, and not crashed since.
  /// - Precondition: `id` is in `0 ..< configuration.servers`.
  public func isUp(_ id: ServerID) -> Bool { nodes[id].isUp }

  /// Plays an action: O(messages under way), and what the step of the server and its checks cost.
  ///
  /// Every action is legal input. Steps are numbered anew from 1; the time of a step is its number. A restart of a
  /// server that is up makes two steps: the crash comes first.
  /// - Parameter record: sees the step with the state that it leads to.
  public mutating func play(_ action: TraceEvent, record: Recorder? = nil) -> Outcome {
    if let reason = objection(to: action) { return .doesNotApply(reason) }
    switch action.action {
    case .start: start(action, record)
    case .timeout: step(action.server, .electionTimeout, .timeout, record)
    case .heartbeat: step(action.server, .heartbeatTimeout, .heartbeat, record)
    case .request: request(action, record)
    case .crash: crash(action.server, record)
    case .restart: restart(action.server, record)
    case .receive, .lose, .duplicate:
      if let place = messages.place(of: action.message) { move(place, action.action, record) }
    default: return .skipped
    }
    return .played
  }

  /// A server starts with the past that the event tells, or with nothing.
  private mutating func start(_ action: TraceEvent, _ record: Recorder?) {
    let id = action.server
    started.insert(ServerSet(id))
    nodes[id].disk = Disk(rules: diskRules[id], content: DurableState(past: action))
    nodes[id].restart(rules[id], &effects, &event)
    emit(.start, record)
  }

  private mutating func request(_ action: TraceEvent, _ record: Recorder?) {
    event.client = action.client
    step(action.server, .request(Command(rawValue: action.client.command)), .request, record)
  }

  private mutating func crash(_ id: ServerID, _ record: Recorder?) {
    nodes[id].crash(&event)
    emit(.crash, record)
  }

  private mutating func restart(_ id: ServerID, _ record: Recorder?) {
    if nodes[id].isUp { crash(id, record) }
    nodes[id].restart(rules[id], &effects, &event)
    emit(.restart, record)
  }

  /// What happens to the message at `place` of those under way.
  private mutating func move(_ place: Int, _ action: Action, _ record: Recorder?) {
    let message = messages.all[place].message
    TraceAdapter.describe(message, in: &event.message)
    if action == .duplicate { messages.insert(message) } else { messages.remove(at: place) }
    guard action == .receive else {
      TraceAdapter.describeNoServer(in: &event)
      return emit(action, record)
    }
    _ = nodes[message.to].receive(message, &effects, &event)
    conclude(.receive, record)
  }

  private mutating func step(_ id: ServerID, _ input: Input, _ action: Action, _ record: Recorder?) {
    _ = nodes[id].step(input, &effects, &event)
    conclude(action, record)
  }

  /// Tells the step, and puts what it sends on its way. Nobody waits for its answers.
  private mutating func conclude(_ action: Action, _ record: Recorder?) {
    TraceAdapter.describe(effects, in: &event.sent)
    emit(action, record)
    for index in effects.messages.indices { messages.insert(effects.messages[index]) }
  }

  private mutating func emit(_ action: Action, _ record: Recorder?) {
    event.action = action
    event.sequence += 1
    event.time = event.sequence
    observer.observe(event)
    record?(event)
  }
}

extension DurableState {
  /// What a server had on its disk before the first step that a trace tells of it.
  fileprivate init(past start: TraceEvent) {
    self.init(currentTerm: start.state.term)
    if start.state.vote != TraceEvent.none { votedFor = start.state.vote }
    guard start.logKept != nil else { return }
    log = Log(start.appended.map { Entry(term: $0.term, command: Command(rawValue: $0.command)) })
  }
}
