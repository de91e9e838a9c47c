/// An operation of a client history that another program recorded, with its invocation and its completion. A file has
/// millions of them, so it is kept small.
struct ForeignCall: Sendable {
  /// The invocation, with its time in the file, or else the number of the event.
  let begin: HistoryEvent
  var end: End?

  /// What the completion says beside the invocation.
  struct End: Sendable {
    var value: PlainValue
    var line: Int
    /// The time of the completion; `nil` if the outcome is not known.
    var returned: Int?
    var kind: HistoryEvent.Kind
  }

  /// The time of the invocation: as in the file, or the number of the event.
  var invoked: Int { begin.time ?? 0 }
  /// The time of the completion, as far as is known.
  var returned: Int? { end?.returned }
}

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
  private(set) var calls: [ForeignCall] = []
  private var open: [Int: Int] = [:]
  private var count = 0
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
    var event = event
    event.time = time
    calls.append(ForeignCall(begin: event, end: nil))
  }

  private mutating func end(_ call: Int, _ event: HistoryEvent, _ time: Int) throws(Flaw) {
    let begin = calls[call].begin
    guard begin.function == event.function else {
      throw Flaw("\"f\" is not the one of line \(begin.line), where the operation was invoked", "both must be the same")
    }
    if let key = event.key, key != begin.key { throw begin.isNot("key", key, begin.key) }
    guard time >= calls[call].invoked else {
      throw Flaw(
        "\"time\" is before that of line \(begin.line), where the operation was invoked", "time must not decrease")
    }
    let returned = event.kind == .info ? nil : time
    // Equal values are kept once.
    let value = event.value == begin.value ? begin.value : event.value
    calls[call].end = .init(value: value, line: event.line, returned: returned, kind: event.kind ?? .info)
  }

  /// The operations in the order of their invocations. Those that failed, and so never happened, are left out.
  consuming func happened(_ options: HistoryOptions) -> [ForeignCall] {
    var happened = calls
    calls = []
    if options.failedCompareAndSet == .unknown {
      for call in happened.indices where happened[call].isFailedCompareAndSet { happened[call].end = nil }
    }
    let keepsRefused = options.failedCompareAndSet == .refused
    happened.removeAll { $0.end?.kind == .fail && !(keepsRefused && $0.isFailedCompareAndSet) }
    // Stable by the lines, for equal times.
    if hasTimes { happened.sort { ($0.invoked, $0.begin.line) < ($1.invoked, $1.begin.line) } }
    return happened
  }
}

extension ForeignCall {
  fileprivate var isFailedCompareAndSet: Bool { end?.kind == .fail && begin.function == .cas }
}
