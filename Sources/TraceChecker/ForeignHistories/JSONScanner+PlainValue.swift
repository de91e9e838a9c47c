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
  mutating func plainValue(depth: Int = 0) throws(Flaw) -> PlainValue {
    guard depth <= TextLimits.depth else {
      throw Flaw("a value is nested too deeply", "objects and arrays may be nested \(TextLimits.depth) deep")
    }
    switch skipSpace() {
    case Brackets.array.open: return try plainList(depth)
    case Brackets.object.open: return try plainMap(depth)
    case ASCII.quote: return .text(try text(""))
    default:
      if take("null") { return .null }
      let start = position
      try skipValue(depth: depth)
      return .spelled(String(decoding: bytes[start..<position], as: UTF8.self))
    }
  }

  private mutating func plainList(_ depth: Int) throws(Flaw) -> PlainValue {
    var values: [PlainValue] = []
    var more = try enter(.array)
    while more {
      values.append(try plainValue(depth: depth + 1))
      more = try another(.array)
    }
    return .list(values)
  }

  private mutating func plainMap(_ depth: Int) throws(Flaw) -> PlainValue {
    var members: [PlainValue: PlainValue] = [:]
    var more = try enter(.object)
    while more {
      let name = try anyKey()
      members[.text(name)] = try plainValue(depth: depth + 1)
      more = try another(.object)
    }
    return .map(members)
  }
}
