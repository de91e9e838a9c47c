extension JSONScanner {
  /// Consumes any value and forgets it; nested up to `TextLimits.depth` deep, since each level takes a place on
  /// the stack.
  mutating func skipValue(depth: Int = 0) throws(Flaw) {
    guard depth <= TextLimits.depth else {
      throw Flaw("a value is nested too deeply", "objects and arrays may be nested \(TextLimits.depth) deep")
    }
    switch skipSpace() {
    case Brackets.object.open: try skipObject(depth: depth + 1)
    case Brackets.array.open: try skipArray(depth: depth + 1)
    case ASCII.quote: _ = try text("")
    case ASCII.minus, ASCII.zero...ASCII.zero + 9: try skipNumber()
    default: try skipLiteral()
    }
  }

  private mutating func skipObject(depth: Int) throws(Flaw) {
    var more = try enter(.object)
    while more {
      _ = try anyKey()
      try skipValue(depth: depth)
      more = try another(.object)
    }
  }

  private mutating func skipArray(depth: Int) throws(Flaw) {
    var more = try enter(.array)
    while more {
      try skipValue(depth: depth)
      more = try another(.array)
    }
  }

  /// Consumes a name and the colon after it.
  mutating func anyKey() throws(Flaw) -> String {
    guard skipSpace() == ASCII.quote else { throw unexpected("a name in quotes") }
    let name = try text("")
    try expect(ASCII.colon)
    return name
  }

  private mutating func skipLiteral() throws(Flaw) {
    guard take("null") || take("true") || take("false") else {
      throw unexpected("a value")
    }
  }
}
