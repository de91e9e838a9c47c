extension EventParser {
  /// Consumes a message, and checks that it has what its kind needs. `message` must have no content.
  mutating func parseMessage(into message: inout TraceMessage) throws(Flaw) {
    try parse(&message, .message, implied: 0)
    guard message.from != message.to else { throw Self.selfMessage(message.from) }
  }

  /// Consumes the list of messages that a step sends. They may leave out their sender and term: these are
  /// `TraceMessage.unsaid` until the step is known.
  mutating func parseSent(into list: inout MessageList) throws(Flaw) {
    var more = try scanner.enter(.array)
    while more {
      let place = list.addPlace()
      try parseSentMessage(&list[unhashed: place])
      more = try scanner.another(.array)
    }
  }

  private mutating func parseSentMessage(_ message: inout TraceMessage) throws(Flaw) {
    message.removeAll()
    (message.from, message.term) = (TraceMessage.unsaid, TraceMessage.unsaid)
    try parse(&message, .sent, implied: MessageGrammar.impliedWhereSent)
  }

  /// - Parameters:
  ///   - place: the field that has the message, for errors.
  ///   - implied: the fields that it may leave out.
  private mutating func parse(
    _ message: inout TraceMessage, _ place: MessageGrammar.Place, implied: UInt32
  ) throws(Flaw) {
    var more = try scanner.enter(.object)
    var present: UInt32 = 0
    let kind: MessageGrammar.Kind
    // It comes first in what raftsim writes.
    let begin = scanner.position
    if more, try scanner.key(names.messageKind) != nil {
      kind = try parseKind(place)
      present = 1
      more = try scanner.another(.object)
    } else {
      scanner.position = begin
      kind = try findKind(more, place)
    }
    message.kind = kind.kind
    var last = 0
    while more {
      let start = scanner.position
      if let position = try scanner.key(kind.names, after: last) {
        last = position
        guard present >> UInt32(position) & 1 == 0 else { throw Flaw.twice(kind.names.names[position]) }
        present |= 1 << UInt32(position)
        try parse(position, of: kind, into: &message, place)
      } else {
        scanner.position = start
        try skipUnknown(in: message, kind)
      }
      more = try scanner.another(.object)
    }
    try kind.check(&message, present, implied: implied)
  }

  /// Looks for the kind of a message, which decides what its fields mean, among the members that come next. Consumes
  /// nothing.
  private mutating func findKind(
    _ isThere: Bool, _ place: MessageGrammar.Place
  ) throws(Flaw) -> MessageGrammar.Kind {
    let start = scanner.position
    var more = isThere
    while more {
      if try scanner.key(names.messageKind) != nil {
        let kind = try parseKind(place)
        scanner.position = start
        return kind
      }
      try scanner.skipValue()
      more = try scanner.another(.object)
    }
    throw Flaw("\"\(place).kind\" is missing", "it must be one of \(names.messages.list)")
  }

  private mutating func parseKind(_ place: MessageGrammar.Place) throws(Flaw) -> MessageGrammar.Kind {
    let start = scanner.position
    if let number = try scanner.choice(of: names.messages.kindNames), names.messages.kinds[number].isKnown {
      return names.messages.kinds[number]
    }
    scanner.position = start
    scanner.skipSpace()
    throw scanner.wrong("\(place).kind", "it must be one of \(names.messages.list)")
  }

  /// Consumes a field that the kind does not have; an error if another kind has it.
  private mutating func skipUnknown(in message: TraceMessage, _ kind: MessageGrammar.Kind) throws(Flaw) {
    let field = try scanner.anyKey()
    if names.messages.knows(field) { throw kind.notAllowed(field, message.variant) }
    try scanner.skipValue()
  }

  /// Consumes the value of the field at `position` of the names of a kind.
  @inline(__always)
  private mutating func parse(
    _ position: Int, of kind: MessageGrammar.Kind, into message: inout TraceMessage, _ place: MessageGrammar.Place
  ) throws(Flaw) {
    switch position {
    case 0: _ = try parseKind(place)
    case 1: message.from = try server(kind, place, position)
    case 2: message.to = try server(kind, place, position)
    case 3: message.term = Int(truncatingIfNeeded: try count(kind, place, position))
    default:
      let field = kind.fields[position - MessageGrammar.head.count]
      switch field.type {
      case .count: message.set(try count(kind, place, position), in: field.slot)
      default: try parse(field, kind.path(place, position), into: &message)
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

  @inline(__always)
  private mutating func count(
    _ kind: MessageGrammar.Kind, _ place: MessageGrammar.Place, _ position: Int
  ) throws(Flaw) -> UInt64 {
    if let value = scanner.number(upTo: UInt64(TextLimits.number)) { return value }
    throw scanner.wrong(
      kind.path(place, position), "it must be a whole number from 0 to \(TextLimits.number)")
  }

  @inline(__always)
  private mutating func server(
    _ kind: MessageGrammar.Kind, _ place: MessageGrammar.Place, _ position: Int
  ) throws(Flaw) -> Int {
    if let value = scanner.number(upTo: UInt64(servers - 1)) { return Int(truncatingIfNeeded: value) }
    throw scanner.notServer(kind.path(place, position), servers)
  }

  private static func selfMessage(_ server: Int) -> Flaw {
    Flaw("server \(server) sends a message to itself", "\"message.from\" must differ from \"message.to\"")
  }

  /// Completes the messages that a step sends by what the step has: its server, and the term after it.
  static func complete(_ sent: inout MessageList, from server: Int, term: Int) throws(Flaw) {
    for offset in 0..<sent.count {
      if sent[offset].from == TraceMessage.unsaid { sent[unhashed: offset].from = server }
      if sent[offset].term == TraceMessage.unsaid { sent[unhashed: offset].term = term }
      guard sent[offset].from == server else {
        throw Flaw(
          "server \(server) sends a message of server \(sent[offset].from)", "\"sent.from\" must be the \"server\"")
      }
      guard sent[offset].to != server else { throw selfMessage(server) }
      sent.takeHash(at: offset)
    }
  }
}

extension TraceMessage {
  /// Stands for a sender or term that a message leaves to its step.
  fileprivate static let unsaid = -1
}
