import Testing

@testable import TraceChecker

@Suite("A trace as a TLA+ module")
struct TraceModuleTests {
  private static let header = TraceHeader(servers: 2, recordsSent: true)

  private static func module(_ events: [TraceEvent]) throws(TraceError) -> String {
    var module = try TraceModule(header: header, file: "t.jsonl")
    for event in events { try module.write(event, line: event.sequence + 1) }
    return String(decoding: module.finish(), as: UTF8.self)
  }

  /// The records of the events, without the text around them.
  private static func records(_ events: [TraceEvent]) throws(TraceError) -> [String] {
    try module(events).split(separator: "\n").filter { $0.hasPrefix("  [") }.map { String($0.dropFirst(2)) }
  }

  private static func event(_ sequence: Int, _ action: Action, _ fill: (inout TraceEvent) -> Void) -> TraceEvent {
    var event = TraceEvent()
    event.sequence = sequence
    event.action = action
    if action.hasServer { event.server = 0 }
    fill(&event)
    return event
  }

  private static func message(_ kind: TraceMessage.Kind, _ fill: (inout TraceMessage) -> Void) -> TraceMessage {
    var message = TraceMessage()
    message.kind = kind
    (message.from, message.to, message.term) = (1, 0, 3)
    fill(&message)
    return message
  }

  private static func lost(_ message: TraceMessage) -> TraceEvent { event(4, .lose) { $0.message = message } }

