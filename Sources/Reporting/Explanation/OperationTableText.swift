import TraceChecker

/// A table of the operations on an object, as text: at most 20 lines, of 100 columns where the operations are short.
package enum OperationTableText {
  /// The most operations that are shown.
  private static let most = 12
  /// How many of them come after the one that the violation is about.
  private static let mostAfter = 3
  private static let mostRemarks = 3
  /// A report indents the lines, and `wrapped` and the table once more.
  private static let width = 94

  /// The lines of the table.
  package static func lines(_ table: OperationTable) -> [String] {
    let end = min(table.rows.count, table.subject + 1 + mostAfter)
    let shown = max(0, end - most)..<end
    let object = table.object.isEmpty ? "the list" : table.object
    var lines = ["the operations on \(object), those that took effect in the order of their entries:"]
    if !shown.isEmpty, shown.lowerBound > 0 { lines += wrapped(earlier(table, shown.lowerBound)).map { "  " + $0 } }
    lines += aligned([headings] + shown.map { cells(table.rows[$0]) }, marked: table.subject - shown.lowerBound + 1)
    let later = table.rows.count - shown.upperBound
    if later > 0 { lines.append("  ... \(Readable.count(later, "later operation"))") }
    return lines + (explanation(table) + table.remarks.prefix(mostRemarks).map(text)).flatMap(wrapped)
  }

  private static let headings = ["entry", "client", "command", "operation", "answer", "steps"]

  private static func earlier(_ table: OperationTable, _ count: Int) -> String {
    let unexplained = table.rows[..<count].count { !$0.isExplained }
    let explained = unexplained == 0 ? "all explained" : "\(unexplained) not explained by the order of the entries"
    let effective = table.rows[..<count].count { $0.entry != nil }
    return "... \(Readable.count(count, "earlier operation")), \(explained); the state after them is "
      + table.states[effective]
  }

  private static func cells(_ row: OperationTable.Row) -> [String] {
    [
      row.entry.map { "\($0)" } ?? "-", "c\(row.call.client)", "\(row.call.command)", "\(row.call.operation)",
      row.completed == nil ? "none" : row.call.result.map { "\($0)" } ?? "no result",
      "\(row.invoked)" + (row.completed.map { " to \($0)" } ?? ", open"),
    ]
  }

  /// The rows in columns, the one at `marked` with a mark.
  private static func aligned(_ rows: [[String]], marked: Int) -> [String] {
    let widths = headings.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { number, row in
      let cells = zip(row, widths).map { TextLayout.pad($0, to: $1) }
      let line = (number == marked ? "> " : "  ") + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// A sentence in lines of `width` columns, all but the first indented.
  private static func wrapped(_ sentence: String) -> [String] {
    TextLayout.wrap(sentence, width: width).enumerated().map { $0 == 0 ? $1 : TextLayout.indent + $1 }
  }

  /// What the order of the entries gives for the marked operation, and from which state.
  private static func explanation(_ table: OperationTable) -> [String] {
    let row = table.rows[table.subject]
    guard row.call.result != nil, !row.isExplained || row.entry == nil else { return [] }
    let subject = "no order explains command \(row.call.command)"
    guard let given = row.given else {
      return ["\(subject), which has no entry; the last state is \(table.states.last ?? "")"]
    }
    let before = table.rows[..<table.subject].count { $0.entry != nil }
    return ["\(subject): the state before it is \(table.states[before]), in which it gives \(given)"]
  }

  private static func text(_ remark: OperationTable.Remark) -> String {
    switch remark {
    case .ranTwice(let command, let entries):
      "command \(command) ran \(times(entries)): entries \(list(entries)) are \(all(entries)) command \(command)"
    case .committedTwice(let command, let entries):
      "command \(command) is committed \(times(entries)), in entries \(list(entries))"
    case .answeredUncommitted(let command, let entry?):
      "command \(command) was answered before it was committed in entry \(entry)"
    case .answeredUncommitted(let command, nil): "command \(command) was answered without being committed"
    }
  }

  private static func times(_ entries: [Int]) -> String { entries.count == 2 ? "twice" : "\(entries.count) times" }

  private static func all(_ entries: [Int]) -> String { entries.count == 2 ? "both" : "all" }

  private static func list(_ entries: [Int]) -> String {
    entries.dropLast().map { "\($0)" }.joined(separator: ", ") + " and \(entries.last ?? 0)"
  }
}
