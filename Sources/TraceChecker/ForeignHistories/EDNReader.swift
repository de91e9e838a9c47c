/// Reads the operations of a history in EDN, in memory that does not grow with the file.
///
/// The text is scanned in blocks. A map that a block cuts off is scanned again when the next block is there.
struct EDNReader {
  private var scanner = EDNScanner([])
  private let names = HistoryNames()
  /// Whether all of the file is in the scanner.
  private var isWhole = false

  /// The longest map, with the comments before it, in bytes.
  var mapLimit = 1 << 24

  /// The line that is read, counted from 1.
  var line: Int { scanner.line }

  /// The next operation; `nil` at the end.
  /// - Parameter isCancelled: asked before each block whether to give up; then the error says that it was interrupted.
  mutating func next(
    _ lines: inout LineSource, isCancelled: () -> Bool = { false }
  ) throws(TraceError) -> HistoryEvent? {
    while true {
      var mark = scanner.mark
      do throws(Flaw) {
        if let event = try scanner.historyEvent(names) { return event }
        if isWhole { return nil }
        // A comment may continue in the next block.
        if scanner.isBlank(from: mark) { mark = scanner.mark }
      } catch {
        if isWhole || !scanner.isNearEnd { throw lines.error(error, line: scanner.line) }
      }
      if isCancelled() { throw lines.cancelled }
      try refill(from: mark, &lines)
    }
  }

  private mutating func refill(from mark: EDNScanner.Mark, _ lines: inout LineSource) throws(TraceError) {
    let hasMore = try scanner.refill(from: mark) { bytes throws(TraceError) in
      guard bytes.count <= mapLimit else {
        let remedy = "a map may have up to \(mapLimit) bytes, with the comments before it"
        throw lines.error(Flaw("the map is too long", remedy), line: mark.line)
      }
      return try lines.take(into: &bytes)
    }
    isWhole = !hasMore
  }
}
