extension EventParser {
  /// Consumes a client's part. Which fields it needs depends on the action, which may come after it.
  mutating func parseClient(into client: inout ClientPart) throws(Flaw) {
    clientFields = []
    var more = try scanner.enter(.object)
    while more {
      if let field = try scanner.key(names.clientFields) {
        try parse(field, into: &client)
        try clientFields.insert(field)
      } else {
        try scanner.skipValue()
      }
      more = try scanner.another(.object)
    }
    if client.outcome != .committed { client.index = 0 }
  }

  private mutating func parse(_ field: ClientField, into client: inout ClientPart) throws(Flaw) {
    switch field {
    case .id: client.client = scanner.take("null") ? TraceEvent.none : try scanner.count("client.id")
    case .command: client.command = try scanner.number("client.command", upTo: .max)
    case .outcome: client.outcome = try scanner.choice("client.outcome", of: names.outcomes)
    case .index: client.index = try scanner.count("client.index")
    case .text: client.text = try scanner.text("client.text")
    case .session: client.session = try scanner.count("client.session")
    case .operation: client.operation = try parseOperation()
    case .result: client.result = try parseResult()
    }
  }

  private mutating func parseOperation() throws(Flaw) -> ClientOperation {
    try scanner.expect(Brackets.array.open)
    let kind = try scanner.choice("client.operation", of: names.operations)
    let numbers = try parseNumbers("client.operation", kind.numbers) { _ in false }
    return ClientOperation(kind, numbers.map { $0 ?? 0 })
  }

  private mutating func parseResult() throws(Flaw) -> ClientResult {
    try scanner.expect(Brackets.array.open)
    let kind = try scanner.choice("client.result", of: names.results)
    return ClientResult(kind, try parseNumbers("client.result", kind.numbers) { $0 == 0 && kind.mayBeNothing })
  }

  /// Consumes the rest of a list: so many numbers, some of which may be `null`.
  private mutating func parseNumbers(
    _ field: String, _ count: Int, mayBeNull: (_ offset: Int) -> Bool
  ) throws(Flaw) -> [Int?] {
    var numbers: [Int?] = []
    for offset in 0..<count {
      try scanner.expect(ASCII.comma)
      numbers.append(mayBeNull(offset) && scanner.take("null") ? nil : try scanner.count(field))
    }
    try scanner.expect(Brackets.array.close)
    return numbers
  }
}
