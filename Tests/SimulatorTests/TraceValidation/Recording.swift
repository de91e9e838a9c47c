import GoldenData
import Simulator
import Testing

@testable import TraceChecker

/// A trace as its reader gives it: what is compared went through a file's format.
struct Recording {
  let name: String
  let header: TraceHeader
  let bytes: [UInt8]
  let events: [TraceEvent]

  /// The trace of `events`; `nil` if there can be no such trace.
  init?(_ name: String, _ header: TraceHeader, _ events: [TraceEvent]) {
    var writer = TraceWriter(header: header)
    for (offset, event) in events.enumerated() {
      var event = event
      event.sequence = offset + 1
      event.time = offset
      // Ids name other numbers.
      event.details = EventDetails()
      writer.write(event)
    }
    self.name = name
    self.header = header
    bytes = writer.takeBytes()
    do { self.events = try Self.read(bytes) } catch { return nil }
  }

  private static func read(_ bytes: [UInt8]) throws -> [TraceEvent] {
    var reader = try TraceReader(bytes: bytes, name: "trace")
    var events: [TraceEvent] = []
    var event = TraceEvent()
    while try reader.next(into: &event) { events.append(event) }
    return events
  }

  /// The events that are actions of the specification, as they are in the module.
  var actions: [TraceEvent] { events.filter { TraceModule.isAction($0.action) } }

  /// Where the Swift checker finds the first step that the specification does not have: its number among the actions.
  var deviation: Int? {
    var checker = Checker(servers: header.servers, checks: [Conformance()], recordsSent: true)
    guard let last = events.first(where: { checker.observe($0) }) else { return nil }
    return events.prefix(last.sequence).count { TraceModule.isAction($0.action) }
  }
}

extension Recording {
  /// The first steps of a run.
  init(running plan: RunPlan, _ name: String, steps: Int) throws {
    let events = Array(plan.durableEvents(checks: []).prefix(steps))
    self = try #require(Self(name, TraceHeader(servers: plan.scenario.servers, recordsSent: true), events))
  }

  /// A run of a defect up to its first step that Raft does not have, and some steps beyond.
  init(of known: ValidationCase) throws {
    let plan = known.plan(known.seed)
    let name = known.defect.name
    let deviation = try #require(known.deviation(known.seed), "\(name) shows itself")
    let place = try #require(plan.durableEvents(checks: []).firstIndex { $0.sequence == deviation })
    try self.init(running: plan, name, steps: place + 41)
  }
}

extension Recording {
  /// The same run of servers that start with a recorded state of `terms` terms.
  func afterTerms(_ terms: Int) -> Recording? {
    let events = events.map { event in
      var event = event
      if event.action.isServerStep { event.state.term += terms }
      event.appended = event.appended.map { $0.after(terms) }
      event.message = event.message.after(terms)
      for offset in 0..<event.sent.count { event.sent[offset] = event.sent[offset].after(terms) }
      return event
    }
    return Recording("\(name) after \(terms) terms", header, events)
  }
}

extension TraceEntry {
  fileprivate func after(_ terms: Int) -> TraceEntry { TraceEntry(term: term + terms, command: command) }
}

extension TraceMessage {
  fileprivate func after(_ terms: Int) -> TraceMessage {
    var message = self
    message.term += terms
    switch kind {
    case .voteRequest: if lastLogTerm > 0 { message.lastLogTerm += terms }
    case .appendRequest: if prevLogTerm > 0 { message.prevLogTerm += terms }
    case .appendReply: if conflictTerm > 0 { message.conflictTerm += terms }
    default: break
    }
    message.entries = entries.map { $0.after(terms) }
    return message
  }
}
