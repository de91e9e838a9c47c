/// Reads a history in EDN from left to right: maps, one after the other, perhaps in a vector or list, perhaps with
/// tags.
///
/// Every function throws a `Flaw` if it finds something else. The text can come in blocks, see `EDNReader`.
struct EDNScanner {
  /// The text, and a NUL after it, which is no part of any token: nothing ever reads beyond it.
  private var bytes: [UInt8]
  private(set) var position = 0
  /// The line that is read, counted from 1.
  private(set) var line = 1
  /// The brackets around the maps that are read, from the outermost, and their lines.
  private var brackets: [(open: UInt8, line: Int)] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes + [0]
    trimEnd()
  }

  /// Removes the blanks at the end: what is missing there is missing in the last line that has something.
  private mutating func trimEnd() {
    bytes.removeLast()
    while let last = bytes.last, last <= ASCII.space { bytes.removeLast() }
    bytes.append(0)
  }

  /// The next map of a history; `nil` at the end.
  mutating func historyEvent(_ names: HistoryNames) throws(Flaw) -> HistoryEvent? {
    var isTagged = false
    while true {
      switch try skipBlanks() {
      case UInt8(ascii: "["), UInt8(ascii: "("):
        try enter()
        isTagged = false
      case let bracket where bracket == UInt8(ascii: "]") || bracket == UInt8(ascii: ")"):
        if isTagged { throw unexpected(Self.map) }
        try close(bracket)
      case UInt8(ascii: "#"):
        try skipTag()
        isTagged = true
      case UInt8(ascii: "{"): return try event(names)
      default:
        guard isAtEnd, !isTagged else { throw unexpected(Self.map) }
        if let bracket = brackets.last { throw unclosed(bracket.open, Self.closing(bracket.open), bracket.line) }
        return nil
      }
    }
  }

  private static let map = "a map like {:process 0, :type :invoke, :f :read, :value nil}"

  /// Consumes a bracket around maps.
  private mutating func enter() throws(Flaw) {
    guard brackets.count < TextLimits.depth else {
      throw Flaw("brackets are nested too deeply", "they may be nested \(TextLimits.depth) deep")
    }
    brackets.append((next, line))
    position += 1
  }

  /// Consumes the bracket that closes the last one.
  private mutating func close(_ bracket: UInt8) throws(Flaw) {
    guard let open = brackets.popLast() else {
      throw Flaw("unexpected \(Unicode.Scalar(bracket))", "no bracket is open there")
    }
    guard bracket == Self.closing(open.open) else {
      throw unexpected("'\(Unicode.Scalar(Self.closing(open.open)))', for the bracket of line \(open.line),")
    }
    position += 1
  }

  private static func closing(_ open: UInt8) -> UInt8 {
    open == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
  }

  private func unclosed(_ open: UInt8, _ close: UInt8, _ line: Int) -> Flaw {
    Flaw(
      "the file is cut off: nothing closes the '\(Unicode.Scalar(open))' of line \(line)",
      "'\(Unicode.Scalar(close))' must be there")
  }

  /// All of the text as one value. Throws if the text is not exactly one value.
  mutating func onlyValue() throws(Flaw) -> PlainValue {
    let value = try value()
    try skipBlanks()
    guard isAtEnd else { throw unexpected("nothing else") }
    return value
  }

  private mutating func event(_ names: HistoryNames) throws(Flaw) -> HistoryEvent {
    let start = line
    var draft = HistoryEventDraft(names)
    position += 1
    while try skipBlanks() != UInt8(ascii: "}") {
      if isAtEnd { throw unclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), start) }
      let key = try value()
      if case .text = key, try isJSON() {
        throw Flaw(
          "a ':' comes after \(key.excerpt), as in JSON",
          "a history in JSON must have one object in each line, and no brackets around them")
      }
      guard try skipBlanks() != UInt8(ascii: "}") else {
        throw Flaw("the map has no value after \(key.excerpt)", "each key must have one")
      }
      let value = try value()
      if let name = key.name, let field = names.fields[name] {
        try draft.take(field, value)
      }
    }
    position += 1
    return try draft.event(line: start)
  }

  /// Whether there is a colon by itself, or next to what is before it.
  private mutating func isJSON() throws(Flaw) -> Bool {
    if next == ASCII.colon { return true }
    return try skipBlanks() == ASCII.colon && !isPartOfToken(bytes[position + 1])
  }

  /// Consumes any value.
  private mutating func value(depth: Int = 0) throws(Flaw) -> PlainValue {
    guard depth <= TextLimits.depth else {
      throw Flaw("a value is nested too deeply", "values may be nested \(TextLimits.depth) deep")
    }
    switch try skipBlanks(depth: depth) {
    case UInt8(ascii: "["): return .list(try values(until: UInt8(ascii: "]"), depth))
    case UInt8(ascii: "("): return .list(try values(until: UInt8(ascii: ")"), depth))
    case UInt8(ascii: "{"): return try map(depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "#"):
      if bytes[position + 1] == UInt8(ascii: "{") {
        position += 1
        return .set(Set(try values(until: UInt8(ascii: "}"), depth)))
      }
      // As in ##Inf.
      if bytes[position + 1] == UInt8(ascii: "#") { return try token() }
      try skipTag()
      return try value(depth: depth + 1)
    default: return try token()
    }
  }

  /// Consumes values up to a bracket, and both brackets.
  private mutating func values(until close: UInt8, _ depth: Int) throws(Flaw) -> [PlainValue] {
    let (open, start) = (next, line)
    position += 1
    var values: [PlainValue] = []
    while try skipBlanks(depth: depth) != close {
      if isAtEnd { throw unclosed(open, close, start) }
      values.append(try value(depth: depth + 1))
    }
    position += 1
    return values
  }

  private mutating func map(_ depth: Int) throws(Flaw) -> PlainValue {
    let values = try values(until: UInt8(ascii: "}"), depth)
    guard values.count.isMultiple(of: 2) else {
      throw Flaw("a map has no value after \(values[values.count - 1].excerpt)", "each key must have one")
    }
    let members = stride(from: 0, to: values.count, by: 2).map { (values[$0], values[$0 + 1]) }
    return .map(Dictionary(members) { $1 })
  }

  /// Consumes a number, a keyword, a symbol or a character.
  private mutating func token() throws(Flaw) -> PlainValue {
    let start = position
    if next == UInt8(ascii: "\\"), bytes[position + 1] > 0x20 { position += 2 }
    while isPartOfToken(next) { position += 1 }
    guard position > start else { throw unexpected("a value") }
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else { throw notUnicode }
    if text == "nil" { return .null }
    // 1N and 1M are 1, to whoever reads numbers of any size.
    let hasSuffix = text.hasSuffix("N") || text.hasSuffix("M")
    return (hasSuffix ? Numeral(String(text.dropLast()))?.value : nil) ?? .spelled(text)
  }

  /// Consumes a string.
  private mutating func text() throws(Flaw) -> String {
    position += 1
    var decoded: [UInt8] = []
    while next != UInt8(ascii: "\"") {
      if isAtEnd { throw unexpected("the end of a string") }
      if next == UInt8(ascii: "\n") { line += 1 }
      if next == UInt8(ascii: "\\") {
        position += 1
        decoded.append(contentsOf: try escape())
      } else {
        decoded.append(next)
        position += 1
      }
    }
    position += 1
    guard let text = String(validating: decoded, as: UTF8.self) else { throw notUnicode }
    return text
  }

  private mutating func escape() throws(Flaw) -> [UInt8] {
    let letter = next
    switch letter {
    case UInt8(ascii: "n"): position += 1; return [0x0A]
    case UInt8(ascii: "t"): position += 1; return [0x09]
    case UInt8(ascii: "r"): position += 1; return [0x0D]
    case UInt8(ascii: "b"): position += 1; return [0x08]
    case UInt8(ascii: "f"): position += 1; return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): position += 1; return [letter]
    case UInt8(ascii: "u"):
      let digits = bytes[position...].dropFirst().prefix(4)
      guard digits.count == 4, digits.first != UInt8(ascii: "+"),
        let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(code)
      else { throw unexpected("an escape like \\n or \\u000a") }
      position += 5
      return Array(String(Character(scalar)).utf8)
    default: throw unexpected("an escape like \\n or \\u000a")
    }
  }

  /// Consumes a tag, without what it is for, or `#_` with what it leaves out.
  private mutating func skipTag() throws(Flaw) {
    guard isPartOfToken(bytes[position + 1]) else { throw unexpected("a tag like #jepsen.history.Op") }
    while isPartOfToken(next) { position += 1 }
  }

  // MARK: Blocks

  /// Where the scanner is between two maps.
  struct Mark {
    fileprivate let position: Int
    let line: Int
    fileprivate let brackets: [(open: UInt8, line: Int)]
  }

  var mark: Mark { Mark(position: position, line: line, brackets: brackets) }

  /// Whether there are only blanks after a place. O(text after it).
  func isBlank(from mark: Mark) -> Bool {
    bytes[mark.position..<(bytes.count - 1)].allSatisfy { $0 <= ASCII.space || $0 == ASCII.comma }
  }

  /// Whether more text could change what was read last, or the error that it threw.
  var isNearEnd: Bool { position + Self.lookahead >= bytes.count }

  /// As far as an excerpt in an error reaches, which is farther than any token is looked into in advance.
  private static let lookahead = 32

  /// Goes back to a place and drops the text before it. Then `add` adds more text, and returns whether there was more;
  /// if there was not, the text ends here. O(text that is left).
  mutating func refill(
    from mark: Mark, _ add: (_ bytes: inout [UInt8]) throws(TraceError) -> Bool
  ) throws(TraceError) -> Bool {
    (position, line, brackets) = (0, mark.line, mark.brackets)
    bytes.removeFirst(mark.position)
    bytes.removeLast()
    let hasMore = try add(&bytes)
    bytes.append(0)
    if !hasMore { trimEnd() }
    return hasMore
  }

  // MARK: Bytes

  private var next: UInt8 { bytes[position] }

  private var isAtEnd: Bool { position >= bytes.count - 1 }

  /// Consumes white space, commas, comments and what `#_` discards, and returns the byte after them.
  @discardableResult
  private mutating func skipBlanks(depth: Int = 0) throws(Flaw) -> UInt8 {
    while true {
      switch next {
      case 0x0A:
        line += 1
        position += 1
      case 0x20, 0x09, 0x0D, 0x0C, UInt8(ascii: ","): position += 1
      case UInt8(ascii: ";"): while !isAtEnd, next != 0x0A { position += 1 }
      case UInt8(ascii: "#") where bytes[position + 1] == UInt8(ascii: "_"):
        position += 2
        _ = try value(depth: depth + 1)
      default: return next
      }
    }
  }

  private func isPartOfToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), 0x7F:
      false
    default: true
    }
  }

  private func unexpected(_ expected: String) -> Flaw {
    if isAtEnd { return Flaw("the file is cut off", "\(expected) must be there") }
    let excerpt = bytes[position..<min(position + 20, bytes.count - 1)].prefix { $0 >= 0x20 && $0 < 0x7F }
    let what = excerpt.isEmpty ? "the byte \(next)" : String(decoding: excerpt, as: UTF8.self)
    return Flaw("unexpected \(what)", "\(expected) must be there")
  }

  private var notUnicode: Flaw { Flaw("a name or string is not Unicode", "it must be valid UTF-8") }
}
