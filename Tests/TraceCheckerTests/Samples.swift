import TraceChecker

/// A trace with every action, every kind of message and every outcome, valid line by line.
enum Sample {
  static let header = TraceHeader(
    servers: 4, seed: .max, scenario: "--servers 4 --note \"a\\b\"\n\u{1}é漢😀", defect: "vote-any-log",
    violates: "LeaderCompleteness", core: "raftsim", machine: "register", transport: "datagrams", recordsSyncs: true)

  static let events = numbered(
    lives + elections + replication + forwarding + clients + world + leading + otherKinds + steps + hosts)

  static let bytes = write(events, header: header)

  static func write(_ events: [TraceEvent], header: TraceHeader) -> [UInt8] {
    var writer = TraceWriter(header: header)
    for event in events { writer.write(event) }
    return writer.takeBytes()
  }

  static func step(_ action: Action, _ server: Int, _ fill: (inout TraceEvent) -> Void = { _ in }) -> TraceEvent {
    var event = TraceEvent()
    event.action = action
    event.server = server
    fill(&event)
    return event
  }

  static func receive(_ kind: TraceMessage.Kind, at server: Int, _ fill: (inout TraceMessage) -> Void) -> TraceEvent {
    step(.receive, server) { event in
      event.message.kind = kind
      event.message.from = (server + 1) % 3
      event.message.to = server
      event.message.term = 2
      fill(&event.message)
    }
  }

  /// A leader with what it knows and sends, in the order of the fields, and a step that changes only a part.
  private static let leading = [
    step(.timeout, 1) { event in
      event.state.term = 2
      event.state.role = .leader
      event.indexes.begin(4)
      event.indexes.set(0, match: 1)
      event.indexes.set(2, next: 1 << 48)
      event.sent = [
        sent(.appendRequest) { $0.entries = [TraceEntry(term: 2, command: 5)] }, sent(.appendReply) { _ in },
      ]
    },
    step(.heartbeat, 1) { event in
      event.state.term = 2
      event.state.role = .leader
      event.indexes.begin(4)
      event.indexes.set(0, match: 2)
      event.sent = [sent(.voteReply) { $0.term = 1 }]
    },
    step(.restart, 1) { $0.state.term = 2 },
  ]

  private static func sent(_ kind: TraceMessage.Kind, _ fill: (inout TraceMessage) -> Void) -> TraceMessage {
    var message = TraceMessage()
    (message.kind, message.from, message.to, message.term) = (kind, 1, 2, 2)
    fill(&message)
    return message
  }

  private static let lives = (0..<3).map { step(.start, $0) } + [step(.heartbeat, 2), step(.crash, 2)]

  private static let elections: [TraceEvent] = [
    step(.timeout, 0) {
      $0.state.term = 1
      $0.state.vote = 0
      $0.state.role = .candidate
    },
    receive(.voteRequest, at: 1) {
      $0.lastLogIndex = 7
      $0.lastLogTerm = 1
    },
    receive(.voteReply, at: 0) { $0.granted = true },
    receive(.voteReply, at: 1) { $0.granted = false },
    step(.timeout, 0) {
      $0.state.term = 1
      $0.state.vote = TraceEvent.none
      $0.state.role = .leader
    },
  ]

  private static var appended: TraceEvent {
    var event = receive(.appendRequest, at: 1) {
      $0.leaderCommit = 1
      $0.entries = [TraceEntry(term: 1, command: 0), TraceEntry(term: 1, command: .max)]
    }
    event.logKept = 0
    event.appended = event.message.entries
    event.state.commit = 1
    return event
  }

  private static let replication: [TraceEvent] = [
    appended,
    receive(.appendRequest, at: 1) { $0.prevLogIndex = 1 << 48 },
    receive(.appendReply, at: 0) {
      $0.success = true
      $0.matchIndex = 2
    },
    receive(.appendReply, at: 0) {
      $0.rejectedIndex = 2
      $0.conflictIndex = 1
      $0.conflictTerm = 3
    },
    step(.restart, 1) {
      $0.logKept = 1
      $0.state.term = 1 << 48
    },
  ]

