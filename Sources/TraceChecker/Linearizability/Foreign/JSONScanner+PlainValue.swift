extension JSONScanner {
  /// Consumes a line of a history: an object.
  mutating func historyEvent(_ names: HistoryNames, line: Int) throws(Flaw) -> HistoryEvent {
    var draft = HistoryEventDraft(names)
    var more = try enter(.object)
    while more {
      if let field = try key(names.fields) { try draft.take(field, try plainValue()) } else { try skipValue() }
      more = try another(.object)
    }
    try finish()
    return try draft.event(line: line)
  }

  /// Consumes any value.
  private mutating func plainValue(depth: Int = 0) throws(Flaw) -> PlainValue {
    guard depth <= TraceReader.depthLimit else {
      throw Flaw("a value is nested too deeply", "objects and arrays may be nested \(TraceReader.depthLimit) deep")
    }
    switch skipSpace() {
    case Brackets.array.open:
      var values: [PlainValue] = []
      var more = try enter(.array)
      while more {
        values.append(try plainValue(depth: depth + 1))
        more = try another(.array)
      }
      return .list(values)
    case ASCII.quote: return .text(try text(""))
    default:
      if take("null") { return .null }
      let start = position
      try skipValue(depth: depth)
      return .spelled(String(decoding: bytes[start..<position], as: UTF8.self))
    }
  }
}

extension PlainValue {
  /// A number, or whatever else is spelled so.
  static func spelled(_ text: String) -> PlainValue { Int(text).map { .number($0) } ?? .other(text) }
}
