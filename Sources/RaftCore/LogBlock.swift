/// Some entries of a log, in a row and never changed: logs that have the same entries share them.
///
/// A command takes eight bytes; entries of one term in a row share the term.
final class LogBlock: Sendable, Equatable {
  /// The entries of a block.
  static let length = 256

  private struct Run: Equatable, Sendable, BitwiseCopyable {
    var start: Int
    var term: Term
  }

  private let runs: [Run]
  private let commands: [Command]

  /// A block of `entries`.
  /// - Precondition: there are `length` of them.
  init(_ entries: ArraySlice<Entry>) {
    precondition(entries.count == Self.length, "a block of \(entries.count) entries")
    var runs: [Run] = []
    for (offset, entry) in entries.enumerated() where runs.last?.term != entry.term {
      runs.append(Run(start: offset, term: entry.term))
    }
    self.runs = runs
    commands = entries.map(\.command)
  }

  /// The entry at `offset`, counted from 0. O(terms in the block).
  subscript(offset: Int) -> Entry {
    var run = runs.count - 1
    while runs[run].start > offset { run -= 1 }
    return Entry(term: runs[run].term, command: commands[offset])
  }

  /// The term of the last entry.
  var lastTerm: Term { runs[runs.count - 1].term }

  /// The same block with another entry at `offset`. O(length).
  func replacing(_ offset: Int, by entry: Entry) -> LogBlock {
    var entries = (0..<Self.length).map { self[$0] }
    entries[offset] = entry
    return LogBlock(entries[...])
  }

  static func == (one: LogBlock, other: LogBlock) -> Bool {
    one === other || one.runs == other.runs && one.commands == other.commands
  }
}
