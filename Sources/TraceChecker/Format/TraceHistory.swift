/// What came before an event: the place in the trace, and the state of every server.
struct TraceHistory {
  private var sequence = 0
  private var time = 0
  private var servers: [Server]
  /// Whether a server has taken a step other than its start.
  private var hasBegun = false

  /// A server, as its last step left it.
  private struct Server {
    var life = Life.unborn
    var state = ServerState()
    var logLength = 0
    var indexes = LeaderIndexes()
    /// The last step, and the last one that a sync covers.
    var lastStep = 0
    var synced = 0
  }

  private enum Life {
    case unborn
    case up
    case paused
    case down
  }

  private let recordsSyncs: Bool

  init(_ header: TraceHeader) {
    servers = Array(repeating: Server(), count: header.servers)
    recordsSyncs = header.recordsSyncs
  }

  /// Adds the next event, and completes its state by what did not change: all that is not in `fields`.
  mutating func append(_ event: inout TraceEvent, fields: FieldSet<EventField>) throws(Flaw) {
    if event.action.isNote { event.sequence = sequence }
    guard event.action.isNote || event.sequence == sequence + 1 else {
      throw Flaw("\"seq\" is \(event.sequence)", "it must be \(sequence + 1), one more than in the event before")
    }
    guard event.time >= time else {
      throw Flaw("\"time\" falls from \(time) to \(event.time)", "it must be at least that of the event before")
    }
    if event.action.isServerStep {
      try step(&event, fields: fields)
    } else if event.action.hasServer {
      servers[event.server].life = try Self.life(after: event, from: servers[event.server].life)
    }
    try check(event)
    if event.action == .sync || fields.contains(.through) { try sync(event) }
    sequence = event.sequence
    time = event.time
  }

  private mutating func step(_ event: inout TraceEvent, fields: FieldSet<EventField>) throws(Flaw) {
    var server = servers[event.server]
    server.life = try Self.life(after: event, from: server.life)
    if let kept = event.logKept {
      guard kept <= server.logLength else { throw Self.impossibleIndex(event.server, kept, server.logLength) }
      server.logLength = kept + event.appended.count
    }
    // The entries of the snapshot are not recorded, but they are part of the log.
    if event.action == .installSnapshot { server.logLength = max(server.logLength, event.details.base.index) }
    event.state.complete(fields, from: server.state)
    if event.action == .start, hasBegun, event.state.term > 0 || server.logLength > 0 {
      throw Flaw(
        "server \(event.server) starts with a recorded state when others have begun",
        "a server that has a term or a log must start before any server takes another step")
    }
    if event.action != .start { hasBegun = true }
    server.state = event.state
    if event.action != .crash { server.lastStep = event.sequence }
    event.complete(fields, &server.indexes)
    try EventParser.complete(&event.sent, from: event.server, term: event.state.term)
    servers[event.server] = server
  }

  /// Checks the fields of version 2 against what came before.
  private func check(_ event: TraceEvent) throws(Flaw) {
    if event.details.id.step >= event.sequence {
      throw Flaw(
        "\"id\" is [\(event.details.id.step),\(event.details.id.position)]", "a message is sent by an earlier event")
    }
    if event.action == .timer, event.details.due != TraceEvent.none, event.details.due < event.time {
      throw Flaw("\"due\" is \(event.details.due)", "a timer does not fire before the \"time\" of its event")
    }
  }

  private mutating func sync(_ event: TraceEvent) throws(Flaw) {
    guard recordsSyncs else {
      throw Flaw(
        "\"\(event.action == .sync ? "sync" : "through")\" occurs in a trace that does not record syncs",
        "its header must have \"syncs\":true")
    }
    let steps = servers[event.server].synced...servers[event.server].lastStep
    guard steps.contains(event.details.through) else {
      throw Flaw(
        "\"through\" is \(event.details.through)",
        "it must be a step of server \(event.server), from \(steps.lowerBound) to \(steps.upperBound)")
    }
    servers[event.server].synced = event.details.through
  }

  private static func impossibleIndex(_ server: Int, _ kept: Int, _ length: Int) -> Flaw {
    Flaw(
      "impossible index: \"log.kept\" is \(kept), but the log of server \(server) has only \(length) entries",
      "it must be from 0 to \(length)")
  }

  private static func life(after event: TraceEvent, from life: Life) throws(Flaw) -> Life {
    let (server, action) = (event.server, event.action)
    switch (life, action) {
    case (.unborn, .start): return .up
    // A server that traps while it starts or restarts was not up before.
    case (.unborn, .crash) where event.details.trap == .start: return .down
    case (.down, .crash) where event.details.trap == .restart: return .down
    case (.up, .crash) where event.details.trap == .start:
      throw Flaw("server \(server) traps in a second start", "\"trap\":\"start\" is for a server that never started")
    case (.unborn, _):
      throw Flaw("\"\(action)\" of server \(server), which never started", "its first event must be \"start\"")
    case (_, .start): throw Flaw("server \(server) starts twice", "a start after a crash is \"restart\"")
    case (_, .restart): return .up
    case (.down, _):
      throw Flaw("\"\(action)\" of server \(server), which has crashed", "a \"restart\" of it must come before")
    case (_, .crash): return .down
    // The disk and the timers of a paused host keep working.
    case (.paused, .sync), (.paused, .timer): return .paused
    case (.up, .pause): return .paused
    case (.paused, .resume): return .up
    case (.up, .resume): throw Flaw("\"resume\" of server \(server), which runs", "a \"pause\" of it must come before")
    case (.up, _): return .up
    case (.paused, _):
      throw Flaw(
        "\"\(action)\" of server \(server), which is paused", "a \"resume\" or a \"crash\" of it must come before")
    }
  }
}

extension TraceEvent {
  /// Takes the indexes that are not in `fields` from the `last` ones. Only a leader has any.
  fileprivate mutating func complete(_ fields: FieldSet<EventField>, _ last: inout LeaderIndexes) {
    if state.role != .leader {
      indexes.removeAll()
    } else if !fields.contains(.match) {
      indexes = last
    }
    last = indexes
  }
}

extension ServerState {
  /// Takes what is not in `fields` from the state before.
  fileprivate mutating func complete(_ fields: FieldSet<EventField>, from old: ServerState) {
    if !fields.contains(.term) { term = old.term }
    if !fields.contains(.vote) { vote = old.vote }
    if !fields.contains(.role) { role = old.role }
    if !fields.contains(.commit) { commit = old.commit }
  }
}
