import RaftCore
import Simulator
import TraceChecker

/// Reads the actions of a schedule whose settings are known.
struct ScheduleActionParser {
  let names: ServerNames
  let kinds: MessageKindWords
  let catalog: MessageCatalog

  /// Takes the action of a line.
  func parse(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> ScheduleAction {
    let first = try line.take("an action")
    switch first.text {
    case ScheduleKeyword.lose.rawValue: return .lose(try messageWithLink(&line))
    case ScheduleKeyword.duplicate.rawValue: return .duplicate(try messageWithLink(&line))
    default:
      guard let id = names.server(first.text) else {
        throw ScheduleFlaw(
          first.column, "\(first.quoted) begins neither a setting nor an action",
          "an action begins with a server (\(names.list)), 'lose' or 'duplicate'")
      }
      return try action(of: id, &line)
    }
  }

  private func action(of id: ServerID, _ line: inout ScheduleLine) throws(ScheduleFlaw) -> ScheduleAction {
    if line.takes("crashes") { return .crash(id) }
    if line.takes("never") {
      try line.expect("starts")
      return .absence(id)
    }
    guard line.takes("traps") else { return .step(try step(of: id, &line, Self.actions)) }
    for word in ["when", "it"] { try line.expect(word) }
    guard line.takes("applies") else { return .trap(try step(of: id, &line, Self.steps + " or 'applies an entry'")) }
    for word in ["an", "entry"] { try line.expect(word) }
    return .trapOnApply(id)
  }

  /// - Parameter expected: what may be there, for an error.
  private func step(
    of id: ServerID, _ line: inout ScheduleLine, _ expected: String
  ) throws(ScheduleFlaw) -> ScheduleStep {
    let verb = try line.take("what \(names[id]) does: \(expected)")
    switch verb.text {
    case "starts": return .start(id, try startingState(&line))
    case "restarts": return .restart(id)
    case "times":
      try line.expect("out")
      return .timeout(id)
    case "sends":
      try line.expect("heartbeats")
      return .heartbeat(id)
    case "receives": return try receipt(by: id, &line)
    default:
      throw ScheduleFlaw(verb.column, "\(verb.quoted) is nothing that \(names[id]) can do", "it can be \(expected)")
    }
  }

  private static let steps = "'starts', 'restarts', 'times out', 'sends heartbeats', 'receives ...'"
  private static let actions = steps + ", 'crashes', 'never starts' or 'traps when it ...'"

  private func receipt(by id: ServerID, _ line: inout ScheduleLine) throws(ScheduleFlaw) -> ScheduleStep {
    guard line.takes("request") else {
      let kind = try kind(&line)
      try line.expect("from")
      return .receive(try details(of: MessageReference(kind: kind, from: try server(&line), to: id), &line))
    }
    let command = try line.number("a command", in: 1 ... .max)
    guard line.takes("of") else { return .request(id, command: command, client: nil) }
    let word = try line.take("a client, such as c0")
    let digits = ScheduleLine.Word(text: String(word.text.dropFirst()), column: word.column)
    guard word.text.first == "c", let client = try? Self.clientNumber(digits) else {
      throw ScheduleFlaw(word.column, "\(word.quoted) is not a client", "give one such as c0")
    }
    return .request(id, command: command, client: client)
  }

  private static func clientNumber(_ digits: ScheduleLine.Word) throws(ScheduleFlaw) -> Int {
    Int(try ScheduleLine.number(digits, "a client", in: 0...UInt64(TraceReader.numberLimit)))
  }

  // MARK: Starting states

  private func startingState(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> StartingState {
    var state = StartingState()
    guard line.takes("with") else { return state }
    repeat {
      let part = try line.take("'term N', 'vote SERVER' or 'log TERM:COMMAND ...'")
      switch part.text {
      case "term": state.term = Int(try line.number("a term", in: Self.counts))
      case "vote": state.vote = try server(&line)
      case "log": state.log = try entries(&line)
      default:
        throw ScheduleFlaw(part.column, "\(part.quoted) is no part of a state", "give 'term', 'vote' or 'log'")
      }
    } while line.takes(",")
    return state
  }

  private func entries(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> [TraceEntry] {
    var entries: [TraceEntry] = []
    repeat { entries.append(try entry(&line)) } while line.next.map { $0.text != "," } ?? false
    return entries
  }

  private func entry(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> TraceEntry {
    let word = try line.take("an entry as TERM:COMMAND")
    let parts = word.text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw ScheduleFlaw(
        word.column, "\(word.quoted) is not an entry", "give its term and its command, such as 1:7 or 1:no-op")
    }
    let term = ScheduleLine.Word(text: parts[0], column: word.column)
    let command = ScheduleLine.Word(text: parts[1], column: word.column + parts[0].utf8.count + 1)
    return TraceEntry(
      term: Int(try ScheduleLine.number(term, "a term", in: Self.counts)),
      command: command.text == "no-op" ? 0 : try ScheduleLine.number(command, "a command", in: 0 ... .max))
  }

  // MARK: Messages

  private func messageWithLink(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> MessageReference {
    let kind = try kind(&line)
    let from = try server(&line)
    try line.expect("->")
    return try details(of: MessageReference(kind: kind, from: from, to: try server(&line)), &line)
  }

  private func kind(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> TraceMessage.Kind {
    let word = try line.take("a kind of message")
    guard let kind = kinds[word.text] else {
      throw ScheduleFlaw(word.column, "there is no kind of message \(word.quoted)", "the kinds are \(kinds.list)")
    }
    return kind
  }

  private func server(_ line: inout ScheduleLine) throws(ScheduleFlaw) -> ServerID {
    let word = try line.take("a server (\(names.list))")
    guard let id = names.server(word.text) else { throw names.unknown(word) }
    return id
  }

  /// Takes what tells a message from others: conditions, and then a position.
  private func details(
    of message: MessageReference, _ line: inout ScheduleLine
  ) throws(ScheduleFlaw) -> MessageReference {
    var message = message
    while let word = line.next {
      _ = line.takes(word.text)
      if word.text.first == "#" {
        let digits = ScheduleLine.Word(text: String(word.text.dropFirst()), column: word.column + 1)
        message.ordinal = Int(
          try ScheduleLine.number(digits, "a position, such as #2", in: 1...UInt64(TraceReader.numberLimit)))
        break
      }
      message.conditions.append(try condition(word, message.kind, &line))
    }
    return message
  }

  private func condition(
    _ name: ScheduleLine.Word, _ kind: TraceMessage.Kind, _ line: inout ScheduleLine
  ) throws(ScheduleFlaw) -> MessageReference.Condition {
    let fields = catalog[kind]?.fields ?? []
    if name.text == MessageReference.term { return .init(field: name.text, value: try count(&line, name.text)) }
    guard let field = fields.first(where: { $0.name == name.text }) else {
      let list = ([MessageReference.term] + fields.map(\.name)).joined(separator: ", ")
      throw ScheduleFlaw(
        name.column, "\(name.quoted) is no field of \(MessageKindWords.word(kind, catalog))",
        "it has the fields \(list); a position, such as #2, may come last")
    }
    return .init(field: field.name, value: try value(of: field, &line))
  }

  private func value(of field: MessageField, _ line: inout ScheduleLine) throws(ScheduleFlaw) -> String {
    switch field.type {
    case .count, .entries: return try count(&line, field.name)
    case .command: return "\(try line.number("a number for \(field.name)", in: 0 ... .max))"
    case .truth: return try choice(&line, ["true", "false"])
    case .outcome: return try choice(&line, TraceOutcome.allCases.map { "\($0)" })
    case .server: return line.takes("none") ? "none" : "s\(try server(&line))"
    case .text: return try line.take("a word for \(field.name)").text
    }
  }

  private func count(_ line: inout ScheduleLine, _ name: String) throws(ScheduleFlaw) -> String {
    "\(try line.number("a number for \(name)", in: Self.counts))"
  }

  private func choice(_ line: inout ScheduleLine, _ words: [String]) throws(ScheduleFlaw) -> String {
    let list = words.map { "'\($0)'" }.joined(separator: " or ")
    let word = try line.take(list)
    guard words.contains(word.text) else {
      throw ScheduleFlaw(word.column, "\(word.quoted) is not \(list)", "give one of these")
    }
    return word.text
  }

  private static let counts = 0...UInt64(TraceReader.numberLimit)
}
