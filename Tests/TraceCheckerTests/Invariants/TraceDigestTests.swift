import Testing
import TraceChecker

/// An event, and a change of one of its fields.
struct FieldChange: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let event: TraceEvent
  let change: @Sendable (inout TraceEvent) -> Void

  init(_ field: String, of event: TraceEvent, _ change: @escaping @Sendable (inout TraceEvent) -> Void) {
    testDescription = "\(field) of \(event.action)"
    self.event = event
    self.change = change
  }

  var changed: TraceEvent {
    var event = event
    change(&event)
    return event
  }
}

@Suite("Trace digest") struct TraceDigestTests {
  private static func event(_ action: Action, _ fill: (inout TraceEvent) -> Void = { _ in }) -> TraceEvent {
    var event = TraceEvent()
    event.action = action
    event.time = 1_000
    if action.hasServer { event.server = 1 }
    event.client.command = 77
    event.client.client = 2
    event.client.text = "put k1 3"
    fill(&event)
    return event
  }

  private static func message(_ kind: TraceMessage.Kind, action: Action = .receive) -> TraceEvent {
    event(action) { event in
      event.message.kind = kind
      event.message.from = 2
      event.message.to = 1
      event.message.term = 4
      event.message.fill()
    }
  }

  private static let logged = event(.request) { event in
    event.logKept = 2
    event.appended = [TraceEntry(term: 4, command: 8), TraceEntry(term: 4, command: 9)]
  }

  private static let state: [FieldChange] = [Action.start, .timeout, .heartbeat, .crash, .restart].flatMap { action in
    [
      FieldChange("time", of: event(action)) { $0.time += 1 },
      FieldChange("server", of: event(action)) { $0.server = 2 },
      FieldChange("term", of: event(action)) { $0.state.term += 1 },
      FieldChange("vote", of: event(action)) { $0.state.vote = 0 },
      FieldChange("another vote", of: event(action)) { $0.state.vote = 1 },
      FieldChange("role", of: event(action)) { $0.state.role = .candidate },
      FieldChange("another role", of: event(action)) { $0.state.role = .leader },
      FieldChange("commit", of: event(action)) { $0.state.commit += 1 },
    ]
  }

  private static let log: [FieldChange] = [
    FieldChange("no log", of: logged) { event in
      event.logKept = nil
      event.appended = []
    },
    FieldChange("kept", of: logged) { $0.logKept = 3 },
    FieldChange("kept, of nothing", of: event(.heartbeat)) { $0.logKept = 0 },
    FieldChange("entry's term", of: logged) { $0.appended[1].term = 3 },
    FieldChange("first entry's term", of: logged) { $0.appended[0].term = 3 },
    FieldChange("entry's command", of: logged) { $0.appended[1].command = 10 },
    FieldChange("first entry's command", of: logged) { $0.appended[0].command = 10 },
    FieldChange("one entry less", of: logged) { $0.appended.removeLast() },
    FieldChange("order of entries", of: logged) { $0.appended.swapAt(0, 1) },
    FieldChange("one more entry", of: logged) { $0.appended.append(TraceEntry(term: 0, command: 0)) },
  ]

  private static let everyMessage: [FieldChange] = [Action.receive, .lose, .duplicate].flatMap { action in
    TraceMessage.Kind.allCases.flatMap { kind in
      let event = message(kind, action: action)
      return [
        FieldChange("from, \(kind),", of: event) { $0.message.from = 0 },
        FieldChange("to, \(kind),", of: event) { $0.message.to = 0 },
        FieldChange("message's term, \(kind),", of: event) { $0.message.term += 1 },
      ]
    }
  }

  private static let someMessages: [FieldChange] = [
    FieldChange("kind", of: message(.voteRequest)) { $0.message.kind = .appendRequest },
    FieldChange("lastLogIndex, voteRequest,", of: message(.voteRequest)) { $0.message.lastLogIndex += 1 },
    FieldChange("lastLogTerm, voteRequest,", of: message(.voteRequest)) { $0.message.lastLogTerm += 1 },
    FieldChange("granted, voteReply,", of: message(.voteReply)) { $0.message.granted = true },
    FieldChange("prevLogIndex, appendRequest,", of: message(.appendRequest)) { $0.message.prevLogIndex += 1 },
    FieldChange("prevLogTerm, appendRequest,", of: message(.appendRequest)) { $0.message.prevLogTerm += 1 },
    FieldChange("leaderCommit, appendRequest,", of: message(.appendRequest)) { $0.message.leaderCommit += 1 },
    FieldChange("entry's term, appendRequest,", of: message(.appendRequest)) { $0.message.entries[0].term = 3 },
    FieldChange("entry's command, appendRequest,", of: message(.appendRequest)) { $0.message.entries[1].command = 3 },
    FieldChange("no entries, appendRequest,", of: message(.appendRequest)) { $0.message.entries = [] },
    FieldChange("success, appendReply,", of: message(.appendReply)) { $0.message.success = true },
    FieldChange("rejectedIndex, appendReply,", of: message(.appendReply)) { $0.message.rejectedIndex += 1 },
    FieldChange("conflictIndex, appendReply,", of: message(.appendReply)) { $0.message.conflictIndex += 1 },
    FieldChange("conflictTerm, appendReply,", of: message(.appendReply)) { $0.message.conflictTerm += 1 },
    FieldChange("command, forward,", of: message(.forward)) { $0.message.command += 1 },
    FieldChange("command, forwardReply,", of: message(.forwardReply)) { $0.message.command += 1 },
    FieldChange("outcome, forwardReply,", of: message(.forwardReply)) { $0.message.outcome = .notLeader },
    FieldChange("another outcome, forwardReply,", of: message(.forwardReply)) { $0.message.outcome = .unknown },
    FieldChange("committedIndex, forwardReply,", of: message(.forwardReply)) { $0.message.committedIndex += 1 },
    FieldChange("leader, forwardReply,", of: message(.forwardReply)) { $0.message.leader = 0 },
    FieldChange("another leader, forwardReply,", of: message(.forwardReply)) { $0.message.leader = 8 },
  ]

