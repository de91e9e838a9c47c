import Testing

@testable import TraceChecker

/// A trace and others of as many servers, to be judged by TLC in one run: each as what differs from the first.
struct Comparison {
  private let base: Recording
  private let actions: [TraceEvent]
  private var module: TraceModule
  private var cases: [Case] = []
  private var replay: TLC.Replay?

  /// One trace, with what the Swift checker says of it.
  private struct Case {
    let kind: String
    let name: String
    let deviation: Int?
  }

  init(_ base: Recording) throws {
    self.base = base
    actions = base.actions
    module = try TraceModule(header: base.header, file: base.name)
    for event in actions { try module.write(event, line: event.sequence + 1) }
    cases.append(Case(kind: "correct run", name: base.name, deviation: base.deviation))
  }

  /// Adds a trace.
  mutating func add(_ trace: Recording, kind: String) throws {
    let others = trace.actions
    let same = zip(actions, others).prefix { Self.isSame($0, $1) }.count
    let rest = min(actions.count, others.count) - same
    let sameEnd = zip(actions.reversed(), others.reversed()).prefix(rest).prefix { Self.isSame($0, $1) }.count
    guard same + sameEnd < max(actions.count, others.count) else { return }
    module.beginVariant(at: same + 1, dropping: actions.count - same - sameEnd)
    for event in others[same..<(others.count - sameEnd)] { try module.write(event, line: event.sequence + 1) }
    cases.append(Case(kind: kind, name: trace.name, deviation: trace.deviation))
  }

  /// Adds the base with one thing changed, at up to `count` places.
  mutating func add(_ change: Change, number: Int, places count: Int) throws {
    var found: [(events: [TraceEvent], index: Int, dropped: Int)] = []
    var logs = Array(repeating: [TraceEntry](), count: base.header.servers)
    for (index, event) in base.events.enumerated() {
      let log = event.action.isServerStep ? logs[event.server] : []
      let place = Change.Place(events: base.events, index: index, servers: base.header.servers, log: log)
      if let (events, dropped) = change.make(place) { found.append((events, index, dropped)) }
      if let kept = event.logKept { logs[event.server] = log.prefix(kept) + event.appended }
    }
    for number in Self.choose(count, of: found.count, key: number) {
      var events = base.events
      let (changed, index, dropped) = found[number]
      events.replaceSubrange(index..<(index + dropped), with: changed)
      let name = "\(change.name), event \(index + 1) of \(base.name)"
      // Some changes leave no trace: entries that a log does not have, a step of a server that is down.
      if let trace = Recording(name, base.header, events) { try add(trace, kind: change.name) }
    }
  }

  /// `count` of `bound` numbers, the same ones every time.
  private static func choose(_ count: Int, of bound: Int, key: Int) -> [Int] {
    guard bound > count else { return Array(0..<bound) }
    var chosen: [Int] = []
    var draw: UInt64 = 0
    while chosen.count < count {
      let number = Int(mix(UInt64(key), draw) % UInt64(bound))
      if !chosen.contains(number) { chosen.append(number) }
      draw += 1
    }
    return chosen
  }

  private static func isSame(_ one: TraceEvent, _ other: TraceEvent) -> Bool {
    var (one, other) = (one, other)
    (one.sequence, other.sequence, one.time, other.time) = (0, 0, 0, 0)
    return one == other
  }

  /// Begins to ask TLC.
  mutating func start(_ tlc: TLC) throws { replay = try tlc.start(module.finish()) }

  /// Holds TLC's verdicts against those of the Swift checker: accepted, or rejected at which event.
  func finish(_ tally: inout Tally) throws {
    let verdicts = try #require(replay).finish()
    #expect(verdicts.accepted.contains(0) && !verdicts.output.contains("Error:"), "\(verdicts.output.suffix(2_000))")
    for (number, one) in cases.enumerated() {
      let rejected = verdicts.accepted.contains(number) ? nil : verdicts.reached[number] ?? 0
      #expect(one.deviation == rejected, "\(one.name): the event that is no step, to the Swift checker and to TLC")
      tally.count(one.kind, isAccepted: one.deviation == nil, agree: one.deviation == rejected)
    }
  }
}

/// How many traces of each kind were compared.
struct Tally {
  private(set) var kinds: [String] = []
  private var accepted: [String: Int] = [:]
  private var rejected: [String: Int] = [:]
  private var disagreed: [String: Int] = [:]

  mutating func count(_ kind: String, isAccepted: Bool, agree: Bool) {
    if !kinds.contains(kind) { kinds.append(kind) }
    if !agree {
      disagreed[kind, default: 0] += 1
    } else if isAccepted {
      accepted[kind, default: 0] += 1
    } else {
      rejected[kind, default: 0] += 1
    }
  }

  var acceptedByBoth: Int { accepted.values.reduce(0, +) }
  var rejectedByBoth: Int { rejected.values.reduce(0, +) }

  var table: String {
    let width = kinds.map(\.count).max() ?? 0
    let lines = kinds.map { kind in
      let name = kind + String(repeating: " ", count: width - kind.count)
      return "  \(name)  \(column(accepted[kind]))  \(column(rejected[kind]))  \(column(disagreed[kind]))"
    }
    return """
      traces judged by TLC and by the Swift checker: accepted by both, rejected by both at the same event, disagreed
      \(lines.joined(separator: "\n"))
        in all \(acceptedByBoth), \(rejectedByBoth), \(disagreed.values.reduce(0, +))
      """
  }

  private func column(_ number: Int?) -> String {
    let text = number.map(String.init) ?? "."
    return String(repeating: " ", count: 4 - text.count) + text
  }
}
