/// Reads a file that is one JSON object, with errors that say in which line and column they are.
///
/// Which members an object may have is known to the caller; other members, members that occur twice and members that
/// are missing are errors.
package struct JSONObjectReader {
  private let file: String
  private var scanner = JSONScanner()

  /// Begins to read.
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - file: the name of the file in errors.
  package init(_ bytes: [UInt8], file: String) {
    self.file = file
    scanner.bytes = bytes
    scanner.begin()
  }

  /// Reads the object that comes next.
  /// - Parameters:
  ///   - what: what the object is, for errors.
  ///   - names: the members that it must have, in any order.
  ///   - read: reads the value of a member, given the position of its name.
  package mutating func object(
    _ what: String, _ names: [String], read: (inout Self, Int) throws(TraceError) -> Void
  ) throws(TraceError) {
    let list = NameList(names)
    var isRead = names.map { _ in false }
    // An unknown member is reported after all others were read: if the version is wrong, that is the reason.
    var unknown: TraceError?
    var more = try scan { scanner throws(Flaw) in try scanner.enter(.object) }
    while more {
      scanner.skipSpace()
      let start = self
      if let member = try scan({ scanner throws(Flaw) in try scanner.key(list) }) {
        guard !isRead[member] else { throw start.error("\"\(names[member])\" occurs twice", "it must occur once") }
        isRead[member] = true
        try read(&self, member)
      } else {
        unknown = unknown ?? start.unknown(what, list)
        try scan { scanner throws(Flaw) in try scanner.skipValue() }
      }
      more = try scan { scanner throws(Flaw) in try scanner.another(.object) }
    }
    if let unknown { throw unknown }
    if let missing = isRead.firstIndex(of: false) {
      throw error("\"\(names[missing])\" is missing", "\(what) must have \(list.list)")
    }
  }

  /// Makes sure that nothing follows the object.
  package mutating func finish() throws(TraceError) {
    guard scanner.isBlank() else {
      throw error("something follows the object", "the file must be one object")
    }
  }

  /// Reads a string.
  package mutating func text(_ member: String) throws(TraceError) -> String {
    try scan { scanner throws(Flaw) in
      scanner.skipSpace()
      return try scanner.text(member)
    }
  }

  /// Reads a string or `null`.
  package mutating func textOrNull(_ member: String) throws(TraceError) -> String? {
    isNull() ? nil : try text(member)
  }

  /// Reads a whole number of at most `limit`.
  package mutating func number(_ member: String, upTo limit: UInt64) throws(TraceError) -> UInt64 {
    try scan { scanner throws(Flaw) in try scanner.number(member, upTo: limit) }
  }

  /// Reads a list of any length.
  /// - Parameter read: reads an element.
  package mutating func list(read: (inout Self) throws(TraceError) -> Void) throws(TraceError) {
    var more = try scan { scanner throws(Flaw) in try scanner.enter(.array) }
    while more {
      try read(&self)
      more = try scan { scanner throws(Flaw) in try scanner.another(.array) }
    }
  }

  /// Reads a value, from whose text `make` makes something.
  /// - Parameter make: returns `nil` if the text is none that the member may have.
  package mutating func value<Value>(
    _ member: String, _ remedy: String, _ make: (String) -> Value?
  ) throws(TraceError) -> Value {
    scanner.skipSpace()
    let start = self
    let text = try text(member)
    guard let value = make(text) else { throw start.error("\"\(member)\" is \(JSONWriter.quoted(text))", remedy) }
    return value
  }

  /// Consumes `null`, if it is there.
  package mutating func isNull() -> Bool { scanner.take("null") }

  /// The reader at the value that comes next, for an error about the value after it is read.
  package func atNextValue() -> Self {
    var copy = self
    copy.scanner.skipSpace()
    return copy
  }

  /// The error that something is wrong with what comes next.
  package func error(_ problem: String, _ remedy: String) -> TraceError {
    let place = scanner.place
    var error = TraceError(file: file, line: place.line, problem: problem, remedy: remedy)
    error.column = place.column
    return error
  }

  private func unknown(_ what: String, _ list: NameList) -> TraceError {
    var copy = scanner
    let name = try? copy.anyKey()
    return error("\(what) has the unknown member \(JSONWriter.quoted(name ?? ""))", "it may only have \(list.list)")
  }

  /// Reads with the scanner.
  private mutating func scan<Value>(
    _ read: (inout JSONScanner) throws(Flaw) -> Value
  ) throws(TraceError) -> Value {
    do throws(Flaw) { return try read(&scanner) } catch {
      guard scanner.isAtEnd else { throw self.error(error.problem, error.remedy) }
      while scanner.position > 0, ASCII.isBlank(scanner.bytes[scanner.position - 1]) { scanner.position -= 1 }
      throw self.error("the file ends here", "it must be one complete JSON object")
    }
  }
}
