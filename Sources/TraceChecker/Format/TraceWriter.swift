/// Writes a trace as lines of JSON: the header at once, then an event a line. See `docs/trace-format.md`.
///
/// A line has only what differs from the previous line of the server. Equal traces give equal bytes.
public struct TraceWriter: Sendable {
  private var json = JSONWriter()
  private var states: [ServerState]
  private var indexes: [LeaderIndexes]
  private let names: Vocabulary

  /// Begins a trace of the version that the header has. The header must be a possible one:
  /// `1 ... TraceHeader.serverLimit` servers. What version 1 does not have is not written in a trace of it; its
  /// actions, roles and kinds of messages and entries must not occur.
  /// - Parameters:
  ///   - header: the first line of the trace.
  ///   - catalog: the kinds of messages that it may have.
  public init(header: TraceHeader, catalog: MessageCatalog = .standard) {
    names = Vocabulary.of(catalog, version: header.version)
    states = Array(repeating: ServerState(), count: header.servers)
    indexes = Array(repeating: LeaderIndexes(), count: header.servers)
    write(header)
  }

  /// The lines that were written and not taken.
  public var bytes: [UInt8] { json.bytes }

  /// Returns the lines since the last time and forgets them, for a caller who streams them to a file.
  public mutating func takeBytes() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &json.bytes)
    return taken
  }

  /// Writes an event. Its server must be one of the header; that the trace makes sense is not checked here. O(entries)
  /// of the event.
  public mutating func write(_ event: TraceEvent) {
    json.open(.object)
    if !event.action.isNote { json.field("seq", event.sequence) }
    json.field("time", event.time)
    precondition(names.has(event), "version \(names.version) has no event like \(event.action)")
    json.field("action", spelled: names.actions.spelling(event.action))
    if event.action.hasServer { json.field("server", event.server) }
    writeContent(event)
    if names.version > 1 { write(event.details, of: event.action) }
    if event.action.isServerStep { writeChanges(event) }
    json.close(.object)
    json.endLine()
  }

  private mutating func writeContent(_ event: TraceEvent) {
    let action = event.details.trap?.step ?? event.action
    let required = action.requiredFields
    if required.contains(.message) { write(event.message) }
    if required.contains(.client) { write(event.client, of: action) }
    if event.action == .partition { event.cut.isEmpty ? write(group: event.group) : write(cut: event.cut) }
  }

  private mutating func writeChanges(_ event: TraceEvent) {
    let (old, new) = (states[event.server], event.state)
    if new.term != old.term { json.field("term", new.term) }
    if new.vote != old.vote { json.field("vote", serverOrNone: new.vote) }
    if new.role != old.role { json.field("role", spelled: names.roles.spelling(new.role)) }
    if let kept = event.logKept { write(kept: kept, appended: event.appended) }
    if new.commit != old.commit { json.field("commit", new.commit) }
    states[event.server] = new
    if event.indexes != indexes[event.server] { writeIndexes(event) }
    if !event.sent.isEmpty { write(sent: event) }
  }

  private mutating func writeIndexes(_ event: TraceEvent) {
    indexes[event.server] = event.indexes
    guard event.indexes.count > 0 else { return }
    write("match", event.indexes.count, event.indexes.match)
    write("next", event.indexes.count, event.indexes.next)
  }

  private mutating func write(_ name: StaticString, _ count: Int, _ index: (Int) -> Int) {
    json.key(name)
    json.open(.array)
    for server in 0..<count { json.write(UInt64(index(server))) }
    json.close(.array)
  }

  /// Leaves out what the step has already.
  private mutating func write(sent event: TraceEvent) {
    json.key("sent")
    json.open(.array)
    for offset in 0..<event.sent.count {
      json.open(.object)
      json.field("kind", spelled: names.messages.kindNames.spellings[Int(event.sent[offset].kind.number)])
      json.field("to", event.sent[offset].to)
      if event.sent[offset].term != event.state.term { json.field("term", event.sent[offset].term) }
      writePayload(event.sent[offset])
      json.close(.object)
    }
    json.close(.array)
  }

  private mutating func write(kept: Int, appended: [TraceEntry]) {
    json.key("log")
    json.open(.object)
    json.field("kept", kept)
    json.key("appended")
    write(appended)
    json.close(.object)
  }

  private mutating func write(_ entries: [TraceEntry]) {
    json.open(.array)
    for entry in entries {
      json.open(.array)
      json.write(UInt64(entry.term))
      if entry.kind == .configuration { json.write(spelled: names.entryKinds.spellings[1]) }
      json.write(entry.command)
      json.close(.array)
    }
    json.close(.array)
  }

  private mutating func write(group: UInt16) {
    json.key("group")
    json.open(.array)
    for server in states.indices where group >> UInt16(server) & 1 == 1 { json.write(UInt64(server)) }
    json.close(.array)
  }

  private mutating func write(cut: LinkSet) {
    json.key("cut")
    json.open(.array)
    cut.forEach { from, to in
      json.open(.array)
      json.write(UInt64(from))
      json.write(UInt64(to))
      json.close(.array)
    }
    json.close(.array)
  }

  private mutating func write(_ header: TraceHeader) {
    json.open(.object)
    json.field("raftsim", "trace")
    json.field("version", header.version)
    json.field("servers", header.servers)
    if let seed = header.seed { json.field("seed", seed) }
    if let scenario = header.scenario { json.field("scenario", scenario) }
    if let defect = header.defect { json.field("defect", defect) }
    if let violates = header.violates { json.field("violates", violates) }
    if header.recordsSent { json.field("sent", true) }
    if header.version > 1 {
      if let core = header.core { json.field("core", core) }
      if let machine = header.machine { json.field("machine", machine) }
      if let transport = header.transport { json.field("transport", transport) }
      if header.recordsSyncs { json.field("syncs", true) }
      if let events = header.events { json.field("events", events) }
    }
    json.close(.object)
    json.endLine()
  }
}

