import TraceChecker

/// A line of the sample in a short trace of its own, which can be damaged anywhere in this line.
struct SampleLine {
  /// The trace: the header, the starts of the servers, as many lines before as the line needs, the line and the next.
  let bytes: [UInt8]
  /// Where the line is in it, its end included.
  let range: Range<Int>

  /// The header and the lines of all events.
  static let all = [SampleLine(0, of: Array(Sample.events.prefix(4)))] + Sample.events.indices.map(shortest)

  /// The shortest right trace with an event of the sample.
  private static func shortest(_ index: Int) -> SampleLine {
    let starts = Array(Sample.events.prefix(min(index, 3)))
    let traces = (0...index - starts.count).lazy.map { before in
      SampleLine(
        starts.count + before + 1,
        of: starts + Sample.events[(index - before)...].prefix(before + 2))
    }
    return traces.first { failure($0.bytes) == "no error" } ?? SampleLine(index + 1, of: Sample.events)
  }

  private init(_ line: Int, of events: [TraceEvent]) {
    let bytes = Sample.write(Self.renumbered(events), header: Sample.header)
    let begins = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    (self.bytes, range) = (bytes, begins[line]..<begins[line + 1])
  }

  /// Notes have the number of the event before.
  private static func renumbered(_ events: [TraceEvent]) -> [TraceEvent] {
    var count = 0
    return events.map { event in
      var event = event
      if !event.action.isNote { count += 1 }
      event.sequence = count
      return event
    }
  }

  /// The bytes of the line that are inside a text, or digits of a number: another text or number may be right there.
  var values: Set<Int> {
    var (values, isText, isEscaped): (Set<Int>, Bool, Bool) = ([], false, false)
    for index in range {
      let byte = bytes[index]
      let isQuote = byte == UInt8(ascii: "\"") && !isEscaped
      if isQuote { isText.toggle() }
      if isText ? !isQuote : (0x30...0x39).contains(byte) { values.insert(index) }
      isEscaped = isText && byte == UInt8(ascii: "\\") && !isEscaped
    }
    return values
  }
}
