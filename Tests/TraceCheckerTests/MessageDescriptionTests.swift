import Testing

@testable import TraceChecker

@Suite("A kind of message that is added at run time") struct MessageDescriptionTests {
  private static let description = MessageDescription(
    "transferLeadershipReply", title: "TransferLeadership reply", since: 1,
    fields: [
      .truth("accepted"), .count("round", .first), .count("readyIndex", .second, if: .ifTrue),
      .count("reasonNumber", .second, if: .ifFalse, isOptional: true), .command("token"), .server("successor"),
      .entries("missing"), .name("comment"), .data("payload"),
    ],
    phrases: [
      .init("round {round} accepted with token {token}, ready at index {readyIndex}", if: .ifTrue),
      .init("round {round} rejected for reason {reasonNumber}, successor {successor}, {missing}", if: .ifFalse),
    ])

  private static let added: (catalog: MessageCatalog, kind: TraceMessage.Kind) = {
    var catalog = MessageCatalog.standard
    let kind = catalog.add(description)
    return (catalog, kind)
  }()

  private static let accepted = message { message in
    (message.flag, message.first, message.second, message.third) = (true, 7, 9, .max)
  }

  private static let rejected = message { message in
    (message.first, message.second, message.leader) = (8, 3, 2)
    message.entries = [TraceEntry(term: 1, command: 5)]
    message.set("é\n", in: .name)
    message.set("0badc0de", in: .data)
  }

  private static func message(_ fill: (inout TraceMessage) -> Void) -> TraceMessage {
    var message = TraceMessage()
    (message.kind, message.from, message.to, message.term) = (added.kind, 1, 0, 4)
    fill(&message)
    return message
  }

  private static func event(_ message: TraceMessage) -> TraceEvent {
    var event = TraceEvent()
    (event.sequence, event.action, event.server, event.message) = (1, .lose, TraceEvent.none, message)
    return event
  }

  private static let header = TraceHeader(servers: 3)

  private static func written(_ message: TraceMessage) -> String {
    var writer = TraceWriter(header: header, catalog: added.catalog)
    _ = writer.takeBytes()
    writer.write(event(message))
    return String(decoding: writer.takeBytes(), as: UTF8.self)
  }

  private static func read(_ line: String) throws(TraceError) -> TraceMessage {
    let head = TraceWriter(header: header).bytes
    var reader = try TraceReader(bytes: head + Array(line.utf8), name: "t", catalog: added.catalog)
    var event = TraceEvent()
    _ = try reader.next(into: &event)
    return event.message
  }

  @Test("is written with the fields of its description, and read again", arguments: [accepted, rejected])
  func roundTrip(_ message: TraceMessage) throws {
    #expect(try Self.read(Self.written(message)) == message)
  }