  private static let forwarding: [TraceEvent] = [
    receive(.forward, at: 0) { $0.command = 77 },
    receive(.forwardReply, at: 0) {
      $0.command = 77
      $0.committedIndex = 4
    },
    receive(.forwardReply, at: 0) {
      $0.outcome = .notLeader
      $0.leader = 2
    },
    receive(.forwardReply, at: 0) { $0.outcome = .unknown },
  ]

  private static func part(_ outcome: TraceOutcome, _ index: Int, _ text: String, id: Int = 2) -> ClientPart {
    var part = ClientPart()
    part.client = id
    part.command = 77
    part.outcome = outcome
    part.index = index
    part.text = text
    return part
  }

  /// The kinds of messages that only version 2 has.
  private static let otherKinds: [TraceEvent] = [
    receive(.preVoteRequest, at: 0) { ($0.nextTerm, $0.lastLogIndex, $0.lastLogTerm) = (3, 7, 2) },
    receive(.preVoteReply, at: 0) { ($0.nextTerm, $0.granted) = (3, true) },
    receive(.installSnapshotRequest, at: 0) {
      ($0.lastIncludedIndex, $0.lastIncludedTerm, $0.offset, $0.done) = (9, 1, 1 << 48, true)
      $0.data = "0badc0de"
    },
    receive(.installSnapshotReply, at: 0) { ($0.lastIncludedIndex, $0.nextOffset) = (9, 4) },
    receive(.timeoutNow, at: 0) { _ in },
    receive(.readIndexRequest, at: 0) { $0.read = .max },
    receive(.readIndexReply, at: 0) { ($0.read, $0.success, $0.readIndex) = (1, true, 6) },
    receive(.readIndexReply, at: 0) { $0.read = 1 },
    receive(.other, at: 0) { ($0.name, $0.data) = ("probe \"1\"", "é\n") },
  ]

  /// What steps record in version 2 only.
  private static let steps: [TraceEvent] = [
    step(.tick, 0) { ($0.details.applied, $0.details.machineHash) = (1, .max) },
    step(.read, 0) { $0.client = part(.committed, 0, "") },
    step(.compact, 0) { $0.details.base = LogBase(index: 1, term: 1) },
    step(.installSnapshot, 2) { $0.details.base = LogBase(index: 4, term: 2) },
    step(.timeout, 2) {
      ($0.state.role, $0.details.applied) = (.preCandidate, 0)
      ($0.logKept, $0.appended) = (
        0, [TraceEntry(term: 1, command: 0), TraceEntry(term: 1 << 48, command: .max, kind: .configuration)]
      )
    },
    receive(.voteReply, at: 0) { _ in }.with {
      ($0.details.id, $0.details.copy) = (MessageID(step: 6, position: 2), 1)
    },
  ]

  /// What happens to hosts and channels in version 2 only.
  private static let hosts: [TraceEvent] =
    LossReason.allCases.map { reason in network(.lose).with { $0.details.loss = reason } } + [
      network(.lose).with { $0.details.id = MessageID(step: 1, position: 0) },
      network(.duplicate).with { ($0.details.id, $0.details.copy) = (MessageID(step: 1, position: 3), 2) },
      step(.sync, 0) { $0.details.through = 1 },
      step(.timer, 0) { ($0.details.timer, $0.details.due) = (.heartbeat, 1 << 48) },
      step(.timer, 0) { $0.details.timer = .election },
      step(.faultsEnd, TraceEvent.none), step(.introducerCrash, TraceEvent.none),
      step(.introducerRestart, TraceEvent.none), connection(.channelOpen), connection(.channelClose),
      connection(.call), connection(.callEnd),
    ] + TrapPoint.allCases.flatMap(trap)

