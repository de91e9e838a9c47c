import Testing
import TraceChecker

@Test("What is written is read again, for every action, kind of message and outcome")
func roundTrip() throws {
  let (header, events) = try read(Sample.bytes)
  #expect(header == Sample.header)
  #expect(events == Sample.events)
}

@Test("The sample has every action, every kind of message and every trap")
func sampleIsComplete() {
  #expect(Set(Sample.events.map(\.action)) == Set(Action.allCases))
  let kinds = Sample.events.filter { $0.action == .receive }.map(\.message.kind)
  #expect(Set(kinds) == Set(TraceMessage.Kind.allCases))
  #expect(Set(Sample.events.compactMap(\.details.trap)) == Set(TrapPoint.allCases))
}

@Test("What was read is written with the same bytes")
func sameBytes() throws {
  let (header, events) = try read(Sample.bytes)
  #expect(Sample.write(events, header: header) == Sample.bytes)
}

@Test("A line has only what changed")
func linesAreShort() {
  var writer = TraceWriter(header: TraceHeader(servers: 3, seed: 17))
  #expect(
    String(decoding: writer.takeBytes(), as: UTF8.self) == #"{"raftsim":"trace","version":2,"servers":3,"seed":17}"#
      + "\n")
  writer.write(Sample.events[0])
  writer.write(Sample.events[5])
  writer.write(Sample.events[9])
  let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
  #expect(
    lines == [
      #"{"seq":1,"time":0,"action":"start","server":0}"#,
      #"{"seq":6,"time":2000,"action":"timeout","server":0,"term":1,"vote":0,"role":"candidate"}"#,
      #"{"seq":10,"time":4000,"action":"timeout","server":0,"vote":null,"role":"leader"}"#,
    ])
}

@Test("The bytes that were taken are not given again")
func takeBytes() {
  var writer = TraceWriter(header: Sample.header)
  let first = writer.takeBytes()
  #expect(writer.bytes.isEmpty)
  for event in Sample.events { writer.write(event) }
  #expect(first + writer.takeBytes() == Sample.bytes)
}

@Test("An event that is used again keeps nothing of the one before")
func eventIsCleared() throws {
  var reader = try TraceReader(bytes: Sample.bytes, name: "t")
  var event = TraceEvent()
  for expected in Sample.events {
    #expect(try reader.next(into: &event))
    #expect(event == expected)
  }
  #expect(try !reader.next(into: &event))
  #expect(try !reader.next(into: &event))
}

@Test("Every cluster of 1 to 9 servers has traces", arguments: 1...TraceHeader.serverLimit)
func everySize(servers: Int) throws {
  var event = Sample.step(.start, servers - 1)
  event.sequence = 1
  let (header, events) = try read(Sample.write([event], header: TraceHeader(servers: servers)))
  #expect(header == TraceHeader(servers: servers))
  #expect(events == [event])
}
