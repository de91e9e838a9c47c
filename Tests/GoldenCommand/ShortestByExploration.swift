import Foundation
import GoldenData

/// The lengths of the shortest counterexamples of `raftsim explore`, as the table of defects in docs/exploration.md has
/// them.
struct ShortestByExploration {
  private struct Key: Hashable {
    let defect: String
    let property: String
  }

  private var lengths: [Key: Int] = [:]

  /// Reads the table.
  init() throws {
    let url = GoldenFile.package.appending(path: "docs/exploration.md")
    var defect = ""
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 12 else { continue }
      if !cells[1].isEmpty { defect = cells[1].trimmingCharacters(in: ["`"]) }
      for (property, length) in [(cells[3], cells[4]), (cells[7], cells[8])] {
        guard let length = Int(length) else { continue }
        let key = Key(defect: defect, property: property)
        lengths[key] = min(length, lengths[key] ?? .max)
      }
    }
    guard !lengths.isEmpty else {
      throw GoldenError(description: "docs/exploration.md has no table of defects with 11 columns")
    }
  }

  /// The length of the shortest counterexample of a property; `nil` if the table has none.
  func length(_ defect: String, _ property: String) -> Int? { lengths[Key(defect: defect, property: property)] }
}
