/// Reads the line of an event, and checks all that can be checked without the lines before it.
struct EventParser {
  var scanner = JSONScanner()
  /// The fields that the line has.
  private(set) var fields: FieldSet<EventField> = []
  let servers: Int
  let names: Vocabulary
  var clientFields: FieldSet<ClientField> = []

  init(servers: Int, names: Vocabulary) {
    self.servers = servers
    self.names = names
  }

  /// Reads the line into `event`, where fields that the line does not have get the values of an event without
  /// content.
  mutating func parse(into event: inout TraceEvent) throws(Flaw) {
    event.removeAll()
    fields = []
    var last = -1
    var more = try scanner.enter(.object)
    while more {
      if let position = try scanner.key(names.eventFields.names, after: last) {
        let field = names.eventFields.value(at: position)
        last = position
        try parse(field, into: &event)
        try fields.insert(field)
      } else {
        try scanner.skipValue()
      }
      more = try scanner.another(.object)
    }
    try scanner.finish()
    if fields.contains(.match) { event.indexes.begin(servers) }
    try check(event)
  }

  /// Whether the line, which is not an event, is a header.
  var isHeader: Bool {
    var line = scanner
    line.begin()
    let (header, event) = (NameTable<HeaderField>(), names.eventFields)
    var isHeader = false
    do throws(Flaw) {
      var more = try line.enter(.object)
      while more {
        let field = line.position
        isHeader = try line.key(header) == .raftsim || isHeader
        line.position = field
        if try line.key(event) == .action { return false }
        try line.skipValue()
        more = try line.another(.object)
      }
    } catch {}
    return isHeader
  }

  private mutating func parse(_ field: EventField, into event: inout TraceEvent) throws(Flaw) {
    switch field {
    case .seq: event.sequence = try scanner.count("seq")
    case .time: event.time = try scanner.count("time")
    case .action: event.action = try scanner.choice("action", of: names.actions)
    case .server: event.server = try scanner.server("server", of: servers)
    case .term: event.state.term = try scanner.count("term")
    case .vote: event.state.vote = try scanner.serverOrNull("vote", of: servers)
    case .role: event.state.role = try scanner.choice("role", of: names.roles)
    case .commit: event.state.commit = try scanner.count("commit")
    case .log: try parseLog(into: &event)
    case .match: try parseIndexes("match") { event.indexes.set($0, match: $1) }
    case .next: try parseIndexes("next") { event.indexes.set($0, next: $1) }
    case .sent: try parseSent(into: &event.sent)
    case .message: try parseMessage(into: &event.message)
    case .client: try parseClient(into: &event.client)
    case .group: event.group = try group()
    case .cut: event.cut = try cut()
    default: try parse(field, into: &event.details)
    }
  }

  private mutating func parseLog(into event: inout TraceEvent) throws(Flaw) {
    var fields: FieldSet<LogField> = []
    var more = try scanner.enter(.object)
    while more {
      if let field = try scanner.key(names.logFields) {
        switch field {
        case .kept: event.logKept = try scanner.count("log.kept")
        case .appended: try parseEntries("log.appended", into: &event.appended)
        }
        try fields.insert(field)
      } else {
        try scanner.skipValue()
      }
      more = try scanner.another(.object)
    }
    try fields.check(required: .log, allowed: .log, of: "\"log\"")
  }

  /// Consumes the list of entries, each a list of term and command, or since version 2 of term and kind.
  mutating func parseEntries(_ field: String, into entries: inout [TraceEntry]) throws(Flaw) {
    entries.removeAll(keepingCapacity: true)
    var more = try scanner.enter(.array)
    while more {
      try scanner.expect(Brackets.array.open)
      let term = try scanner.count(field)
      try scanner.expect(ASCII.comma)
      if let command = scanner.number(upTo: .max) {
        entries.append(TraceEntry(term: term, command: command))
      } else {
        entries.append(try parseEntryKind(field, term: term))
      }
      try scanner.expect(Brackets.array.close)
      more = try scanner.another(.array)
    }
  }

  /// Consumes the rest of an entry that names its kind: `"noOp"`, or `"configuration"` and its number.
  private mutating func parseEntryKind(_ field: String, term: Int) throws(Flaw) -> TraceEntry {
    guard names.version > 1 else {
      throw scanner.wrong(field, "it must be a whole number from 0 to \(UInt64.max)")
    }
    guard let kind = try scanner.choice(of: names.entryKinds) else {
      throw scanner.wrong(
        field, "it must be a whole number from 0 to \(UInt64.max), or one of \(names.entryKinds.list)")
    }
    if kind == 0 { return TraceEntry(term: term, command: 0) }
    try scanner.expect(ASCII.comma)
    return TraceEntry(term: term, command: try scanner.number(field, upTo: .max), kind: .configuration)
  }

