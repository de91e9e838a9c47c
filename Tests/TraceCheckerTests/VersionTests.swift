import Foundation
import Testing
import TraceChecker

@Suite("Versions of the trace format") struct VersionTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "traces/v1").path(percentEncoded: false)

  private static let recordings =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { $0.hasSuffix(".ndjson") }

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
  }

  @Test("There are recorded traces of version 1")
  func complete() { #expect(Self.recordings.count >= 5) }

  @Test("A recorded trace of version 1 is judged as its header says", arguments: recordings)
  func judged(_ name: String) throws {
    let (header, events) = try read(Self.bytes(name))
    #expect(header.version == 1)
    var checker = Checker(
      servers: header.servers, checks: Checker.allChecks, recordsSent: header.recordsSent)
    for event in events { checker.observe(event) }
    checker.conclude()
    let broken = checker.violations.map(\.invariant)
    #expect(header.violates.map { broken.contains($0) } ?? broken.isEmpty)
  }

  @Test("A recorded trace of version 1 is written with the same bytes", arguments: recordings)
  func sameBytes(_ name: String) throws {
    let bytes = try Self.bytes(name)
    let (header, events) = try read(bytes)
    #expect(Sample.write(events, header: header) == bytes)
  }

  @Test("A recorded trace of version 1 has the same events when it is written as version 2", arguments: recordings)
  func asVersion2(_ name: String) throws {
    var (header, events) = try read(Self.bytes(name))
    header.version = 2
    let bytes = Sample.write(events, header: header)
    let again = try read(bytes)
    #expect(again.0 == header)
    #expect(again.1 == events)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("hintIndex") && !text.contains("indexTerm"))
  }

  private static let first = #"{"raftsim":"trace","version":1,"servers":3}"# + "\n"
  private static let second = #"{"raftsim":"trace","version":2,"servers":3}"# + "\n"
  private static let start = #"{"seq":1,"time":0,"action":"start","server":0}"# + "\n"

  @Test(
    "What only version 2 has is no part of version 1",
    arguments: [
      #""action":"tick","server":0"#, #""action":"faultsEnd""#, #""action":"timeout","server":0,"role":"preCandidate""#,
      #""action":"lose","message":{"kind":"timeoutNow","from":1,"to":0,"term":0}"#,
      #""action":"lose","message":{"from":1,"to":0,"kind":"timeoutNow","term":0}"#,
      #""action":"timeout","server":0,"log":{"kept":0,"appended":[[1,"noOp"]]}"#,
      #""action":"lose","message":{"kind":"voteReply","from":1,"to":0,"term":0,"granted":true}"#,
    ])
  func onlyVersion2(_ rest: String) {
    let line = (rest.contains("faultsEnd") ? #"{"time":0,"# : #"{"seq":2,"time":0,"#) + rest + "}"
    #expect(failure(Self.second + Self.start + line) == "no error")
    #expect(failure(Self.first + Self.start + line).hasPrefix("t.jsonl:3: "))
  }

  @Test("No kind has an empty name", arguments: [first, second])
  func emptyKind(_ header: String) {
    let line = #"{"seq":2,"time":0,"action":"lose","message":{"kind":"","from":1,"to":0,"term":0}}"#
    #expect(failure(header + Self.start + line).contains(#""message.kind" is """#))
  }

  @Test("A field that only version 2 has is unknown to version 1, and ignored")
  func unknownFields() throws {
    let header = #"{"core":7,"raftsim":"trace","syncs":[],"version":1,"machine":{},"servers":3}"# + "\n"
    let line = #"{"seq":1,"time":0,"action":"start","server":0,"applied":"x","id":[],"reason":1,"copy":-1}"#
    let (read, events) = try read(Array((header + line).utf8))
    #expect(read == TraceHeader(servers: 3, version: 1))
    #expect(events.map(\.details) == [EventDetails()])
  }

  @Test("A no-op may be an entry with the command 0 or with its kind")
  func noOp() throws {
    let line = #"{"seq":1,"time":0,"action":"start","server":0,"log":{"kept":0,"appended":[[1,0],[1,"noOp"]]}}"#
    let (_, events) = try read(Array((Self.second + line).utf8))
    #expect(events[0].appended == [TraceEntry(term: 1, command: 0), TraceEntry(term: 1, command: 0)])
  }

  @Test("A configuration is another entry than a command of the same number")
  func configuration() {
    let (command, configuration) = (
      TraceEntry(term: 3, command: 5), TraceEntry(term: 3, command: 5, kind: .configuration)
    )
    #expect(command != configuration)
    #expect((configuration.term, configuration.command) == (3, 5))
    var digests = [TraceDigest(), TraceDigest()]
    for (index, entry) in [command, configuration].enumerated() {
      digests[index].absorb(Sample.step(.start, 0) { ($0.logKept, $0.appended) = (0, [entry]) })
    }
    #expect(digests[0] != digests[1])
  }

  @Test(
    "What version 2 records must be possible",
    arguments: [
      (#""action":"sync","server":0,"through":2"#, #""through" is 2; it must be a step of server 0, from 0 to 1"#),
      (#""action":"sync","server":0"#, #""through" is missing"#),
      (#""action":"lose","message":{"kind":"timeoutNow","from":1,"to":0,"term":0},"id":[2,0]"#, #""id" is [2,0]"#),
      (
        #""action":"lose","message":{"kind":"timeoutNow","from":1,"to":0,"term":0},"id":2"#,
        #""id" is 2; it must be a list"#
      ),
      (
        #""action":"lose","message":{"kind":"timeoutNow","from":1,"to":0,"term":0},"reason":"luck""#,
        #""reason" is "luck"; it must be one of "chance", "burst""#
      ),
      (#""action":"crash","server":0,"trap":"luck""#, #""trap" is "luck"; it must be one of "start", "timeout""#),
      (#""action":"crash","server":0,"trap":"receive""#, #""message" is missing"#),
      (#""action":"crash","server":0,"trap":"request""#, #""client" is missing"#),
      (#""action":"crash","server":0,"trap":"start""#, "server 0 traps in a second start"),
      (#""action":"crash","server":0,"client":{"command":1},"trap":"apply""#, #""client" occurs in a "crash""#),
      (
        #""action":"crash","server":0,"message":{"kind":"timeoutNow","from":1,"to":0,"term":0}"#,
        #""message" occurs in a "crash""#
      ),
      (
        #""action":"crash","server":0,"message":{"kind":"timeoutNow","from":0,"to":1,"term":0},"trap":"receive""#,
        "server 0 receives a message to server 1"
      ),
      (#""action":"timeout","server":0,"trap":"timeout""#, #""trap" occurs in an event "timeout""#),
      (#""action":"heal","reason":"chance""#, #""reason" occurs in an event "heal""#),
      (#""action":"timer","server":0,"timer":"lease","due":3"#, #""timer" is "lease""#),
      (#""action":"timer","server":0,"timer":"election","due":3"#, #""due" is 3"#),
      (#""action":"tick","server":0,"machineHash":3"#, #""machineHash" occurs without "applied""#),
      (#""action":"call","link":[0,0],"connection":1"#, #""link" goes from 0 to itself"#),
      (#""action":"call","link":[0,3],"connection":1"#, #""link" is 3"#),
      (#""action":"compact","server":0"#, #""base" is missing"#),
      (#""action":"tick","server":0,"log":{"kept":0,"appended":[[1,"noop"]]}"#, #""log.appended" is "noop""#),
      (
        #""action":"lose","message":{"kind":"appendReply","from":1,"to":0,"term":0,"success":true,"rejectedIndex":1}"#,
        #""matchIndex" is missing"#
      ),
      (
        #""action":"lose","message":{"kind":"appendReply","from":1,"to":0,"term":0,"success":true,"matchIndex":1,"conflictIndex":1}"#,
        #""conflictIndex" occurs in a message "appendReply""#
      ),
      (
        #""action":"lose","message":{"kind":"voteReply","from":1,"to":0,"term":0,"success":true}"#,
        #""success" occurs in a message "voteReply""#
      ),
    ])
  func impossible(_ rest: String, _ problem: String) {
    let header = #"{"raftsim":"trace","version":2,"servers":3,"syncs":true}"# + "\n"
    let isNote = ["sync", "timer", "call"].contains { rest.hasPrefix("\"action\":\"\($0)\"") }
    let found = failure(header + Self.start + (isNote ? "{" : #"{"seq":2,"#) + #""time":9,"# + rest + "}")
    #expect(found.hasPrefix("t.jsonl:3: "))
    #expect(found.contains(problem), "\(found)")
  }

  @Test("A note has no number, and what follows it has the next one")
  func notes() throws {
    let numbered = #"{"seq":2,"time":9,"action":"faultsEnd"}"#
    #expect(failure(Self.second + Self.start + numbered).contains(#""seq" occurs in an event "faultsEnd""#))
    let lines = #"{"time":9,"action":"faultsEnd"}"# + "\n" + #"{"seq":2,"time":9,"action":"crash","server":0}"#
    let (_, events) = try read(Array((Self.second + Self.start + lines).utf8))
    #expect(events.map(\.sequence) == [1, 1, 2])
    #expect(
      failure(Self.second + Self.start + #"{"time":9,"action":"crash","server":0}"#).contains("\"seq\" is missing"))
  }

  @Test("A sync needs a header that records syncs, and no later step than the server's last")
  func syncs() {
    let sync = #"{"time":9,"action":"sync","server":0,"through":1}"# + "\n"
    #expect(failure(Self.second + Self.start + sync).contains(#"its header must have "syncs":true"#))
    let header = #"{"raftsim":"trace","version":2,"servers":3,"syncs":true}"# + "\n"
    #expect(failure(header + Self.start + sync) == "no error")
    let earlier = #"{"time":9,"action":"sync","server":0,"through":0}"#
    #expect(failure(header + Self.start + sync + earlier).contains("from 1 to 1"))
  }
}
