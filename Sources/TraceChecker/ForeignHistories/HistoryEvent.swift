/// An event of a client history that another program recorded.
struct HistoryEvent: Sendable {
  /// What happened to an operation.
  enum Kind: UInt8, Named {
    /// The invocation of an operation.
    case invoke
    /// The completion of an operation that was done.
    case ok
    /// The completion of an operation that was not done.
    case fail
    /// A completion whose outcome is not known.
    case info
  }

  /// What an operation does.
  enum Function: UInt8, Named {
    case read, write, cas, get, put, append

    /// Whether it is what users of key-value stores say.
    var isOfStore: Bool { self == .get || self == .put || self == .append }
    /// Whether it gives a value.
    var isRead: Bool { self == .read || self == .get }
  }

  var key: PlainValue?
  var value = PlainValue.null
  var line = 0
  /// `nil` for what is no client: Jepsen's nemesis.
  var process: Int?
  var kind: Kind?
  var function: Function?
  var time: Int?
  var isOfClient: Bool { process != nil }
}

/// The fields of a line that mean something; the others are passed over.
enum HistoryField: UInt8, Named {
  case type, process, f, value, key, time
}

/// The names of all that has names in such a line.
struct HistoryNames: Sendable {
  let fields = NameTable<HistoryField>()
  let kinds = NameTable<HistoryEvent.Kind>()
  let functions = NameTable<HistoryEvent.Function>()
}

/// Puts a line together from its fields.
struct HistoryEventDraft {
  private var event = HistoryEvent()
  private var fields: FieldSet<HistoryField> = []
  private var functionName = ""
  private let names: HistoryNames

  private var timeLimit: Int { 1 << 62 }

  init(_ names: HistoryNames) { self.names = names }

  /// Takes a field. Text is its content, with a keyword's colon left out.
  mutating func take(_ field: HistoryField, _ value: PlainValue) throws(Flaw) {
    try fields.insert(field)
    switch field {
    case .type: event.kind = try named(value, "type", names.kinds)
    case .process: event.process = try client(value)
    case .f: functionName = value.name ?? value.words
    case .value: event.value = value
    case .key: event.key = value
    case .time:
      guard case .number(let time) = value, (-timeLimit...timeLimit).contains(time) else {
        throw Flaw("\"time\" is \(value.excerpt)", "it must be a whole number of at most \(timeLimit)")
      }
      event.time = time
    }
  }

  /// The line. What is no client's needs nothing but a process.
  consuming func event(line: Int) throws(Flaw) -> HistoryEvent {
    try fields.check(required: [.process], allowed: [.type, .process, .f, .value, .key, .time], of: "every operation")
    event.line = line
    guard event.isOfClient else { return event }
    try fields.check(
      required: [.type, .process, .f], allowed: [.type, .process, .f, .value, .key, .time], of: "a client's operation")
    event.function = try named(.text(functionName), "f", names.functions)
    return event
  }

  /// The number of a client; `nil` for the name of what is none.
  private func client(_ process: PlainValue) throws(Flaw) -> Int? {
    switch process {
    case .number(let number): return number
    case .other: return nil
    case .text(let text):
      switch PlainValue.spelled(text) {
      case .number, .decimal: break
      default: return nil
      }
    case .null, .decimal, .list, .map, .set: break
    }
    throw Flaw(
      "\"process\" is \(process.excerpt)",
      "it must be a whole number from \(Int.min) to \(Int.max), or the name of something other than a client, like \"nemesis\""
    )
  }

  private func named<Value>(_ value: PlainValue, _ field: String, _ table: NameTable<Value>) throws(Flaw) -> Value {
    guard let name = value.name, let known = table[name] else {
      let spelling = value.name.map { .text($0) } ?? value
      throw Flaw("\"\(field)\" is \(spelling.excerpt)", "it must be one of \(table.list)")
    }
    return known
  }
}