  @Test("is written with its own names, each where its condition holds")
  func json() {
    let head =
      #"{"seq":1,"time":0,"action":"lose","message":{"kind":"transferLeadershipReply","from":1,"to":0,"term":4,"#
    #expect(
      Self.written(Self.accepted) == head
        + #""accepted":true,"round":7,"readyIndex":9,"token":18446744073709551615,"successor":null,"missing":[],"#
        + #""comment":"","payload":""}}"# + "\n")
    #expect(
      Self.written(Self.rejected) == head
        + #""accepted":false,"round":8,"reasonNumber":3,"token":0,"successor":2,"missing":[[1,5]],"#
        + "\"comment\":\"é\\u000a\",\"payload\":\"0badc0de\"}}\n")
  }

  @Test("is checked by its description")
  func checked() {
    func problem(_ change: (String) -> String) -> String? {
      let line = change(Self.written(Self.accepted))
      return #expect(throws: TraceError.self) { try Self.read(line) }?.description
    }
    #expect(problem { $0.replacing(#""round":7,"#, with: "") }?.contains(#""round" is missing"#) == true)
    #expect(problem { $0.replacing(#""readyIndex":9,"#, with: "") }?.contains(#""readyIndex" is missing"#) == true)
    #expect(problem { $0.replacing(#""round":7"#, with: #""round":-7"#) }?.contains(#""message.round" is -7"#) == true)
    #expect(problem { $0.replacing(#""round":7"#, with: #""entries":[]"#) }?.contains(#""entries" occurs in"#) == true)
    #expect(problem { $0.replacing(#""round":7"#, with: #""round":7,"round":7"#) }?.contains("occurs twice") == true)
  }

  @Test("may have its fields in any order, even the kind after the others")
  func order() throws {
    let line =
      #"{"time":0,"message":{"payload":"x","token":3,"to":0,"term":4,"accepted":true,"comment":"","missing":[],"#
      + #""unknown":[{}],"readyIndex":1,"round":2,"from":1,"kind":"transferLeadershipReply"},"action":"lose","seq":1}"#
    let message = try Self.read(line)
    #expect(
      message
        == Self.message { message in
          (message.flag, message.first, message.second, message.third) = (true, 2, 1, 3)
          message.set("x", in: .data)
        })
  }

  @Test("has a content hash of all its fields")
  func hash() {
    let changes: [(inout TraceMessage) -> Void] = [
      { $0.flag.toggle() }, { $0.first += 1 }, { $0.second += 1 }, { $0.third &-= 1 }, { $0.leader = 1 },
      { $0.entries = [TraceEntry(term: 0, command: 0)] }, { $0.set("a", in: .name) }, { $0.set("a", in: .data) },
      { $0.kind = .appendReply }, { $0.from = 2 }, { $0.to = 2 }, { $0.term = 5 },
    ]
    for message in [Self.accepted, Self.rejected] {
      let hashes = changes.map { change in
        var changed = message
        change(&changed)
        return changed.contentHash
      }
      #expect(Set(hashes + [message.contentHash]).count == changes.count + 1)
    }
  }

  @Test("is worded by its description")
  func text() {
    #expect(
      MessageText.text(Self.accepted, catalog: Self.added.catalog)
        == "TransferLeadership reply from s1 in term 4: round 7 accepted with token 18446744073709551615, ready at index 9"
    )
    #expect(
      MessageText.text(Self.rejected, namesReceiver: true, catalog: Self.added.catalog)
        == "TransferLeadership reply from s1 to s0 in term 4: round 8 rejected for reason 3, successor s2, 1 entry [1:5]"
    )
  }

  @Test("is unknown to who reads with the standard kinds, and to the specification")
  func standard() throws {
    let bytes = TraceWriter(header: Self.header).bytes + Array(Self.written(Self.accepted).utf8)
    #expect(failure(bytes).contains(#""message.kind" is "transferLeadershipReply""#))
    var module = try TraceModule(
      header: TraceHeader(servers: 3, recordsSent: true), file: "t", catalog: Self.added.catalog)
    let error = #expect(throws: TraceError.self) { try module.write(Self.event(Self.accepted), line: 2) }
    #expect(error?.description.contains(#"has a message "transferLeadershipReply""#) == true)
  }
}

@Suite("The kinds of messages") struct MessageTextTests {
  @Test("are all described, with names and numbers of their own")
  func catalog() {
    let catalog = MessageCatalog.standard
    #expect(Set(catalog.descriptions.map(\.name)).count == catalog.kinds.count)
    for kind in TraceMessage.Kind.allCases { #expect(catalog[kind]?.slots == kind.slots) }
  }

  @Test(
    "are worded in plain English",
    arguments: [
      (.voteRequest(0, 1, 2, last: (7, 1)), "RequestVote from s0 in term 2: log ends at index 7 of term 1"),
      (.vote(1, 0, 2), "RequestVote reply from s1 in term 2: vote granted"),
      (.vote(1, 0, 2, false), "RequestVote reply from s1 in term 2: vote refused"),
      (
        .append(0, 1, 4, after: (7, 3), [(3, 0), (4, 9)], commit: 6),
        "AppendEntries from s0 in term 4: 2 entries [3:no-op 4:9] after index 7 of term 3, leader commit 6"
      ),
      (.append(0, 1, 4), "AppendEntries from s0 in term 4: no entries after index 0 of term 0, leader commit 0"),
      (.accepted(1, 0, 4, 9), "AppendEntries reply from s1 in term 4: logs match up to index 9"),
      (
        .rejected(1, 0, 4, 7, hint: (5, 2)),
        "AppendEntries reply from s1 in term 4: rejected at index 7, conflict at index 5 of term 2"
      ),
      (.forward(1, 0, 4, 77), "forwarded request from s1 in term 4: command 77"),
      (
        .forwardReply(0, 1, 4, 77, .committed, index: 9),
        "forwarded request reply from s0 in term 4: command 77 committed at index 9"
      ),
      (
        .forwardReply(0, 1, 4, 77, .notLeader),
        "forwarded request reply from s0 in term 4: command 77 refused, leader unknown"
      ),
    ] as [(TraceMessage, String)])
  func wording(_ message: TraceMessage, _ text: String) { #expect(MessageText.text(message) == text) }
}