extension TraceWriter {
  private mutating func write(_ client: ClientPart, of action: Action) {
    json.key("client")
    json.open(.object)
    if client.client != TraceEvent.none { json.field("id", client.client) }
    json.field("command", client.command)
    if !client.text.isEmpty { json.field("text", client.text) }
    if action == .invoke, client.session != TraceEvent.none { json.field("session", client.session) }
    if action == .invoke, let operation = client.operation {
      json.key("operation")
      write(names.operations.spelling(operation.list.kind), operation.list.numbers)
    }
    if action == .answer, let result = client.result {
      json.key("result")
      write(names.results.spelling(result.list.kind), result.list.numbers)
    }
    if action == .answer {
      json.field("outcome", spelled: names.outcomes.spelling(client.outcome))
      if client.outcome == .committed { json.field("index", client.index) }
    }
    json.close(.object)
  }

  /// Writes a list of a name and numbers.
  private mutating func write(_ name: [UInt8], _ numbers: [Int?]) {
    json.open(.array)
    json.write(spelled: name)
    for number in numbers {
      if let number { json.write(UInt64(number)) } else { json.write(spelled: JSONWriter.null) }
    }
    json.close(.array)
  }

  private mutating func write(_ message: TraceMessage) {
    json.key("message")
    json.open(.object)
    json.field("kind", spelled: names.messages.kindNames.spellings[Int(message.kind.number)])
    json.field("from", message.from)
    json.field("to", message.to)
    json.field("term", message.term)
    writePayload(message)
    json.close(.object)
  }

  /// Writes the fields that depend on the kind, as its description says.
  private mutating func writePayload(_ message: TraceMessage) {
    let kind = names.messages.kinds[Int(message.kind.number)]
    precondition(kind.isKnown, "version \(names.version) has no message \(message.kind)")
    for offset in kind.fields.indices where kind.fields[offset].variants >> UInt8(message.variant) & 1 == 1 {
      json.key(spelled: kind.names.spellings[offset + MessageGrammar.head.count])
      write(kind.fields[offset], of: message)
    }
  }

  private mutating func write(_ field: MessageGrammar.Field, of message: TraceMessage) {
    switch field.type {
    case .count: json.write(UInt64(message.count(in: field.slot)))
    case .command: json.write(message.command)
    case .truth: json.write(message.flag)
    case .outcome: json.write(spelled: names.outcomes.spelling(message.outcome))
    case .server: json.write(serverOrNone: message.leader)
    case .entries: write(message.entries)
    case .text: json.write(text: message.text(in: field.slot))
    }
  }
}

extension TraceWriter {
  /// Writes the fields of version 2 of an event, as far as they are known.
  private mutating func write(_ details: EventDetails, of action: Action) {
    switch action {
    case .receive, .lose, .duplicate: writeMessageDetails(details, of: action)
    case .sync: json.field("through", details.through)
    case .crash:
      if details.through > 0 { json.field("through", details.through) }
      if let trap = details.trap { json.field("trap", spelled: names.trapPoints.spelling(trap)) }
    case .compact, .installSnapshot: write("base", details.base.index, details.base.term)
    case .timer:
      json.field("timer", spelled: names.timers.spelling(details.timer))
      json.field("due", serverOrNone: details.due)
    case .channelOpen, .channelClose, .call, .callEnd:
      write("link", details.link.from, details.link.to)
      json.field("connection", details.connection)
    default: break
    }
    guard action.isServerStep, action != .crash, details.applied != TraceEvent.none else { return }
    json.field("applied", details.applied)
    if let hash = details.machineHash { json.field("machineHash", hash) }
  }

  private mutating func writeMessageDetails(_ details: EventDetails, of action: Action) {
    if details.id != .none { write("id", details.id.step, details.id.position) }
    if details.copy > 0 { json.field("copy", details.copy) }
    guard action == .lose, let reason = details.loss else { return }
    json.field("reason", spelled: names.reasons.spelling(reason))
  }

  private mutating func write(_ name: StaticString, _ first: Int, _ second: Int) {
    json.key(name)
    json.open(.array)
    json.write(UInt64(first))
    json.write(UInt64(second))
    json.close(.array)
  }
}

extension Vocabulary {
  /// Whether the version has the action and the role of an event. Version 2 has all.
  fileprivate func has(_ event: TraceEvent) -> Bool {
    version > 1
      || event.details.trap == nil && Int(event.action.rawValue) < Action.countInVersion1
        && Int(event.state.role.rawValue) < TraceRole.countInVersion1
  }
}
