/// Reads a history in EDN from left to right: maps, one behind the other, perhaps in a vector or list, perhaps with tags.
///
/// Every function throws a `Flaw` if something else stands there.
struct EDNScanner {
  /// The text, and a NUL behind it, which is no part of any token: nothing ever reads beyond it.
  private var bytes: [UInt8]
  private(set) var position = 0
  /// The line that is read, counted from 1.
  private(set) var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.bytes.append(0)
  }

  /// The next map of a history; `nil` at the end.
  mutating func historyEvent(_ names: HistoryNames) throws(Flaw) -> HistoryEvent? {
    while true {
      switch try skipBlanks() {
      // A vector or list around all: nothing is lost by not counting its brackets.
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"): position += 1
      case UInt8(ascii: "#"): try skipTag()
      case UInt8(ascii: "{"): return try event(names)
      default:
        if isAtEnd { return nil }
        throw unexpected("a map like {:process 0, :type :invoke, :f :read, :value nil}")
      }
    }
  }

  private mutating func event(_ names: HistoryNames) throws(Flaw) -> HistoryEvent {
    let start = line
    var draft = HistoryEventDraft(names)
    position += 1
    while try skipBlanks() != UInt8(ascii: "}") {
      let key = try value()
      guard try skipBlanks() != UInt8(ascii: "}") else {
        throw Flaw("the map has no value behind \(key.words)", "each key must have one")
      }
      let value = try value()
      if let name = key.name, name.utf8.count < 16, let field = names.fields[Name(name)] {
        try draft.take(field, value)
      }
    }
    position += 1
    return try draft.event(line: start)
  }

  /// Consumes any value.
  private mutating func value(depth: Int = 0) throws(Flaw) -> PlainValue {
    guard depth <= TraceReader.depthLimit else {
      throw Flaw("a value is nested too deeply", "values may be nested \(TraceReader.depthLimit) deep")
    }
    switch try skipBlanks(depth: depth) {
    case UInt8(ascii: "["): return .list(try values(until: UInt8(ascii: "]"), depth))
    case UInt8(ascii: "("): return .list(try values(until: UInt8(ascii: ")"), depth))
    case UInt8(ascii: "{"): return try spelled("{", "}", depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "#"):
      if bytes[position + 1] == UInt8(ascii: "{") {
        position += 1
        return try spelled("#{", "}", depth)
      }
      try skipTag()
      return try value(depth: depth + 1)
    default: return try token()
    }
  }

  /// Consumes values up to a bracket, and both brackets.
  private mutating func values(until close: UInt8, _ depth: Int) throws(Flaw) -> [PlainValue] {
    position += 1
    var values: [PlainValue] = []
    while try skipBlanks(depth: depth) != close { values.append(try value(depth: depth + 1)) }
    position += 1
    return values
  }

  private mutating func spelled(_ open: String, _ close: Character, _ depth: Int) throws(Flaw) -> PlainValue {
    let values = try values(until: close.asciiValue ?? 0, depth)
    return .other(open + values.map(\.words).joined(separator: " ") + String(close))
  }

  /// Consumes a number, a keyword, a symbol or a character.
  private mutating func token() throws(Flaw) -> PlainValue {
    let start = position
    if next == UInt8(ascii: "\\"), bytes[position + 1] > 0x20 { position += 2 }
    while isPartOfToken(next) { position += 1 }
    guard position > start else { throw unexpected("a value") }
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else { throw notUnicode }
    if text == "nil" { return .null }
    // 1N is 1 to whoever reads numbers of any size.
    return .spelled(text.hasSuffix("N") && Int(text.dropLast()) != nil ? String(text.dropLast()) : text)
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
      guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw unexpected("an escape like \\n or \\u000a") }
      position += 5
      return Array(String(Character(scalar)).utf8)
    default: throw unexpected("an escape like \\n or \\u000a")
    }
  }

  /// Consumes a tag, without what it is for, or `#_` with what it leaves out.
  private mutating func skipTag() throws(Flaw) {
    position += 1
    while isPartOfToken(next) { position += 1 }
  }

  // MARK: Bytes

  private var next: UInt8 { bytes[position] }

  private var isAtEnd: Bool { position >= bytes.count - 1 }

  /// Consumes white space, commas, comments and what `#_` leaves out, and returns the byte behind them.
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
    if isAtEnd { return Flaw("the file is cut off", "\(expected) must stand there") }
    let excerpt = bytes[position..<min(position + 20, bytes.count - 1)].prefix { $0 >= 0x20 && $0 < 0x7F }
    let what = excerpt.isEmpty ? "the byte \(next)" : String(decoding: excerpt, as: UTF8.self)
    return Flaw("unexpected \(what)", "\(expected) must stand there")
  }

  private var notUnicode: Flaw { Flaw("a name or string is not Unicode", "it must be valid UTF-8") }
}
