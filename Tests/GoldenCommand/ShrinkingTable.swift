import Foundation
import GoldenData

/// The table in docs/shrinking-results.md: what shrinking makes of the run of each planted defect.
struct ShrinkingTable {
  let rows: [ShrinkingRow]

  private static let path = "docs/shrinking-results.md"
  /// The lines between which the command writes.
  private static let (start, end) = ("<!-- written by 'golden shrunk --table' -->", "<!-- end -->")

  /// Replaces the figures in the document.
  func write() throws {
    let url = GoldenFile.package.appending(path: Self.path)
    let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
    guard let start = lines.firstIndex(of: Self.start), let end = lines.firstIndex(of: Self.end), start < end else {
      throw GoldenError(description: "\(Self.path) needs the lines \(Self.start) and \(Self.end)")
    }
    let text = (lines[...start] + aims + ["", "## Results", ""] + table + lines[end...]).joined(separator: "\n")
    try Data(text.utf8).write(to: url)
  }

  // MARK: The aims

  private var aims: [String] {
    let compared = rows.filter { $0.ratio != nil }
    return [
      "- " + aim("at most 1.5 times as long as the shortest counterexample of `explore`", of: compared) { $0.isShort },
      "- " + aim("at most 10 CPU seconds", of: rows) { $0.isFast },
      "- " + aim("a story of at most 25 lines of 100 columns", of: rows) { $0.isReadable },
      "- " + aim("searched to the end, before a limit", of: rows) { $0.isMinimal },
    ]
  }

  private func aim(_ text: String, of rows: [ShrinkingRow], _ isReached: (ShrinkingRow) -> Bool) -> String {
    let missed = rows.filter { !isReached($0) }.map { "`\($0.known.defect.name)`" }
    let count = "\(rows.count - missed.count) of \(rows.count)"
    return "\(text): \(count)" + (missed.isEmpty ? "" : "; not \(missed.joined(separator: ", "))")
  }

  // MARK: The table

  private var table: [String] {
    [
      "| defect | property | needs | seed | found | shrunk | form | explore | ratio | story | CPU s |",
      "|---|---|---|---:|---:|---:|---|---:|---:|---:|---:|",
    ] + rows.map(\.cells).map { "| " + $0.joined(separator: " | ") + " |" }
  }
}
