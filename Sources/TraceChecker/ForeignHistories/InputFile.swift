/// A file to be read: a trace, a history of clients, a schedule or a run file, as its first line shows.
public struct InputFile: ~Copyable {
  /// The kind of content of a file.
  public enum Kind: String, Hashable, Sendable {
    /// A trace, one JSON object a line.
    case trace
    /// A client history, one JSON object a line.
    case json
    /// A client history of EDN maps.
    case edn
    /// A schedule as text: `docs/schedules.md`.
    case schedule
    /// A run file: one JSON object, on several lines.
    case run
    /// None of these: the file cannot be read.
    case unknown
  }

  /// The content of the file.
  public let kind: Kind
  /// The name of the file in errors.
  public var name: String { lines.name }
  private var lines: LineSource
  /// Why its kind is not known.
  private let problem: String?

  /// Opens the file at `path` and looks at its first line; `-` is standard input.
  /// - Parameters:
  ///   - path: the path of the file.
  ///   - isCancelled: whether to end the reading, now or later: asked before each chunk of some hundred kilobytes. The
  ///     error
  ///     then has `wasInterrupted`.
  public init(path: RawText, isCancelled: @escaping () -> Bool = { false }) throws(TraceError) {
    try self.init(LineSource(path: path, isCancelled: isCancelled))
  }

  /// Looks at the first line of `bytes`; errors give `name` as the file.
  public init(bytes: [UInt8], name: String) throws(TraceError) {
    try self.init(LineSource(bytes: bytes, name: name))
  }

  private init(_ source: consuming LineSource) throws(TraceError) {
    lines = source
    var first = JSONScanner()
    let isThere = try lines.peek(into: &first.bytes)
    first.begin()
    let opening = FileOpening(isThere ? first : nil)
    (kind, problem) = (opening.kind, opening.problem)
  }

  /// Reads it as a trace. Throws as `TraceReader` does.
  public consuming func trace() throws(TraceError) -> TraceReader {
    if let problem = problem ?? otherProblem { throw lines.error(Flaw(problem, FileOpening.any), line: 1) }
    return try TraceReader(lines)
  }

  /// Reads it as a trace, for a command that takes no histories. Throws as `TraceReader` does, and for a history.
  public consuming func onlyTrace() throws(TraceError) -> TraceReader {
    let problem =
      switch kind {
      case .json, .edn: "the file is a client history"
      case .trace, .unknown, .run, .schedule: self.problem ?? otherProblem
      }
    if let problem { throw lines.error(Flaw(problem, FileOpening.trace), line: 1) }
    return try TraceReader(lines)
  }

  /// Reads all of it.
  /// - Parameter limit: how many bytes it may have. A longer file is an error before all of it is in memory.
  package consuming func content(upTo limit: Int) throws(TraceError) -> [UInt8] {
    var bytes: [UInt8] = []
    while try lines.take(into: &bytes) {
      guard bytes.count <= limit else {
        throw lines.error(Flaw("the file is too long", "it may have at most \(limit) bytes"), line: 0)
      }
    }
    return bytes
  }

  /// Reads it as a history, as a whole. Throws for a line that is wrong: the first one, but for values that do not fit
  /// together. O(file) time; memory grows with the operations.
  /// - Parameters:
  ///   - options: what its values mean.
  ///   - isCancelled: asked now and then with how many operations were read: whether to give up. Then the error says
  ///     that it
  ///     was interrupted.
  public consuming func history(
    _ options: HistoryOptions = HistoryOptions(), isCancelled: (_ operations: Int) -> Bool = { _ in false }
  ) throws(TraceError) -> ForeignHistory {
    if let problem = problem ?? otherProblem { throw lines.error(Flaw(problem, FileOpening.any), line: 1) }
    return kind == .edn ? try Self.edn(&lines, options, isCancelled) : try Self.json(&lines, options, isCancelled)
  }

  /// Reads its lines, whatever they are. Throws if the file cannot be read, for a line that is too long, and what `body`
  /// throws.
  /// - Parameter body: gets each line, without its line end, and its number, counted from 1.
  package consuming func forEachLine(
    _ body: (_ line: [UInt8], _ number: Int) throws(TraceError) -> Void
  ) throws(TraceError) {
    var line: [UInt8] = []
    while try lines.next(into: &line) { try body(line, lines.line) }
  }

  /// What is wrong with a schedule or a run file where something else is needed; `nil` if it is neither.
  private var otherProblem: String? {
    switch kind {
    case .schedule: "the file is a schedule"
    case .run: "the file is a run file"
    case .trace, .json, .edn, .unknown: nil
    }
  }

  private static func json(
    _ lines: inout LineSource, _ options: HistoryOptions, _ isCancelled: (Int) -> Bool
  ) throws(TraceError) -> ForeignHistory {
    let names = HistoryNames()
    var (scanner, pairing) = (JSONScanner(), HistoryPairing())
    while try lines.next(into: &scanner.bytes) {
      if isCancelled(pairing.calls.count) { throw lines.cancelled }
      scanner.begin()
      if scanner.isBlank() { continue }
      do throws(Flaw) {
        try pairing.take(try scanner.historyEvent(names, line: lines.line))
      } catch { throw lines.error(error) }
    }
    return try history(pairing, options, lines)
  }

  private static func edn(
    _ lines: inout LineSource, _ options: HistoryOptions, _ isCancelled: (Int) -> Bool
  ) throws(TraceError) -> ForeignHistory {
    var (reader, pairing) = (EDNReader(), HistoryPairing())
    while let event = try reader.next(&lines, isCancelled: { isCancelled(pairing.calls.count) }) {
      do throws(Flaw) {
        try pairing.take(event)
      } catch { throw lines.error(error, line: reader.line) }
    }
    return try history(pairing, options, lines)
  }

  private static func history(
    _ pairing: consuming HistoryPairing, _ options: HistoryOptions, _ lines: borrowing LineSource
  ) throws(TraceError) -> ForeignHistory {
    do throws(FlawOfLine) {
      return try ForeignHistory(pairing, options)
    } catch { throw lines.error(error.flaw, line: error.line) }
  }
}
