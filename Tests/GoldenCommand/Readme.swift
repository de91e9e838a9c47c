import Foundation
import GoldenData

/// The example of a failure in README.md, which is written by hand.
enum Readme {
  /// The defect of the example.
  static let defect = "vote-index-beyond-commit"
  /// The invariant that the example's seed breaks in the end.
  static let invariant = "LeaderCompleteness"

  /// Whether the example is that of this seed.
  static func shows(_ seed: UInt64) -> Bool {
    let text = try? String(contentsOf: GoldenFile.package.appending(path: "README.md"), encoding: .utf8)
    return text?.contains("fuzz --seed \(seed) --defect \(defect) ") ?? false
  }
}
