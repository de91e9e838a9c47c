import Foundation
import GoldenData

/// What the command line asks for.
struct Options {
  /// The parts of the golden data, in the order in which they are rebuilt: traces of defects need the defects' seeds.
  static let parts = ["digests", "defects", "faults", "validation", "traces", "shrunk"]

  /// The parts to rebuild.
  private(set) var parts = Set(Options.parts)
  /// The defects whose runs are shrunk; none means all.
  private(set) var defects: Set<String> = []
  /// Whether the results of shrinking are measured, and their table is written.
  private(set) var writesTable = false
  /// The last seed of a search.
  private(set) var limit = 100_000
  /// The number of threads.
  private(set) var jobs = ProcessInfo.processInfo.activeProcessorCount

  init(_ arguments: ArraySlice<String>) throws(UsageError) {
    var named: Set<String> = []
    var rest = arguments
    while let word = rest.popFirst() {
      switch word {
      case "--limit": limit = try Self.number(after: word, rest.popFirst())
      case "--jobs": jobs = try Self.number(after: word, rest.popFirst())
      case "--table": writesTable = true
      case _ where Self.parts.contains(word): named.insert(word)
      case _ where named == ["shrunk"] && ShrunkCase.defects.contains { $0.name == word }: defects.insert(word)
      default:
        throw UsageError(
          description:
            "'\(word)' is none of \(Self.parts.joined(separator: ", ")), --limit SEEDS, --jobs THREADS, nor, "
            + "after 'shrunk', --table or a defect")
      }
    }
    if !named.isEmpty { parts = named }
    if writesTable, named != ["shrunk"] || !defects.isEmpty {
      throw UsageError(description: "--table is of all defects: 'golden shrunk --table'")
    }
  }

  private static func number(after option: String, _ text: String?) throws(UsageError) -> Int {
    guard let text, let number = Int(text), number > 0 else {
      throw UsageError(description: "\(option) needs a number from 1 on, not '\(text ?? "")'")
    }
    return number
  }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  let description: String
}

/// Prints a line on standard error.
func write(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