  /// A crash by a trap, and what must come before it. Server 3 has not started.
  private static func trap(_ point: TrapPoint) -> [TraceEvent] {
    let crash = step(.crash, 0) { $0.details.trap = point }
    return switch point {
    case .start: [crash.with { $0.server = 3 }, step(.restart, 3)]
    case .restart: [step(.crash, 0), crash, step(.restart, 0)]
    case .receive:
      [receive(.voteReply, at: 0) { _ in }.with { ($0.action, $0.details.trap) = (.crash, point) }, step(.restart, 0)]
    case .request, .read: [crash.with { $0.client = part(.committed, 0, "") }, step(.restart, 0)]
    default: [crash, step(.restart, 0)]
    }
  }

  private static func connection(_ action: Action) -> TraceEvent {
    step(action, TraceEvent.none) {
      ($0.details.link, $0.details.connection) = (TraceLink(from: 2, to: 0), 7)
    }
  }

  private static let clients: [TraceEvent] = [
    step(.invoke, TraceEvent.none) { $0.client = part(.committed, 0, "put k1 \"3\"") },
    step(.invoke, TraceEvent.none) { $0.client = part(.committed, 0, "", id: TraceEvent.none) },
    step(.request, 0) {
      $0.client = part(.committed, 0, "")
      $0.logKept = 0
      $0.appended = [TraceEntry(term: 1, command: 77)]
    },
    step(.answer, TraceEvent.none) { $0.client = part(.committed, 4, "é\u{7}") },
    step(.answer, TraceEvent.none) { $0.client = part(.notLeader, 0, "") },
    step(.answer, TraceEvent.none) { $0.client = part(.unknown, 0, "") },
  ]

  private static func network(_ action: Action) -> TraceEvent {
    step(action, TraceEvent.none) {
      $0.message.from = 2
      $0.message.lastLogIndex = 3
    }
  }

  private static let world: [TraceEvent] = [
    network(.lose), network(.duplicate), step(.partition, TraceEvent.none) { $0.group = 0b101 },
    step(.partition, TraceEvent.none) {
      $0.cut.insert(from: 0, to: 1)
      $0.cut.insert(from: 2, to: 0)
    },
    step(.partition, TraceEvent.none), step(.heal, TraceEvent.none), step(.restart, 2),
    step(.pause, 2), step(.resume, 2),
  ]

  /// Numbers the events, and lets every server keep its state but where an event sets one.
  private static func numbered(_ events: [TraceEvent]) -> [TraceEvent] {
    var states = Array(repeating: ServerState(), count: header.servers)
    var count = 0
    return events.enumerated().map { index, event in
      var event = event
      if !event.action.isNote { count += 1 }
      event.sequence = count
      event.time = index / 2 * 1_000
      guard event.action.isServerStep else { return event }
      if event.state == ServerState() { event.state = states[event.server] }
      states[event.server] = event.state
      return event
    }
  }
}

extension TraceEvent {
  fileprivate func with(_ fill: (inout TraceEvent) -> Void) -> TraceEvent {
    var event = self
    fill(&event)
    return event
  }
}

/// All events of a trace, or the error that ends it.
func read(_ bytes: [UInt8]) throws(TraceError) -> (TraceHeader, [TraceEvent]) {
  var reader = try TraceReader(bytes: bytes, name: "t.jsonl")
  let events = try rest(of: &reader)
  return (reader.header, events)
}

func rest(of reader: inout TraceReader) throws(TraceError) -> [TraceEvent] {
  var (event, events) = (TraceEvent(), [TraceEvent]())
  while try reader.next(into: &event) { events.append(event) }
  return events
}

/// The error of a trace, or `no error`.
func failure(_ bytes: [UInt8]) -> String {
  do throws(TraceError) {
    _ = try read(bytes)
    return "no error"
  } catch {
    return error.description
  }
}

func failure(_ text: String) -> String { failure(Array(text.utf8)) }
