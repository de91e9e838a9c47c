import Simulator
import TraceChecker

/// Which steps of a run are printed: those that meet all that is asked for.
struct StepFilter {
  private static let group = "Output"
  static let server = OptionSpec("--server", "SERVER", "Print only the steps of this server, such as s1", group: group)
  static let client = OptionSpec(
    "--client", "CLIENT", "Print only the requests of this client, such as c0", group: group)
  static let key = OptionSpec("--key", "KEY", "Print only the requests for this key, such as k1", group: group)
  static let kind = OptionSpec(
    "--kind", "NAME",
    "Print only steps of this kind: an action or a message of a trace, such as timeout or RequestVote", group: group,
    isRepeatable: true, values: .words(names))
  static let steps = OptionSpec("--steps", "A-B", "Print only these steps, such as 10-20, 10- or 10", group: group)
  static let specs = [server, client, key, kind, steps]

  private let server: Int?
  private let client: Int?
  private let key: Int?
  private let kinds: [String]
  private let steps: ClosedRange<Int>?
  /// The options that were given, as they were typed.
  let typed: String
  /// The commands that are about the key.
  private var commands: Set<UInt64> = []

  init(_ arguments: Arguments) throws {
    server = try arguments[Self.server].map { try Self.number($0, of: "server", limit: TraceHeader.serverLimit) }
    client = try arguments[Self.client].map { try Self.number($0, of: "client", limit: Scenario.clientLimit) }
    key = try arguments[Self.key].map { try Self.number($0, of: "key", limit: .max) }
    kinds = try arguments.all(Self.kind).map { try Self.kind($0) }
    steps = try arguments[Self.steps].map(Self.range)
    typed = Self.specs.flatMap { spec in arguments.all(spec).map { "\(spec.name) \($0.text)" } }.joined(separator: " ")
  }

  /// The first of these options that was given, if one was.
  static func given(_ arguments: Arguments) -> OptionSpec? { specs.first(where: arguments.has) }

  /// Rejects a server that a cluster of `servers` does not have.
  func check(servers: Int, _ arguments: Arguments) throws(UsageError) {
    guard let server, server >= servers else { return }
    throw try arguments.value(Self.server).mustBe("one of \((0..<servers).map { "s\($0)" }.joined(separator: ", "))")
  }

  /// Whether the event is to be printed. To be asked of every event, in their order.
  mutating func takes(_ event: TraceEvent) -> Bool {
    if let key, event.action == .invoke, event.client.operation?.key == key { commands.insert(event.client.command) }
    return takesNumber(of: event) && takesServer(of: event) && takesClient(of: event) && takesKind(of: event)
  }

  /// A note has no number; one between the steps is printed if it was asked for by name.
  private func takesNumber(of event: TraceEvent) -> Bool {
    guard let steps else { return true }
    return steps.contains(event.sequence) && (!event.action.isNote || !kinds.isEmpty)
  }

  private func takesServer(of event: TraceEvent) -> Bool {
    guard let server else { return true }
    switch event.action {
    case .lose, .duplicate: return event.message.from == server || event.message.to == server
    case .partition, .heal: return true
    case .channelOpen, .channelClose, .call, .callEnd:
      return event.details.link.from == server || event.details.link.to == server
    default: return event.action.hasServer && event.server == server
    }
  }

  private func takesClient(of event: TraceEvent) -> Bool {
    if client == nil, key == nil { return true }
    switch event.details.trap?.step ?? event.action {
    case .invoke, .answer, .request, .read:
      return (client == nil || event.client.client == client) && (key == nil || commands.contains(event.client.command))
    default: return false
    }
  }

  private func takesKind(of event: TraceEvent) -> Bool {
    if kinds.isEmpty || kinds.contains("\(event.action)") { return true }
    switch event.action {
    case .receive, .lose, .duplicate: return kinds.contains("\(event.message.kind)")
    case .crash:
      // A step that trapped is one of its kind, too.
      guard let trap = event.details.trap else { return false }
      return kinds.contains("\(trap)") || trap == .receive && kinds.contains("\(event.message.kind)")
    default: return false
    }
  }

  private static let messages = MessageCatalog.standard.descriptions
  static let names = Action.allCases.map { "\($0)" } + messages.map(\.name)

  /// The kind, by its name in a trace; of a message also by the one in text.
  private static func kind(_ argument: Argument) throws(UsageError) -> String {
    if let message = messages.first(where: { $0.title == argument.text }) { return message.name }
    return try argument.choice(among: names)
  }

  /// The number of a server, client or key, with or without the letter before it.
  private static func number(_ argument: Argument, of subject: String, limit: Int) throws(UsageError) -> Int {
    let letter = subject.prefix(1)
    let digits = argument.text.hasPrefix(letter) ? argument.text.dropFirst() : argument.text[...]
    guard let number = Int(digits), (0..<limit).contains(number) else {
      throw argument.mustBe(
        limit == .max ? "a \(subject) such as \(letter)0" : "a \(subject) from \(letter)0 to \(letter)\(limit - 1)")
    }
    return number
  }

  /// The steps `A-B`, `A-` or `A`.
  private static func range(_ argument: Argument) throws(UsageError) -> ClosedRange<Int> {
    let parts = argument.text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let first = Int(parts[0])
    let last = parts.count == 1 ? first : parts[1].isEmpty ? Int.max : Int(parts[1])
    guard let first, let last, first >= 1, first <= last else {
      throw argument.mustBe("a range of steps such as 10-20, 10- or 10, counted from 1, the lower number first")
    }
    return first...last
  }
}
