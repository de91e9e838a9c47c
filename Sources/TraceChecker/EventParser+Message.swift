extension EventParser {
  /// Consumes a message, and checks that it has what its kind needs.
  mutating func parseMessage(into message: inout TraceMessage) throws(Flaw) {
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
    try check(message)
    message.forgetUnused()
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

  private func check(_ message: TraceMessage) throws(Flaw) {
    let kind = message.kind
    guard messageFields.contains(.kind) else {
      throw Flaw("\"message.kind\" is missing", "it must be one of \(names.kinds.list)")
    }
    try messageFields.check(
      required: kind.requiredFields, allowed: kind.allowedFields, of: "a message \"\(kind)\"")
    guard message.from != message.to else {
      throw Flaw("server \(message.from) sends a message to itself", "\"message.from\" must differ from \"message.to\"")
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
    }
  }
}

extension TraceMessage {
  /// Gives fields that may stand in such a message, but mean nothing in this one, their defaults: equal messages are
  /// then equal.
  fileprivate mutating func forgetUnused() {
    if kind == .appendReply && success { (hintIndex, hintTerm) = (0, 0) }
    guard kind == .forwardReply else { return }
    if outcome == .committed { leader = TraceEvent.none } else { index = 0 }
  }
}
