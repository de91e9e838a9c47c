/// Reads the first line of a trace.
struct HeaderParser {
  private var scanner: JSONScanner
  private let names = NameTable<HeaderField>()
  private var fields: FieldSet<HeaderField> = []
  private var header = TraceHeader(servers: 1)

  init(line: JSONScanner) { scanner = line }

  /// The header that the line is. O(line).
  mutating func parse() throws(Flaw) -> TraceHeader {
    guard scanner.skipSpace() == Brackets.object.open else { throw noHeader("the file does not begin with JSON") }
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
    return header
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
    case .sent: header.tellsSent = try scanner.truth("sent")
    }
  }

  private mutating func parseMark() throws(Flaw) {
    scanner.skipSpace()
    guard scanner.take("\"trace\"") else { throw scanner.wrong("raftsim", "it must be \"trace\"") }
  }

  private mutating func parseVersion() throws(Flaw) {
    let version = try scanner.number("version", upTo: .max)
    guard version == TraceReader.version else {
      throw Flaw("\"version\" is \(version)", "it must be \(TraceReader.version), the only one so far")
    }
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
    Flaw(problem, "the first line must be like {\"raftsim\":\"trace\",\"version\":1,\"servers\":3}")
  }
}
