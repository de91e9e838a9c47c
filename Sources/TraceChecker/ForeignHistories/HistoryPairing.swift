/// An operation of somebody else's history, from its begin to its end. A file has millions: it is kept small.
struct ForeignCall: Sendable {
  /// Its begin, with a time: that of the file, or else the number of the event.
  let begin: HistoryEvent
  var end: End?

  /// What the end says beside the begin.
  struct End: Sendable {
    var value: PlainValue
    var line: Int
    /// When it ended; `nil` if nobody knows.
    var returned: Int?
    var kind: HistoryEvent.Kind
  }

  /// When it began: a time of the file, or the number of the event.
  var invoked: Int { begin.time ?? 0 }
  /// When it ended, as far as anyone knows.
  var returned: Int? { end?.returned }
}

extension HistoryEvent {
  /// The flaw that the end of the operation that began here differs from its begin.
  func isNot(_ field: String, _ value: PlainValue, _ begun: PlainValue?) -> Flaw {
    let other = begun?.excerpt ?? "there is none"
    return Flaw(
      "\"\(field)\" is \(value.excerpt), but \(other) in line \(line), where the operation began",
      "both must be the same, or the end must have none")
  }
}

/// Joins the ends of operations to their begins.
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
      throw Flaw("process \(process) ends an operation that did not begin", "an \"invoke\" must come before it")
    }
    try end(call, event, time)
  }

  private mutating func begin(_ event: HistoryEvent, _ process: Int, _ time: Int) throws(Flaw) {
    if let other = open.updateValue(calls.count, forKey: process) {
      throw Flaw(
        "process \(process) begins an operation while that of line \(calls[other].begin.line) is open",
        "that must end first, with \"info\" if its outcome is unknown; or give the other operation another process")
    }
    var event = event
    event.time = time
    calls.append(ForeignCall(begin: event, end: nil))
  }

  private mutating func end(_ call: Int, _ event: HistoryEvent, _ time: Int) throws(Flaw) {
    let begin = calls[call].begin
    guard begin.function == event.function else {
      throw Flaw("\"f\" is not the one of line \(begin.line), where the operation began", "both must be the same")
    }
    if let key = event.key, key != begin.key { throw begin.isNot("key", key, begin.key) }
    guard time >= calls[call].invoked else {
      throw Flaw(
        "\"time\" is before that of line \(begin.line), where the operation began", "time must not decrease")
    }
    let returned = event.kind == .info ? nil : time
    // Equal values are kept once.
    let value = event.value == begin.value ? begin.value : event.value
    calls[call].end = .init(value: value, line: event.line, returned: returned, kind: event.kind ?? .info)
  }

  /// The calls in the order in which they began. Those that failed, and so never happened, are left out.
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
