import Testing
import TraceChecker

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

private let header = #"{"raftsim":"trace","version":1,"servers":3}"#
private let heal = #"{"seq":1,"time":0,"action":"heal"}"#

@Test("Line ends of CR LF, blank lines at the end and a missing last line end are accepted")
func lineEnds() throws {
  for text in ["\(header)\r\n\(heal)\r\n", "\(header)\n\(heal)\n\n \t\r\n\n", "\(header)\n\(heal)"] {
    #expect(try read(Array(text.utf8)).1.count == 1)
  }
  #expect(failure("\(header)\n\n\(heal)\n").hasPrefix("t.jsonl:2: the line is blank; "))
}

@Test("Fields that nobody knows are ignored, whatever they hold, and names may have escapes")
func unknownFields() throws {
  let extra =
    #""x": {"a":[1,-2.5e+10,{"b":null}],"c":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"} , "":[true,false,[],{}],"time0":"""#
  let line = #" { "seq" : 1 , \#(extra) , "\u0074ime" : 0, "action" : "\u0068eal" } "#
  #expect(try read(Array("\(header)\n\(line)".utf8)).1.first?.action == .heal)
}

@Test("Values are nested up to a limit")
func nesting() {
  func nested(_ depth: Int) -> String {
    let value = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    return "\(header)\n" + #"{"seq":1,"time":0,"action":"heal","x":\#(value)}"#
  }
  #expect(failure(nested(TraceReader.depthLimit)) == "no error")
  #expect(failure(nested(200_000)).hasPrefix("t.jsonl:2: a value is nested too deeply; "))
}

@Test("A name with a NUL after it is not the name, and invalid UTF-8 is an error")
func oddNames() {
  #expect(failure("\(header)\n" + #"{"seq":1,"time\u0000":0,"action":"heal"}"#).contains("\"time\" is missing"))
  for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
    let line = Array("\(header)\n{\"".utf8) + bad + Array("\":1}".utf8)
    #expect(failure(line).hasPrefix("t.jsonl:2: a string up to column"))
  }
}

@Test("A line beyond the limit is an error, from memory and from a file", arguments: [" ", "7", "[", "\u{0}"])
func longLine(_ filling: String) throws {
  let text = "\(header)\n{\"seq\":" + String(repeating: filling, count: 3 << 20)
  let expected = "t.jsonl:2: the line is too long; a line may have at most 1048576 bytes"
  #expect(failure(text) == expected)
  try withFile(Array(text.utf8)) { path in
    var reader = try TraceReader(path: path)
    #expect(throws: TraceError.self) { _ = try rest(of: &reader) }
  }
}

@Test("A line of exactly the limit is read")
func longestLine() throws {
  let padding = String(repeating: " ", count: TraceReader.lineLimit - heal.utf8.count)
  #expect(try read(Array("\(header)\n\(heal)\(padding)\n".utf8)).1.count == 1)
  #expect(failure("\(header)\n\(heal)\(padding) \n").contains("too long"))
}

@Test("A file of many chunks is read as the bytes in memory are")
func manyChunks() throws {
  var writer = TraceWriter(header: TraceHeader(servers: 3))
  var event = TraceEvent()
  event.action = .invoke
  for sequence in 1...10_000 {
    event.sequence = sequence
    event.client.text = String(repeating: "é", count: sequence % 50)
    writer.write(event)
  }
  let bytes = writer.takeBytes()
  #expect(bytes.count > 1 << 19)
  try withFile(bytes) { path in
    var reader = try TraceReader(path: path)
    #expect(try rest(of: &reader) == read(bytes).1)
  }
}

@Test("A file that cannot be read is an error in words, without a line")
func unreadableFile() {
  #expect(openingError("/nonexistent/trace") == "/nonexistent/trace: it cannot be opened: No such file or directory; ")
  #expect(openingError("/") == "/: it cannot be read: Is a directory; ")
}

@Test("An error is one line, whatever the file is called and holds")
func oneLine() {
  let error = TraceError(file: "a\nb", line: 3, problem: "x\u{1B}[2J\u{2028}\u{202E}", remedy: "é")
  #expect(error.description == "a?b:3: x?[2J??; é")
}

private func openingError(_ path: String) -> String {
  do throws(TraceError) {
    _ = try TraceReader(path: path)
    return "no error"
  } catch {
    return error.description.replacing("give a readable file, or - for standard input", with: "")
  }
}

/// Runs `body` with a file of these bytes, which is gone afterwards.
private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
  var path = Array("/tmp/raftsim-trace-XXXXXX\0".utf8CString.dropLast())
  let descriptor = mkstemp(&path)
  try #require(descriptor >= 0)
  let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { unlink(name) }
  try #require(write(descriptor, bytes, bytes.count) == bytes.count)
  close(descriptor)
  try body(name)
}
