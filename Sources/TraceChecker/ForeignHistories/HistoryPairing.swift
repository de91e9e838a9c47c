extension HistoryEvent {
  /// The flaw that a field of the completion differs from that of this invocation.
  func isNot(_ field: String, _ value: PlainValue, _ begun: PlainValue?) -> Flaw {
    let other = begun?.excerpt ?? "there is none"
    return Flaw(
      "\"\(field)\" is \(value.excerpt), but \(other) in line \(line), where the operation was invoked",
      "both must be the same, or the completion must have none")
  }
}

/// Joins the completions of operations to their invocations.
struct HistoryPairing {
  private(set) var calls = ForeignCalls()
  private var open: [Int: Int] = [:]
  private var count = 0
  /// Whether an operation is one of a store.
  private(set) var hasStore = false
  /// Whether the file has times.
  private(set) var hasTimes = false

  /// Takes the next event of the file.
  mutating func take(_ event: HistoryEvent) throws(Flaw) {
    guard let process = event.process, let kind = event.kind else { return }
    if count == 0 { hasTimes = event.time != nil }
    guard hasTimes == (event.time != nil) else {
      throw Flaw(
        "\"time\" is \(hasTimes ? "missing" : "there")",
        "all operations must have it, or none; then lines give the order")
    }
    count += 1
    let time = event.time ?? count
    if kind == .invoke { return try begin(event, process, time) }
    guard let call = open.removeValue(forKey: process) else {
      throw Flaw("process \(process) completes an operation that was not invoked", "an \"invoke\" must come before it")
    }
    try end(call, event, time)
  }

  private mutating func begin(_ event: HistoryEvent, _ process: Int, _ time: Int) throws(Flaw) {
    if let other = open.updateValue(calls.count, forKey: process) {
      throw Flaw(
        "process \(process) invokes an operation while that of line \(calls[other].begin.line) is open",
        "that one must complete first, with \"info\" if its outcome is unknown; or give the other operation another process"
      )
    }
    guard calls.count < ForeignCalls.limit else {
      throw Flaw(
        "the history has more than \(ForeignCalls.limit) operations", "a file may have that many: split the history")
    }
    var event = event
    event.time = time
    hasStore = hasStore || event.function?.isOfStore == true
    calls.append(event)
  }

  private mutating func end(_ call: Int, _ event: HistoryEvent, _ time: Int) throws(Flaw) {
    let begin = calls[call].begin
    guard begin.function == event.function else {
      throw Flaw("\"f\" is not the one of line \(begin.line), where the operation was invoked", "both must be the same")
    }
    if let key = event.key, key != begin.key { throw begin.isNot("key", key, begin.key) }
    guard time >= calls.invoked(call) else {
      throw Flaw(
        "\"time\" is before that of line \(begin.line), where the operation was invoked", "time must not decrease")
    }
    let returned = event.kind == .info ? nil : time
    calls.end(call, .init(value: event.value, line: event.line, returned: returned, kind: event.kind ?? .info))
  }

  /// The operations in the order of their invocations. Those that failed, and so never happened, are left out.
  consuming func happened(_ options: HistoryOptions) -> HappenedCalls {
    var numbers: [UInt32] = []
    numbers.reserveCapacity(calls.count)
    for number in 0..<calls.count {
      let (isFailed, isCompareAndSet) = calls.failure(number)
      if isFailed, isCompareAndSet, options.failedCompareAndSet == .unknown {
        calls.reopen(number)
      } else if isFailed, !(isCompareAndSet && options.failedCompareAndSet == .refused) {
        continue
      }
      numbers.append(UInt32(number))
    }
    let calls = calls
    // Stable, for equal times.
    if hasTimes { numbers.sort { (calls.invoked(Int($0)), $0) < (calls.invoked(Int($1)), $1) } }
    return HappenedCalls(calls, numbers)
  }
}
