extension JSONScanner {
  /// Consumes any value and forgets it; nested up to `TraceReader.depthLimit` deep, since each level takes a place on
  /// the stack.
  mutating func skipValue(depth: Int = 0) throws(Flaw) {
    guard depth <= TraceReader.depthLimit else {
      throw Flaw("a value is nested too deeply", "objects and arrays may be nested \(TraceReader.depthLimit) deep")
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
      _ = try key()
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

  private mutating func key() throws(Flaw) {
    guard skipSpace() == ASCII.quote else { throw unexpected("a name in quotes") }
    _ = try text("")
    try expect(ASCII.colon)
  }

  private mutating func skipLiteral() throws(Flaw) {
    guard take("null") || take("true") || take("false") else {
      throw unexpected("a value")
    }
  }
}
