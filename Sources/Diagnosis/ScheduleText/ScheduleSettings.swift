import RaftCore
import Simulator
import TraceChecker

/// The settings of a schedule that is being read.
struct ScheduleSettings {
  private var servers: Int?
  private var appendsNoOp: Bool?
  private var batch: Int?
  private var window: Int?
  private var core: String?
  private var defect: Defect?
  private var expected: ExpectedFailure?
  private var names = ServerNames(servers: 0)

  /// The schedule with these settings, before its first action.
  /// - Parameter column: where the action begins.
  func schedule(at column: Int, _ catalog: MessageCatalog) throws(ScheduleFlaw) -> ScheduleText {
    let servers = try knownServers(at: column)
    let usual = Configuration(servers: servers)
    let configuration = Configuration(
      servers: servers, appendsNoOp: appendsNoOp ?? usual.appendsNoOp, batch: batch ?? usual.batch,
      window: window ?? usual.window)
    var text = ScheduleText(configuration: configuration, catalog: catalog)
    (text.defect, text.expected, text.names) = (defect, expected, names)
    if let core { text.core = core }
    return text
  }

  /// Takes the rest of a setting after its keyword.
  mutating func take(
    _ keyword: ScheduleKeyword, at column: Int, _ line: inout ScheduleLine, _ defects: [Defect]
  ) throws(ScheduleFlaw) {
    guard !isGiven(keyword) else {
      throw ScheduleFlaw(column, "'\(keyword.rawValue)' is given twice", "a setting may be given once")
    }
    switch keyword {
    case .servers:
      let count = Int(try line.number("a number of servers", in: 1...UInt64(Limits.servers)))
      (servers, names) = (count, ServerNames(servers: count))
    case .noOp: appendsNoOp = try Self.truth(&line)
    case .batch: batch = Int(try line.number("a number of entries", in: 1...UInt64(EntryBatch.capacity)))
    case .window: window = Int(try line.number("a number of entries", in: 1...UInt64(Scenario.widestWindow)))
    case .core: core = try Self.rest(&line)
    case .defect: defect = try Self.defect(&line, defects)
    case .violates: expected = try Self.failure(&line)
    case .name: try takeName(at: column, &line)
    case .lose, .duplicate: preconditionFailure("'\(keyword.rawValue)' is no setting")
    }
  }

  private func isGiven(_ keyword: ScheduleKeyword) -> Bool {
    switch keyword {
    case .servers: servers != nil
    case .noOp: appendsNoOp != nil
    case .batch: batch != nil
    case .window: window != nil
    case .core: core != nil
    case .defect: defect != nil
    case .violates: expected != nil
    case .name, .lose, .duplicate: false
    }
  }

  private func knownServers(at column: Int) throws(ScheduleFlaw) -> Int {
    guard let servers else {
      throw ScheduleFlaw(
        column, "the number of servers is not known here", "a line such as 'servers 3' must come before")
    }
    return servers
  }

  private mutating func takeName(at column: Int, _ line: inout ScheduleLine) throws(ScheduleFlaw) {
    _ = try knownServers(at: column)
    let server = try line.take("a server, such as s0")
    guard let id = names.server(server.text) else { throw names.unknown(server) }
    try line.expect("=")
    let name = try line.take("a name for \(server.text)")
    guard names.choose(name.text, for: id) else {
      throw ScheduleFlaw(
        name.column, "\(name.quoted) cannot be the name of a server",
        "a name is a letter and then letters, digits, '_' and '-', at most \(ServerNames.longest), and means nothing else "
          + "in this schedule")
    }
  }

  private static func truth(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> Bool {
    let word = try line.take("'on' or 'off'")
    guard ["on", "off"].contains(word.text) else {
      throw ScheduleFlaw(word.column, "\(word.quoted) is neither 'on' nor 'off'", "give one of these")
    }
    return word.text == "on"
  }

  private static func rest(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> String {
    var words = [try line.take("the name of a core").text]
    while line.next != nil { words.append(try line.take("").text) }
    return words.joined(separator: " ")
  }

  private static func defect(_ line: inout ScheduleLine, _ defects: [Defect]) throws(ScheduleFlaw) -> Defect {
    let word = try line.take("the name of a defect")
    guard let defect = defects.first(where: { $0.name == word.text }) else {
      throw ScheduleFlaw(word.column, "there is no defect \(word.quoted)", "give one that 'raftsim defects' lists")
    }
    return defect
  }

  private static func failure(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> ExpectedFailure {
    let property = try line.take("the name of a property")
    guard let word = line.next else { return ExpectedFailure(property: property.text, fingerprint: nil) }
    _ = line.takes(word.text)
    guard let fingerprint = HexText.number(word.text) else {
      throw ScheduleFlaw(word.column, "\(word.quoted) is not a fingerprint", "give 16 hexadecimal digits, or none")
    }
    return ExpectedFailure(property: property.text, fingerprint: fingerprint)
  }
}

extension ServerNames {
  /// The flaw that a word is not the name of a server.
  func unknown(_ word: ScheduleLine.Word) -> ScheduleFlaw {
    ScheduleFlaw(word.column, "there is no server \(word.quoted)", "the servers are \(list)")
  }
}
