extension EventParser {
  /// Consumes a message, and checks that it has what its kind needs. `message` must have no content.
  mutating func parseMessage(into message: inout TraceMessage) throws(Flaw) {
    try parse(&message, "message", implied: 0)
    guard message.from != message.to else { throw Self.selfMessage(message.from) }
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
    try parse(&message, "sent", implied: MessageGrammar.impliedWhereSent)
  }

  /// - Parameters:
  ///   - place: the field in which the message stands, for errors.
  ///   - implied: the fields that it may leave out.
  private mutating func parse(_ message: inout TraceMessage, _ place: StaticString, implied: UInt32) throws(Flaw) {
    var more = try scanner.enter(.object)
    var present: UInt32 = 0
    let number: Int
    // It stands first where raftsim writes.
    let begin = scanner.position
    if more, try scanner.key(names.messageKind) != nil {
      number = try kind(place)
      present = 1
      more = try scanner.another(.object)
    } else {
      scanner.position = begin
      number = try findKind(more, place)
    }
    message.kind = names.messages.kinds[number].kind
    var last = 0
    while more {
      let start = scanner.position
      if let position = try scanner.key(names.messages.kinds[number].names, after: last) {
        last = position
        guard present >> position & 1 == 0 else { throw Flaw.twice(names.messages.kinds[number].names.names[position]) }
        present |= 1 << position
        try parse(position, of: number, into: &message, place)
      } else {
        scanner.position = start
        try skipUnknown(in: message, number)
      }
      more = try scanner.another(.object)
    }
    try names.messages.kinds[number].check(&message, present, implied: implied)
  }

  /// Looks for the kind of a message, which decides what its fields mean, among the members that come next. Consumes
  /// nothing.
  private mutating func findKind(_ isThere: Bool, _ place: StaticString) throws(Flaw) -> Int {
    let start = scanner.position
    var more = isThere
    while more {
      if try scanner.key(names.messageKind) != nil {
        let number = try kind(place)
        scanner.position = start
        return number
      }
      try scanner.skipValue()
      more = try scanner.another(.object)
    }
    throw Flaw("\"\(place).kind\" is missing", "it must be one of \(names.messages.list)")
  }

  private mutating func kind(_ place: StaticString) throws(Flaw) -> Int {
    guard let number = try scanner.choice(of: names.messages.kindNames) else {
      throw scanner.wrong("\(place).kind", "it must be one of \(names.messages.list)")
    }
    return number
  }

  /// Consumes a field that the kind does not have; an error if another kind has it.
  private mutating func skipUnknown(in message: TraceMessage, _ number: Int) throws(Flaw) {
    let field = try scanner.anyKey()
    if names.messages.knows(field) { throw names.messages.kinds[number].notAllowed(field, message.variant) }
    try scanner.skipValue()
  }

  /// Consumes the value of the field at `position` of the names of the kind `number`.
  private mutating func parse(
    _ position: Int, of number: Int, into message: inout TraceMessage, _ place: StaticString
  ) throws(Flaw) {
    switch position {
    case 0: _ = try kind(place)
    case 1: message.from = try server(place, "from")
    case 2: message.to = try server(place, "to")
    case 3: message.term = Int(truncatingIfNeeded: try count(place, position, number))
    default:
      let field = names.messages.kinds[number].fields[position - MessageGrammar.head.count]
      switch field.type {
      case .count: message.set(try count(place, position, number), in: field.slot)
      default: try parse(field, path(place, position, number), into: &message)
      }
    }
  }

  private mutating func parse(
    _ field: MessageGrammar.Field, _ path: String, into message: inout TraceMessage
  ) throws(Flaw) {
    switch field.type {
    case .count: message.set(UInt64(try scanner.count(path)), in: field.slot)
    case .command: message.set(try scanner.number(path, upTo: .max), in: field.slot)
    case .truth: message.flag = try scanner.truth(path)
    case .outcome: message.outcome = try scanner.choice(path, of: names.outcomes)
    case .server: message.leader = try scanner.serverOrNull(path, of: servers)
    case .entries: try parseEntries(path, into: &message.entries)
    case .text: message.set(try scanner.text(path), in: field.slot)
    }
  }

  private mutating func count(_ place: StaticString, _ position: Int, _ number: Int) throws(Flaw) -> UInt64 {
    if let value = scanner.number(upTo: UInt64(TraceReader.numberLimit)) { return value }
    throw scanner.wrong(
      path(place, position, number), "it must be a whole number from 0 to \(TraceReader.numberLimit)")
  }

  private mutating func server(_ place: StaticString, _ name: StaticString) throws(Flaw) -> Int {
    if let value = scanner.number(upTo: UInt64(servers - 1)) { return Int(truncatingIfNeeded: value) }
    throw scanner.notServer("\(place).\(name)", servers)
  }

  /// The name of a field with the place where it stands, for an error.
  private func path(_ place: StaticString, _ position: Int, _ number: Int) -> String {
    "\(place).\(names.messages.kinds[number].names.names[position])"
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
}

extension TraceMessage {
  /// Stands for a sender or term that a message leaves to its step.
  fileprivate static let unsaid = -1
}
