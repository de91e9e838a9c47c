/// Turns a trace whose steps stand where they were taken into the order in which they become durable: the order in which
/// others can have heard of them, and in which the checks look at them.
///
/// A step moves to the `sync` that covers it, and what a crash takes back is left out: the message that such a step had
/// received is lost. Events keep their numbers. Of another trace, every event is handed on as it is.
public struct DurableOrder: Sendable {
  private let tellsSyncs: Bool
  private var servers: [Server]

  private struct Server: Sendable {
    /// How it stands after the last step that was handed on.
    var state = ServerState()
    var log: [TraceEntry] = []
    /// The steps that were taken since.
    var waiting: [TraceEvent] = []
    /// While it is down: its log after the last step that it took.
    var logAtCrash: [TraceEntry]?
  }

  /// The order of a trace with that header.
  public init(_ header: TraceHeader) {
    tellsSyncs = header.tellsSyncs
    servers = tellsSyncs ? Array(repeating: Server(), count: header.servers) : []
  }

  /// Takes the next event of the trace, and hands on what is durable with it. O(1), and O(log) for a crash or a restart.
  public mutating func take<Failure: Error>(
    _ event: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    guard tellsSyncs, event.action == .sync || event.action.isServerStep else { return try handOn(event) }
    switch event.action {
    case .sync: try sync(event, handOn)
    case .start: try pass(event, handOn)
    case .crash: try crash(event, handOn)
    case .restart: try restart(event, handOn)
    default:
      let server = servers[event.server]
      if server.waiting.isEmpty, !event.writes(after: server.state) { return try pass(event, handOn) }
      servers[event.server].waiting.append(event)
    }
  }

  private mutating func pass<Failure: Error>(
    _ event: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    servers[event.server].state = event.state
    servers[event.server].log.apply(event)
    try handOn(event)
  }

  /// Hands on the steps that are durable now.
  private mutating func sync<Failure: Error>(
    _ sync: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = sync.server
    while let first = servers[id].waiting.first, first.sequence <= sync.details.through {
      var step = servers[id].waiting.removeFirst()
      step.time = sync.time
      try pass(step, handOn)
    }
  }

  /// Steps up to `through` had happened, though nobody has heard of them; the others have not.
  private mutating func crash<Failure: Error>(
    _ crash: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = crash.server
    try takeBack(of: crash, through: crash.details.through, handOn)
    var crash = crash
    crash.state = servers[id].state
    crash.indexes.removeAll()
    try handOn(crash)
  }

  private mutating func takeBack<Failure: Error>(
    of end: TraceEvent, through: Int, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = end.server
    let steps = servers[id].waiting
    servers[id].waiting = []
    servers[id].logAtCrash = steps.reduce(into: servers[id].log) { $0.apply($1) }
    for var step in steps {
      step.time = end.time
      step.sent.removeAll()
      if step.sequence <= through {
        try pass(step, handOn)
      } else if step.action == .receive {
        try handOn(step.lossOfMessage)
      }
    }
  }

  /// What a restart tells of the log is about the log at the crash; what is handed on is about the durable one.
  private mutating func restart<Failure: Error>(
    _ restart: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = restart.server
    if servers[id].logAtCrash == nil { try takeBack(of: restart, through: 0, handOn) }
    var log = servers[id].logAtCrash.take() ?? []
    log.apply(restart)
    var restart = restart
    restart.tellLog(log, after: servers[id].log)
    try pass(restart, handOn)
  }
}

extension TraceEvent {
  /// Whether the step of a server that stood at `state` has something to write, as far as it is told.
  public func writes(after state: ServerState) -> Bool {
    logKept != nil || self.state.term != state.term || self.state.vote != state.vote
  }

  /// The message of a step that a crash took back is lost.
  fileprivate var lossOfMessage: TraceEvent {
    var loss = TraceEvent()
    (loss.action, loss.sequence, loss.time, loss.message) = (.lose, sequence, time, message)
    loss.details = details
    loss.details.loss = .receiverDown
    return loss
  }

  /// Fills in how `log` differs from `before`.
  fileprivate mutating func tellLog(_ log: [TraceEntry], after before: [TraceEntry]) {
    let kept = zip(log, before).prefix { $0 == $1 }.count
    let isSame = kept == log.count && kept == before.count
    logKept = isSame ? nil : kept
    appended = isSame ? [] : Array(log[kept...])
  }
}

extension [TraceEntry] {
  /// Does what a step did to a log that is this one before it.
  fileprivate mutating func apply(_ step: TraceEvent) {
    guard let kept = step.logKept else { return }
    removeLast(Swift.max(0, count - kept))
    append(contentsOf: step.appended)
  }
}
