/// Builds TLA+ expressions as bytes: records, sequences, numbers and strings.
struct TLAWriter {
  /// What was written.
  var bytes: [UInt8] = []
  /// The first number that TLC cannot hold, with the field that has it.
  private(set) var excess: (field: String, number: Int)?
  private var isFirst = true
  /// The fields of messages: the specification names them like version 1 of the trace format.
  let messages: MessageGrammar

  init(_ catalog: MessageCatalog) { messages = MessageGrammar(catalog, version: 1) }

  /// The largest number that is written. TLC counts in 32 bits, and the specification adds two of them.
  static let numberLimit = 1 << 30

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Begins the next element.
  mutating func element() {
    if !isFirst { write(", ") }
    isFirst = false
  }

  mutating func open(_ brackets: TLABrackets) {
    write(brackets.open)
    isFirst = true
  }

  mutating func close(_ brackets: TLABrackets) {
    write(brackets.close)
    isFirst = false
  }

  /// Begins a field, whose value comes next.
  mutating func key(_ name: String) {
    element()
    write("\(name) |-> ")
  }

  mutating func field(_ name: String, _ number: Int) {
    key(name)
    if number > Self.numberLimit, excess == nil { excess = (name, number) }
    write("\(number)")
  }

  /// Writes a field that is a string. It must need no escapes.
  mutating func field(_ name: String, text: String) {
    key(name)
    write("\"\(text)\"")
  }

  mutating func field(_ name: String, _ truth: Bool) {
    key(name)
    write(truth ? "TRUE" : "FALSE")
  }

  mutating func field(_ name: String, server: Int) { field(name, text: Self.server(server)) }

  /// Commands have 64 bits, and TLC's numbers 32: a command is a string.
  mutating func field(_ name: String, command: UInt64) { field(name, text: Self.command(command)) }

  mutating func field(_ name: String, _ entries: [TraceEntry]) {
    key(name)
    open(.sequence)
    for entry in entries {
      element()
      if entry.term > Self.numberLimit, excess == nil { excess = (name, entry.term) }
      write(
        "Entry(\(entry.term), \"\(entry.kind == .configuration ? "configuration" : "")\(Self.command(entry.command))\")"
      )
    }
    close(.sequence)
  }

  static func server(_ server: Int) -> String { server == TraceEvent.none ? "none" : "s\(server)" }

  static func command(_ command: UInt64) -> String { command == 0 ? "no-op" : "c\(command)" }
}

/// The delimiters of a list.
enum TLABrackets {
  case record, sequence

  var open: String { self == .record ? "[" : "<<" }
  var close: String { self == .record ? "]" : ">>" }
}