  @Test("has the servers, an event a line, and no variants")
  func whole() throws {
    let events = [
      Self.event(1, .start) { _ in },
      Self.event(2, .invoke) { $0.client.command = 7 },
      Self.event(3, .request) {
        $0.client.command = 7
        $0.state.vote = 1
      },
    ]
    #expect(
      try Self.module(events) == """
        ---- MODULE TraceData ----
        \\* A recorded trace, written by raftsim for TraceRaft.tla.

        Servers == {"s0", "s1"}

        Entry(term, value) == [term |-> term, value |-> value]

        Trace == <<
          [seq |-> 1, action |-> "start", server |-> "s0", term |-> 0, vote |-> "none", role |-> "follower", \
        commit |-> 0, sent |-> <<>>],
          [seq |-> 3, action |-> "request", server |-> "s0", command |-> "c7", term |-> 0, vote |-> "s1", \
        role |-> "follower", commit |-> 0, sent |-> <<>>]
        >>

        Variants == <<>>
        ====

        """)
  }

  @Test("without events it is a module too")
  func empty() throws {
    #expect(try Self.module([]).contains("Trace == <<\n>>\n"))
  }

  @Test("has the log, the indexes and what is sent, where a step records them")
  func step() throws {
    let step = Self.event(9, .heartbeat) {
      $0.state.role = .leader
      ($0.logKept, $0.appended) = (2, [TraceEntry(term: 3, command: 0), TraceEntry(term: 3, command: .max)])
      $0.indexes.begin(2)
      for server in 0..<2 {
        $0.indexes.set(server, match: server)
        $0.indexes.set(server, next: 5)
      }
      $0.sent = [Self.message(.voteReply) { $0.granted = true }, Self.message(.forward) { $0.command = 1 }]
    }
    #expect(
      try Self.records([step]) == [
        #"[seq |-> 9, action |-> "heartbeat", server |-> "s0", term |-> 0, vote |-> "none", role |-> "leader", "#
          + #"commit |-> 0, log |-> [kept |-> 2, appended |-> <<Entry(3, "no-op"), Entry(3, "c18446744073709551615")>>], "#
          + "match |-> [s0 |-> 0, s1 |-> 1], next |-> [s0 |-> 5, s1 |-> 5], "
          + #"sent |-> <<[kind |-> "voteReply", from |-> "s1", to |-> "s0", term |-> 3, success |-> TRUE], "#
          + #"[kind |-> "forward", from |-> "s1", to |-> "s0", term |-> 3, command |-> "c1"]>>]"#
      ])
  }

  @Test(
    "gives every kind of message the fields that the specification gives it",
    arguments: [
      (.voteRequest, "index |-> 5, indexTerm |-> 2"), (.voteReply, "success |-> FALSE"),
      (.appendRequest, #"index |-> 5, indexTerm |-> 2, commit |-> 4, entries |-> <<Entry(2, "c8")>>"#),
      (.appendReply, "success |-> FALSE, index |-> 5, hintIndex |-> 6, hintTerm |-> 1"),
      (.forward, #"command |-> "c9""#),
      (.forwardReply, #"command |-> "c9", outcome |-> "unknown", index |-> 5, leader |-> "s1""#),
    ] as [(TraceMessage.Kind, String)])
  func kinds(_ kind: TraceMessage.Kind, _ fields: String) throws {
    let message = Self.message(kind) {
      switch kind {
      case .voteRequest: ($0.lastLogIndex, $0.lastLogTerm) = (5, 2)
      case .appendRequest:
        ($0.prevLogIndex, $0.prevLogTerm, $0.leaderCommit) = (5, 2, 4)
        $0.entries = [TraceEntry(term: 2, command: 8)]
      case .appendReply: ($0.rejectedIndex, $0.conflictIndex, $0.conflictTerm) = (5, 6, 1)
      case .forward: $0.command = 9
      case .forwardReply: ($0.committedIndex, $0.command, $0.outcome, $0.leader) = (5, 9, .unknown, 1)
      default: break
      }
    }
    let event = #"[seq |-> 4, action |-> "lose", message |-> "#
    let head = #"[kind |-> "\#(kind)", from |-> "s1", to |-> "s0", term |-> 3, "#
    #expect(try Self.records([Self.lost(message)]) == [event + head + fields + "]]"])
  }

  @Test("leaves out what is no action of the specification")
  func others() throws {
    let events = [Action.partition, .heal, .invoke, .answer, .pause, .resume].map { Self.event(1, $0) { _ in } }
    #expect(try Self.records(events).isEmpty)
  }

  @Test("can hold variants of the trace")
  func variants() throws {
    var module = try TraceModule(header: Self.header, file: "t.jsonl")
    try module.write(Self.event(1, .crash) { _ in }, line: 2)
    module.beginVariant(at: 1, dropping: 1)
    module.beginVariant(at: 1, dropping: 0)
    try module.write(Self.lost(Self.message(.voteReply) { _ in }), line: 3)
    let text = String(decoding: module.finish(), as: UTF8.self)
    let variants = try #require(text.split(separator: "Variants == ").last)
    #expect(
      variants == """
        <<
          [at |-> 1, dropped |-> 1, events |-> <<
          >>],
          [at |-> 1, dropped |-> 0, events |-> <<
          [seq |-> 4, action |-> "lose", message |-> [kind |-> "voteReply", from |-> "s1", to |-> "s0", term |-> 3, \
        success |-> FALSE]]
          >>]
        >>
        ====

        """)
  }

  @Test("TLC cannot count to every number of a trace")
  func large() throws {
    let most = 1 << 30
    #expect(throws: Never.self) { try Self.module([Self.event(1, .timeout) { $0.state.term = most }]) }
    let errors = [
      Self.event(7, .timeout) { $0.state.term = most + 1 },
      Self.lost(Self.message(.voteRequest) { $0.lastLogIndex = 1 << 48 }),
      Self.event(7, .start) { ($0.logKept, $0.appended) = (0, [TraceEntry(term: most + 1, command: 0)]) },
    ].map { event in #expect(throws: TraceError.self) { try Self.module([event]) }?.description }
    let remedy = "TLC counts in 32 bits: terms and indexes must be at most 1073741824"
    #expect(
      errors == [
        "t.jsonl:8: event 7 has the number 1073741825 in \"term\"; \(remedy)",
        "t.jsonl:5: event 4 has the number 281474976710656 in \"index\"; \(remedy)",
        "t.jsonl:8: event 7 has the number 1073741825 in \"appended\"; \(remedy)",
      ])
  }

  @Test("a trace that does not record what is sent cannot be replayed")
  func unsent() {
    let error = #expect(throws: TraceError.self) {
      try TraceModule(header: TraceHeader(servers: 2), file: "t.jsonl")
    }
    #expect(
      error?.description == "t.jsonl:1: the trace does not record what its steps send; its header must have "
        + "\"sent\":true to be checked against the specification")
  }
}