  private static let clientsAndWorld: [FieldChange] =
    [Action.request, .invoke, .answer].flatMap { action in
      [
        FieldChange("client", of: event(action)) { $0.client.client = 3 },
        FieldChange("no client", of: event(action)) { $0.client.client = TraceEvent.none },
        FieldChange("command", of: event(action)) { $0.client.command = 78 },
      ]
    } + [
      FieldChange("outcome", of: event(.answer)) { $0.client.outcome = .notLeader },
      FieldChange("another outcome", of: event(.answer)) { $0.client.outcome = .unknown },
      FieldChange("index", of: event(.answer)) { $0.client.index = 4 },
      FieldChange("group", of: event(.partition)) { $0.group = 0b101 },
      FieldChange("cut", of: event(.partition)) { $0.cut.insert(from: 0, to: 1) },
      FieldChange("another cut", of: event(.partition)) { $0.cut.insert(from: 8, to: 7) },
      FieldChange("time", of: event(.heal)) { $0.time += 1 },
      FieldChange("server", of: event(.pause)) { $0.server = 2 },
      FieldChange("server", of: event(.resume)) { $0.server = 2 },
    ]

  static let fields = state + log + everyMessage + someMessages + clientsAndWorld

  private static func digest(_ events: TraceEvent...) -> UInt64 {
    var digest = TraceDigest()
    for event in events { digest.absorb(event) }
    return digest.value
  }

  @Test("Another value of a field that means something gives another digest", arguments: fields)
  func meaningful(_ field: FieldChange) {
    #expect(Self.digest(field.event) != Self.digest(field.changed))
    let (before, after) = (Self.event(.timeout), Self.event(.heal))
    #expect(Self.digest(before, field.event, after) != Self.digest(before, field.changed, after))
  }

  @Test("No two of all these events have one digest")
  func allDifferent() {
    let events = Set(Self.fields.flatMap { [$0.event, $0.changed] })
    #expect(Set(events.map { Self.digest($0) }).count == events.count)
  }

  @Test("A note gives no digest", arguments: Action.allCases.filter(\.isNote))
  func notes(_ action: Action) {
    var event = TraceEvent()
    (event.action, event.server, event.time) = (action, 0, 7)
    #expect(Self.digest(event) == TraceDigest().value)
  }

  @Test("Every action but notes gives another digest")
  func actions() {
    let events = Action.allCases.filter { !$0.isNote }.map { action in
      var event = TraceEvent()
      event.action = action
      event.server = 0
      return event
    }
    #expect(Set(events.map { Self.digest($0) }).count == events.count)
  }

  @Test("The words of commands and answers give the same digest", arguments: [Action.request, .invoke, .answer])
  func words(_ action: Action) {
    var other = Self.event(action)
    other.client.text = ""
    #expect(Self.digest(Self.event(action)) == Self.digest(other))
  }

  @Test("What has no meaning for an action, left over in the reused event, gives the same digest")
  func leftovers() {
    var heal = Self.event(.heal)
    heal.message.term = 9
    heal.client.index = 9
    heal.state.commit = 9
    heal.group = 9
    heal.cut.insert(from: 0, to: 1)
    #expect(Self.digest(heal) == Self.digest(Self.event(.heal)))
    var heartbeat = Self.event(.heartbeat)
    heartbeat.appended = [TraceEntry(term: 1, command: 1)]
    heartbeat.message.term = 9
    #expect(Self.digest(heartbeat) == Self.digest(Self.event(.heartbeat)))
  }

  @Test("The order and the number of events matter")
  func order() {
    let (one, two) = (Self.event(.timeout), Self.event(.heartbeat))
    #expect(Self.digest(one, two) != Self.digest(two, one))
    #expect(Self.digest(one) != Self.digest(one, one))
    #expect(Self.digest() != Self.digest(one))
    #expect(Self.digest(one, two) == Self.digest(one, two))
  }
}

extension TraceMessage {
  /// Gives the fields of its kind values.
  fileprivate mutating func fill() {
    switch kind {
    case .voteRequest: (lastLogIndex, lastLogTerm) = (5, 3)
    case .appendRequest:
      (prevLogIndex, prevLogTerm, leaderCommit) = (5, 3, 2)
      entries = [TraceEntry(term: 4, command: 8), TraceEntry(term: 4, command: 9)]
    case .appendReply: (rejectedIndex, conflictIndex, conflictTerm) = (5, 4, 2)
    case .forward: command = 77
    case .forwardReply: (command, committedIndex) = (77, 5)
    default: break
    }
  }
}
