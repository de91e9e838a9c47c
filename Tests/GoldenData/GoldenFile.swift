import Foundation

/// A file of `Tests/Golden`: lines of words, sorted, after comments that begin with `#`.
public struct GoldenFile: Sendable {
  /// The name of the file in `Tests/Golden`.
  public let name: String
  /// What the file says first: its purpose and its columns.
  private let comment: [String]

  init(_ name: String, comment: [String]) {
    self.name = name
    self.comment = comment
  }

  /// The directory of the package.
  public static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private var url: URL { Self.package.appending(path: "Tests/Golden/\(name)") }

  /// What the lines of a file say.
  public struct Lines<Value: Sendable>: Sendable {
    /// What was read.
    public fileprivate(set) var values: [Value] = []
    /// One message for each line that could not be read.
    public fileprivate(set) var problems: [String] = []
  }

  /// Reads each line.
  /// - Parameter value: what the words of a line say; `nil` if they cannot be understood.
  func read<Value: Sendable>(_ value: ([String]) -> Value?) -> Lines<Value> {
    var lines = Lines<Value>()
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      lines.problems = ["Tests/Golden/\(name) cannot be read; 'swift run -c release golden' makes it"]
      return lines
    }
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if let value = value(line.split(separator: " ").map(String.init)) {
        lines.values.append(value)
      } else {
        lines.problems.append("Tests/Golden/\(name): '\(line)' is not \(comment.last ?? "")")
      }
    }
    return lines
  }

  /// Rewrites the file.
  /// - Returns: how many lines it lost, and how many it got.
  public func write(_ lines: [[String]]) throws -> (removed: Int, added: Int) {
    let rows = lines.map { $0.joined(separator: " ") }.sorted()
    let old = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    let new = (comment.map { "# \($0)" } + rows).joined(separator: "\n") + "\n"
    try Data(new.utf8).write(to: url)
    return Self.difference(old, new)
  }

  /// How many lines of a text are not in another, and the other way round.
  static func difference(_ old: String, _ new: String) -> (removed: Int, added: Int) {
    let (old, new) = (old.split(separator: "\n"), new.split(separator: "\n"))
    let changes = new.difference(from: old)
    return (changes.removals.count, changes.insertions.count)
  }
}