  /// Consumes a list of indexes, one for each server.
  private mutating func parseIndexes(_ field: String, _ set: (_ server: Int, _ index: Int) -> Void) throws(Flaw) {
    var count = 0
    var more = try scanner.enter(.array)
    while more {
      let index = try scanner.count(field)
      if count < servers { set(count, index) }
      count += 1
      more = try scanner.another(.array)
    }
    guard count == servers else {
      throw Flaw("\"\(field)\" has \(count) numbers", "it must have one for each of the \(servers) servers")
    }
  }

  private mutating func group() throws(Flaw) -> UInt16 {
    var group: UInt16 = 0
    var more = try scanner.enter(.array)
    while more {
      group |= 1 << UInt16(try scanner.server("group", of: servers))
      more = try scanner.another(.array)
    }
    return group
  }

  /// Consumes a list of links, each a list of sender and receiver.
  private mutating func cut() throws(Flaw) -> LinkSet {
    var cut = LinkSet()
    var more = try scanner.enter(.array)
    while more {
      try scanner.expect(Brackets.array.open)
      let from = try scanner.server("cut", of: servers)
      try scanner.expect(ASCII.comma)
      let to = try scanner.server("cut", of: servers)
      try scanner.expect(Brackets.array.close)
      guard from != to else { throw Flaw("\"cut\" has a link from \(from) to itself", "it is between two servers") }
      cut.insert(from: from, to: to)
      more = try scanner.another(.array)
    }
    return cut
  }

  /// Checks what a crash says about a trap of its server.
  private func checkTrap(_ crash: TraceEvent) throws(Flaw) {
    let step = crash.details.trap?.step
    for (field, name) in [(EventField.message, "message"), (.client, "client")]
    where fields.contains(field) != (step?.requiredFields.contains(field) ?? false) {
      throw fields.contains(field)
        ? Flaw("\"\(name)\" occurs in a \"crash\"", "it must have the \"trap\" of a step that has one")
        : Flaw("\"\(name)\" is missing", "a \"crash\" with this \"trap\" must have what the step was given")
    }
    if step == .receive, crash.message.to != crash.server {
      throw Flaw(
        "server \(crash.server) receives a message to server \(crash.message.to)",
        "\"message.to\" must be the \"server\"")
    }
  }

  private func check(_ event: TraceEvent) throws(Flaw) {
    let action = event.action
    // Before the action is known, any list of what it must have would mislead.
    guard fields.contains(.action) else {
      throw Flaw(
        "\"action\" is missing", "every event must have \"time\" and \"action\", and \"seq\" unless it is a note")
    }
    try fields.check(required: action.requiredFields, allowed: action.allowedFields, of: "an event \"\(action)\"")
    if fields.contains(.client) {
      try clientFields.check(
        required: action.requiredClientFields, allowed: action.allowedClientFields, of: "the client of \"\(action)\"")
    }
    if action == .partition && fields.contains(.group) == fields.contains(.cut) {
      let isBoth = fields.contains(.group)
      throw Flaw(
        isBoth ? "\"group\" and \"cut\" occur in one event" : "\"group\" or \"cut\" is missing",
        "a \"partition\" must have one of them")
    }
    if action == .crash { try checkTrap(event) }
    if fields.contains(.machineHash), !fields.contains(.applied) {
      throw Flaw("\"machineHash\" occurs without \"applied\"", "the hash is that of the state at the applied index")
    }
    guard fields.contains(.match) == fields.contains(.next) else {
      throw Flaw("of \"match\" and \"next\", one is missing", "a leader must have both or none")
    }
    if action == .receive && event.message.to != event.server {
      throw Flaw(
        "server \(event.server) receives a message to server \(event.message.to)",
        "\"message.to\" must be the \"server\"")
    }
  }
}

extension TraceEvent {
  /// Makes it an event without content, but keeps the buffers.
  mutating func removeAll() {
    (sequence, time, action, server) = (0, 0, .start, TraceEvent.none)
    state = ServerState()
    logKept = nil
    while !appended.isEmpty { appended.removeLast() }
    indexes.removeAll()
    sent.removeAll()
    message.removeAll()
    client = ClientPart()
    (group, cut) = (0, LinkSet())
    details = EventDetails()
  }
}
