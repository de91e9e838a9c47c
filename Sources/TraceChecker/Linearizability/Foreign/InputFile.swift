/// A file to be judged: a trace, or a history of clients. Its first line tells.
public struct InputFile: ~Copyable {
  /// What stands in a file.
  public enum Kind: String, Hashable, Sendable {
    /// A trace, or nothing that is known.
    case trace
    /// A history, one JSON object a line.
    case json
    /// A history of EDN maps.
    case edn
  }

  /// What stands in it.
  public let kind: Kind
  private var lines: LineSource

  /// The largest history, in bytes.
  public static let historyLimit = 1 << 30

  /// Opens the file at `path` and looks at its first line; `-` is the standard input.
  public init(path: String) throws(TraceError) { try self.init(LineSource(path: path)) }

  /// Looks at the first line of `bytes`; errors tell `name` for the file.
  public init(bytes: [UInt8], name: String) throws(TraceError) {
    try self.init(LineSource(bytes: bytes, name: name))
  }

  private init(_ source: consuming LineSource) throws(TraceError) {
    lines = source
    var first = JSONScanner()
    _ = try lines.peek(into: &first.bytes)
    first.begin()
    kind = Self.kind(of: &first)
  }

  private static func kind(of line: inout JSONScanner) -> Kind {
    switch line.skipSpace() {
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "#"), UInt8(ascii: ";"): .edn
    case UInt8(ascii: "{"): isEDN(line) ? .edn : line.isHistory() ? .json : .trace
    default: .trace
    }
  }

  /// Whether a name in EDN comes behind the bracket.
  private static func isEDN(_ line: borrowing JSONScanner) -> Bool {
    let rest = line.bytes[line.position...].dropFirst()
    return rest.first { $0 != ASCII.space && $0 != ASCII.comma && $0 != ASCII.tab } == ASCII.colon
  }

  /// Reads it as a trace. Throws as `TraceReader` does.
  public consuming func trace() throws(TraceError) -> TraceReader { try TraceReader(lines) }

  /// Reads it as a history, as a whole. Throws for the first line that is wrong. O(file).
  public consuming func history(_ options: HistoryOptions = HistoryOptions()) throws(TraceError) -> ForeignHistory {
    kind == .edn ? try Self.edn(&lines, options) : try Self.json(&lines, options)
  }

  private static func json(
    _ lines: inout LineSource, _ options: HistoryOptions
  ) throws(TraceError) -> ForeignHistory {
    let names = HistoryNames()
    var (scanner, pairing) = (JSONScanner(), HistoryPairing())
    while try lines.next(into: &scanner.bytes) {
      scanner.begin()
      if scanner.isBlank() { continue }
      do throws(Flaw) {
        try pairing.take(try scanner.historyEvent(names, line: lines.line))
      } catch { throw lines.error(error) }
    }
    return try history(pairing, options, lines)
  }

  private static func edn(
    _ lines: inout LineSource, _ options: HistoryOptions
  ) throws(TraceError) -> ForeignHistory {
    let names = HistoryNames()
    var (scanner, pairing) = (EDNScanner(try lines.rest(limit: historyLimit)), HistoryPairing())
    do throws(Flaw) {
      while let event = try scanner.historyEvent(names) { try pairing.take(event) }
    } catch { throw lines.error(error, line: scanner.line) }
    return try history(pairing, options, lines)
  }

  private static func history(
    _ pairing: HistoryPairing, _ options: HistoryOptions, _ lines: borrowing LineSource
  ) throws(TraceError) -> ForeignHistory {
    do throws(FlawOfLine) {
      return try ForeignHistory(pairing, options)
    } catch { throw lines.error(error.flaw, line: error.line) }
  }
}

extension JSONScanner {
  /// Whether the line is an object with what an operation has, and a trace has not.
  fileprivate mutating func isHistory() -> Bool {
    let names = HistoryNames()
    do throws(Flaw) {
      var more = try enter(.object)
      while more {
        switch try key(names.fields) {
        case .type, .process, .f: return true
        default: try skipValue()
        }
        more = try another(.object)
      }
    } catch {}
    return false
  }
}
