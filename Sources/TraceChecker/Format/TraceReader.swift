/// Reads a trace, one event after the other, and trusts nothing in it: what it returns keeps the rules of
/// `docs/trace-format.md`.
///
/// Every number is in its range, every server is one of the header, and no step removes entries that a log does not
/// have. Memory is bounded by the longest line, whatever the length of the file.
public struct TraceReader: ~Copyable {
  /// The header of the trace.
  public let header: TraceHeader
  /// The number of the line that was read last, counted from 1.
  public var line: Int { source.line }
  private var source: LineSource
  private var parser: EventParser
  private var history: TraceHistory
  private var events = 0

  /// Opens the file at `path` and reads its header; `-` is standard input. Throws if there is no such file, or no
  /// header in it.
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - catalog: the kinds of messages that it may have.
  public init(path: String, catalog: MessageCatalog = .standard) throws(TraceError) {
    try self.init(LineSource(path: RawText(path)), catalog)
  }

  /// Reads the header of the trace in `bytes`; errors give `name` as the file.
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - name: its name in errors.
  ///   - catalog: the kinds of messages that it may have.
  public init(bytes: [UInt8], name: String, catalog: MessageCatalog = .standard) throws(TraceError) {
    try self.init(LineSource(bytes: bytes, name: name), catalog)
  }

  init(_ lines: consuming LineSource, _ catalog: MessageCatalog = .standard) throws(TraceError) {
    var first = JSONScanner()
    let isThere = try lines.next(into: &first.bytes)
    first.begin()
    do throws(Flaw) {
      guard isThere else { throw Flaw("the file is empty", "a trace must have at least its header") }
      var parser = HeaderParser(line: first)
      header = try parser.parse()
    } catch {
      throw lines.error(error)
    }
    parser = EventParser(servers: header.servers, names: Vocabulary.of(catalog, version: header.version))
    history = TraceHistory(header)
    source = lines
  }

  /// Reads the next event into `event`, whose buffers are used again; `false` at the end of the trace.
  ///
  /// Throws for the first line that breaks a rule of the format; then neither `event` nor what follows has a meaning.
  /// O(line), and without allocation once the buffers have grown, but for a client's text.
  public mutating func next(into event: inout TraceEvent) throws(TraceError) -> Bool {
    guard try source.next(into: &parser.scanner.bytes) else { return false }
    parser.scanner.begin()
    if parser.scanner.isBlank() { return try skipBlankLines() }
    do throws(Flaw) {
      try parser.parse(into: &event)
      try history.append(&event, fields: parser.fields)
      try count()
    } catch {
      throw source.error(parser.isHeader ? Self.anotherHeader : error)
    }
    return true
  }

  private mutating func count() throws(Flaw) {
    events += 1
    guard let most = header.events, events > most else { return }
    throw Flaw("this is event \(events), and the header has \"events\":\(most)", "both must give the same number")
  }

  /// How many events of those that the header counts were not read yet; `0` if it does not count them.
  public var missingEvents: Int { max(0, (header.events ?? 0) - events) }

  /// What the trace lacks, in words, if events are missing at its end.
  public var cut: String? {
    guard missingEvents > 0 else { return nil }
    return "cut short after line \(events + 1): its header has \"events\":\(header.events ?? 0)"
  }

  private static let anotherHeader = Flaw(
    "the line is the header of another trace",
    "a trace has one header, in its first line; each trace must be a file of its own")

  /// Skips blank lines, which only the end of the file may follow; returns that there is no event.
  private mutating func skipBlankLines() throws(TraceError) -> Bool {
    let blank = source.error(Flaw("the line is blank", "every line before the last event must be an event"))
    while try source.next(into: &parser.scanner.bytes) {
      parser.scanner.begin()
      guard parser.scanner.isBlank() else { throw blank }
    }
    return false
  }
}

extension TraceReader {
  /// The latest version of the format. All from 1 on are read.
  public static let version = TraceHeader.latestVersion
  /// The longest line, in bytes. A longer one is an error before it is in memory.
  public static let lineLimit = TextLimits.line
  /// The largest term, index and time: sums of a few of them do not overflow.
  public static let numberLimit = TextLimits.number
  /// How deep the values of fields that nobody knows may be nested.
  public static let depthLimit = TextLimits.depth
}
