extension EventParser {
  /// Consumes the value of a field that only version 2 has.
  mutating func parse(_ field: EventField, into details: inout EventDetails) throws(Flaw) {
    switch field {
    case .id:
      let (step, position) = try pair("id") { scanner throws(Flaw) in try scanner.count("id") }
      details.id = MessageID(step: step, position: position)
    case .copy: details.copy = try scanner.count("copy")
    case .reason: details.loss = try scanner.choice("reason", of: names.reasons)
    case .through: details.through = try scanner.count("through")
    case .base:
      let (index, term) = try pair("base") { scanner throws(Flaw) in try scanner.count("base") }
      details.base = LogBase(index: index, term: term)
    case .applied: details.applied = try scanner.count("applied")
    case .machineHash: details.machineHash = try scanner.number("machineHash", upTo: .max)
    case .timer: details.timer = try scanner.choice("timer", of: names.timers)
    case .due: details.due = scanner.take("null") ? TraceEvent.none : try scanner.count("due")
    case .link:
      let servers = servers
      let (from, to) = try pair("link") { scanner throws(Flaw) in try scanner.server("link", of: servers) }
      guard from != to else { throw Flaw("\"link\" goes from \(from) to itself", "it is between two servers") }
      details.link = TraceLink(from: from, to: to)
    case .trap: details.trap = try scanner.choice("trap", of: names.trapPoints)
    case .connection: details.connection = try scanner.count("connection")
    default: preconditionFailure("\(field) is no detail")
    }
  }

  /// Consumes a list of two values.
  private mutating func pair(
    _ field: String, _ value: (inout JSONScanner) throws(Flaw) -> Int
  ) throws(Flaw) -> (Int, Int) {
    guard scanner.take(Brackets.array.open) else { throw scanner.wrong(field, "it must be a list of two numbers") }
    let first = try value(&scanner)
    try scanner.expect(ASCII.comma)
    let second = try value(&scanner)
    try scanner.expect(Brackets.array.close)
    return (first, second)
  }
}
