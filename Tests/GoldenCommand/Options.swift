import Foundation
import GoldenData

/// What the command line asks for.
struct Options {
  /// The parts of the golden data, in the order in which they are rebuilt: traces of defects need the defects' seeds.
  static let parts = ["digests", "defects", "faults", "validation", "traces"]

  /// The parts to rebuild.
  private(set) var parts = Set(Options.parts)
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
      case _ where Self.parts.contains(word): named.insert(word)
      default:
        throw UsageError(
          description: "'\(word)' is none of \(Self.parts.joined(separator: ", ")), --limit SEEDS, --jobs THREADS")
      }
    }
    if !named.isEmpty { parts = named }
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
