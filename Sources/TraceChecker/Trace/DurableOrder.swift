/// Turns a trace that has its steps in the order in which they were taken into the order in which they become durable:
/// the order in which others can have heard of them, and in which the checks look at them.
///
/// A step moves to the `sync` that covers it. Steps that a crash undoes are left out, and the messages that they had
/// received are lost. Events keep their numbers. The events of a trace without `sync`s are handed on unchanged.
public struct DurableOrder: Sendable {
  private let recordsSyncs: Bool
  private var servers: [Server]

  private struct Server: Sendable {
    /// Its state after the last step that was handed on.
    var reported = ReportedState()
    /// The steps that were taken since.
    var waiting: [TraceEvent] = []
    /// While it is down: its log after the last step that it took.
    var logAtCrash: [TraceEntry]?
  }

  /// The order of a trace with that header.
  public init(_ header: TraceHeader) {
    recordsSyncs = header.recordsSyncs
    servers = recordsSyncs ? Array(repeating: Server(), count: header.servers) : []
  }

  /// Takes the next event of the trace, and hands on what is durable with it. O(1), O(waiting steps) for a sync, and
  /// O(log) for a crash or a restart.
  public mutating func take<Failure: Error>(
    _ event: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    guard recordsSyncs, event.action == .sync || event.action.isServerStep else { return try handOn(event) }
    switch event.action {
    case .sync: try sync(event, handOn)
    case .start: try pass(event, handOn)
    case .crash: try crash(event, handOn)
    case .restart: try restart(event, handOn)
    default:
      guard servers[event.server].waiting.isEmpty, !event.writes(after: servers[event.server].reported.state) else {
        return servers[event.server].waiting.append(event)
      }
      try pass(event, handOn)
    }
  }

  private mutating func pass<Failure: Error>(
    _ event: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    servers[event.server].reported.note(event)
    try handOn(event)
  }

  /// Hands on the steps that are durable now.
  private mutating func sync<Failure: Error>(
    _ sync: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = sync.server
    let durable = servers[id].waiting.prefix { $0.sequence <= sync.details.through }
    servers[id].waiting.removeFirst(durable.count)
    for var step in durable {
      step.time = sync.time
      try pass(step, handOn)
    }
  }

  /// Steps up to `through` had happened, though nobody has heard of them; the others have not.
  private mutating func crash<Failure: Error>(
    _ crash: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = crash.server
    // A server that is down already traps in its restart: nothing of it waits, and its last step is the same.
    if servers[id].logAtCrash == nil { try takeBack(of: crash, through: crash.details.through, handOn) }
    var crash = crash
    servers[id].reported.describeCrash(in: &crash)
    try handOn(crash)
  }

  private mutating func takeBack<Failure: Error>(
    of end: TraceEvent, through: Int, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = end.server
    let steps = servers[id].waiting
    servers[id].waiting = []
    servers[id].logAtCrash = steps.reduce(into: servers[id].reported.log) { $0.apply($1) }
    for var step in steps {
      if step.sequence <= through {
        step.time = end.time
        step.sent.removeAll()
        try pass(step, handOn)
      } else if step.action == .receive {
        try handOn(step.lossOfMessage(at: end.time))
      }
    }
  }

  /// Rewrites the log of a restart: the trace has the difference from the log at the crash, and what is handed on has
  /// the difference from the durable log.
  private mutating func restart<Failure: Error>(
    _ restart: TraceEvent, _ handOn: (TraceEvent) throws(Failure) -> Void
  ) throws(Failure) {
    let id = restart.server
    if servers[id].logAtCrash == nil { try takeBack(of: restart, through: 0, handOn) }
    var log = servers[id].logAtCrash.take() ?? []
    log.apply(restart)
    var restart = restart
    servers[id].reported.describeLog(log, in: &restart)
    try pass(restart, handOn)
  }
}

extension TraceEvent {
  /// Whether the step, of a server whose state was `state` before, has something to write, as far as the event shows.
  public func writes(after state: ServerState) -> Bool {
    logKept != nil || self.state.term != state.term || self.state.vote != state.vote
  }

  /// The loss, at `time`, of the message that this step had received before a crash undid the step.
  public func lossOfMessage(at time: Int) -> TraceEvent {
    var loss = TraceEvent()
    (loss.action, loss.sequence, loss.time, loss.message) = (.lose, sequence, time, message)
    loss.details = details
    loss.details.loss = .receiverDown
    return loss
  }
}
