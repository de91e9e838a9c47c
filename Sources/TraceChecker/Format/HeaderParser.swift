/// Reads the first line of a trace.
struct HeaderParser {
  private var scanner: JSONScanner
  private var names = NameTable<HeaderField>()
  private var fields: FieldSet<HeaderField> = []
  private var header = TraceHeader(servers: 1)

  init(line: JSONScanner) { scanner = line }

  /// The header that the line is. O(line).
  mutating func parse() throws(Flaw) -> TraceHeader {
    guard scanner.skipSpace() == Brackets.object.open else { throw noHeader("the file does not begin with JSON") }
    names = NameTable(first: try findVersion() == 1 ? HeaderField.countInVersion1 : .max)
    var more = try scanner.enter(.object)
    while more {
      if let field = try scanner.key(names) {
        try parse(field)
        try fields.insert(field)
      } else {
        try scanner.skipValue()
      }
      more = try scanner.another(.object)
    }
    try scanner.finish()
    guard fields.contains(.raftsim) else { throw noHeader("the header is missing") }
    let all = HeaderField.allCases.reduce(into: FieldSet<HeaderField>()) { $0 = $0.union([$1]) }
    try fields.check(required: [.raftsim, .version, .servers], allowed: all, of: "the header")
    try header.checkScenario()
    return header
  }

  /// Looks for the version, which decides what the other fields mean; 1 if it is missing. Consumes nothing.
  private mutating func findVersion() throws(Flaw) -> UInt64 {
    let start = scanner.position
    defer { scanner.position = start }
    var more = try scanner.enter(.object)
    while more {
      if try scanner.key(names) == .version { return scanner.number(upTo: .max) ?? 1 }
      try scanner.skipValue()
      more = try scanner.another(.object)
    }
    return 1
  }

  private mutating func parse(_ field: HeaderField) throws(Flaw) {
    switch field {
    case .raftsim: try parseMark()
    case .version: try parseVersion()
    case .servers: try parseServers()
    case .seed: header.seed = scanner.take("null") ? nil : try scanner.number("seed", upTo: .max)
    case .scenario: header.scenario = try textOrNull("scenario")
    case .defect: header.defect = try textOrNull("defect")
    case .violates: header.violates = try textOrNull("violates")
    case .sent: header.recordsSent = try scanner.truth("sent")
    case .core: header.core = try textOrNull("core")
    case .machine: header.machine = try textOrNull("machine")
    case .transport: header.transport = try textOrNull("transport")
    case .syncs: header.recordsSyncs = try scanner.truth("syncs")
    case .events:
      header.events = scanner.take("null") ? nil : Int(try scanner.number("events", upTo: UInt64(TextLimits.number)))
    }
  }

  private mutating func parseMark() throws(Flaw) {
    scanner.skipSpace()
    guard scanner.take("\"trace\"") else { throw scanner.wrong("raftsim", "it must be \"trace\"") }
  }

  private mutating func parseVersion() throws(Flaw) {
    let version = try scanner.number("version", upTo: .max)
    guard version >= 1, version <= TraceReader.version else {
      throw Flaw("\"version\" is \(version)", "it must be from 1 to \(TraceReader.version)")
    }
    header.version = Int(version)
  }

  private mutating func parseServers() throws(Flaw) {
    let servers = try scanner.number("servers", upTo: .max)
    guard servers >= 1 && servers <= TraceHeader.serverLimit else {
      throw Flaw("\"servers\" is \(servers)", "it must be from 1 to \(TraceHeader.serverLimit)")
    }
    header.servers = Int(servers)
  }

  private mutating func textOrNull(_ field: String) throws(Flaw) -> String? {
    scanner.take("null") ? nil : try scanner.text(field)
  }

  private func noHeader(_ problem: String) -> Flaw {
    Flaw(problem, "the first line must be like {\"raftsim\":\"trace\",\"version\":2,\"servers\":3}")
  }
}

extension TraceHeader {
  /// Checks that the scenario does not contradict the header, because a repeated run uses the scenario.
  fileprivate func checkScenario() throws(Flaw) {
    let words = (scenario ?? "").split { $0 == " " || $0 == "=" }
    for (option, value) in zip(words, words.dropFirst() + [""]) {
      if option == "--servers", Int(value) != servers {
        throw Flaw(
          "\"servers\" is \(servers), and \"scenario\" has --servers \(value)", "both must give the same number")
      }
      if option == "--defect" {
        throw Flaw("\"scenario\" has --defect \(value)", "the defect must be in the field \"defect\"")
      }
    }
  }
}
