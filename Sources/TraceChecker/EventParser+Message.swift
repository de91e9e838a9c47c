extension EventParser {
  /// Consumes a message, and checks that it has what its kind needs.
  mutating func parseMessage(into message: inout TraceMessage) throws(Flaw) {
    try parseFields(of: &message)
    try check(message, required: message.kind.requiredFields)
    message.forgetUnused()
  }

  /// Consumes the list of messages that a step sends. They may leave out whose they are: `TraceMessage.unsaid` stands
  /// for it until the step is known.
  mutating func parseSent(into list: inout MessageList) throws(Flaw) {
    var more = try scanner.enter(.array)
    while more {
      let place = list.addPlace()
      try parseSentMessage(&list[place])
      more = try scanner.another(.array)
    }
  }

  private mutating func parseSentMessage(_ message: inout TraceMessage) throws(Flaw) {
    message.removeAll()
    (message.from, message.term) = (TraceMessage.unsaid, TraceMessage.unsaid)
    do throws(Flaw) {
      try parseFields(of: &message)
      try check(message, required: message.kind.requiredFieldsWhereSent)
    } catch {
      throw error.inSent
    }
    message.forgetUnused()
  }

  private mutating func parseFields(of message: inout TraceMessage) throws(Flaw) {
    messageFields = []
    var more = try scanner.enter(.object)
    while more {
      if let field = try scanner.key(names.messageFields) {
        try parse(field, into: &message)
        try messageFields.insert(field)
      } else {
        try scanner.skipValue()
      }
      more = try scanner.another(.object)
    }
  }

  private mutating func parse(_ field: MessageField, into message: inout TraceMessage) throws(Flaw) {
    switch field {
    case .kind: message.kind = try scanner.choice("message.kind", of: names.kinds)
    case .from: message.from = try scanner.server("message.from", of: servers)
    case .to: message.to = try scanner.server("message.to", of: servers)
    case .term: message.term = try scanner.count("message.term")
    case .success: message.success = try scanner.truth("message.success")
    case .index: message.index = try scanner.count("message.index")
    case .indexTerm: message.indexTerm = try scanner.count("message.indexTerm")
    case .hintIndex: message.hintIndex = try scanner.count("message.hintIndex")
    case .hintTerm: message.hintTerm = try scanner.count("message.hintTerm")
    case .commit: message.commit = try scanner.count("message.commit")
    case .entries: try parseEntries("message.entries", into: &message.entries)
    case .command: message.command = try scanner.number("message.command", upTo: .max)
    case .outcome: message.outcome = try scanner.choice("message.outcome", of: names.outcomes)
    case .leader: message.leader = try scanner.serverOrNull("message.leader", of: servers)
    }
  }

  private func check(_ message: TraceMessage, required: FieldSet<MessageField>) throws(Flaw) {
    let kind = message.kind
    guard messageFields.contains(.kind) else {
      throw Flaw("\"message.kind\" is missing", "it must be one of \(names.kinds.list)")
    }
    try messageFields.check(required: required, allowed: kind.allowedFields, of: "a message \"\(kind)\"")
    guard message.from != message.to else {
      throw Self.selfMessage(message.from)
    }
  }

  private static func selfMessage(_ server: Int) -> Flaw {
    Flaw("server \(server) sends a message to itself", "\"message.from\" must differ from \"message.to\"")
  }

  /// Completes the messages that a step sends by what the step tells: its server, and its term after it.
  static func complete(_ sent: inout MessageList, from server: Int, term: Int) throws(Flaw) {
    for offset in 0..<sent.count {
      if sent[offset].from == TraceMessage.unsaid { sent[offset].from = server }
      if sent[offset].term == TraceMessage.unsaid { sent[offset].term = term }
      guard sent[offset].from == server else {
        throw Flaw(
          "server \(server) sends a message of server \(sent[offset].from)", "\"sent.from\" must be the \"server\"")
      }
      guard sent[offset].to != server else { throw selfMessage(server) }
    }
  }

  /// Consumes a client's part. Which fields it needs depends on the action, which may stand behind it.
  mutating func parseClient(into client: inout ClientPart) throws(Flaw) {
    clientFields = []
    var more = try scanner.enter(.object)
    while more {
      if let field = try scanner.key(names.clientFields) {
        try parse(field, into: &client)
        try clientFields.insert(field)
      } else {
        try scanner.skipValue()
      }
      more = try scanner.another(.object)
    }
    if client.outcome != .committed { client.index = 0 }
  }

  private mutating func parse(_ field: ClientField, into client: inout ClientPart) throws(Flaw) {
    switch field {
    case .id: client.client = scanner.take("null") ? TraceEvent.none : try scanner.count("client.id")
    case .command: client.command = try scanner.number("client.command", upTo: .max)
    case .outcome: client.outcome = try scanner.choice("client.outcome", of: names.outcomes)
    case .index: client.index = try scanner.count("client.index")
    case .text: client.text = try scanner.text("client.text")
    case .session: client.session = try scanner.count("client.session")
    case .operation: client.operation = try parseOperation()
    case .result: client.result = try parseResult()
    }
  }

  private mutating func parseOperation() throws(Flaw) -> ClientOperation {
    try scanner.expect(Brackets.array.open)
    let kind = try scanner.choice("client.operation", of: names.operations)
    let numbers = try parseNumbers("client.operation", kind.numbers) { _ in false }
    return ClientOperation(kind, numbers.map { $0 ?? 0 })
  }

  private mutating func parseResult() throws(Flaw) -> ClientResult {
    try scanner.expect(Brackets.array.open)
    let kind = try scanner.choice("client.result", of: names.results)
    return ClientResult(kind, try parseNumbers("client.result", kind.numbers) { $0 == 0 && kind.mayBeNothing })
  }

  /// Consumes the rest of a list: so many numbers, some of which may be `null`.
  private mutating func parseNumbers(
    _ field: String, _ count: Int, mayBeNull: (_ offset: Int) -> Bool
  ) throws(Flaw) -> [Int?] {
    var numbers: [Int?] = []
    for offset in 0..<count {
      try scanner.expect(ASCII.comma)
      numbers.append(mayBeNull(offset) && scanner.take("null") ? nil : try scanner.count(field))
    }
    try scanner.expect(Brackets.array.close)
    return numbers
  }
}

extension Flaw {
  /// The flaw of a message that is sent: its fields stand in another place than those of one that is received.
  fileprivate var inSent: Flaw {
    Flaw(problem.replacing("message.", with: "sent."), remedy.replacing("message.", with: "sent."))
  }
}

extension TraceMessage {
  /// Stands for a sender or term that a message leaves to its step.
  fileprivate static let unsaid = -1

  /// Makes it a message without content, but keeps the buffer.
  mutating func removeAll() {
    (kind, from, to, term, success) = (.voteRequest, 0, 0, 0, false)
    (index, indexTerm, hintIndex, hintTerm, commit) = (0, 0, 0, 0, 0)
    while !entries.isEmpty { entries.removeLast() }
    (command, outcome, leader) = (0, .committed, TraceEvent.none)
  }

  /// Gives fields that may stand in such a message, but mean nothing in this one, their defaults: equal messages are
  /// then equal.
  fileprivate mutating func forgetUnused() {
    if kind == .appendReply && success { (hintIndex, hintTerm) = (0, 0) }
    guard kind == .forwardReply else { return }
    if outcome == .committed { leader = TraceEvent.none } else { index = 0 }
  }
}
