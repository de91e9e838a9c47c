/// A server's log with, at each index, the hash of the whole prefix up to it: two logs agree up to an index exactly if the hashes
/// there are equal (but for a chance of 2⁻⁶⁴).
public struct LogHistory: Sendable {
  private var entries: [TraceEntry] = []
  private var chain: [UInt64] = [0]

  /// The index of the last entry, counted from 1. TLA+: `Len(log)`.
  public var count: Int { entries.count }

  /// The entry at `index`.
  /// - Precondition: `1 <= index <= count`.
  public subscript(index: Int) -> TraceEntry { entries[index - 1] }

  /// The entry at `index`, if there is one.
  public func entry(at index: Int) -> TraceEntry? {
    index >= 1 && index <= count ? entries[index - 1] : nil
  }

  /// The hash of the first `length` entries.
  /// - Precondition: `0 <= length <= count`.
  public func prefixHash(_ length: Int) -> UInt64 { chain[length] }

  /// How many of the first `entries` behind `index` stand there already.
  func agreement(behind index: Int, with entries: [TraceEntry]) -> Int {
    var agreed = 0
    while agreed < entries.count, index + agreed < count, self[index + agreed + 1] == entries[agreed] { agreed += 1 }
    return agreed
  }

  mutating func truncate(to length: Int) {
    guard length < count else { return }
    entries.removeLast(count - length)
    chain.removeLast(chain.count - length - 1)
  }

  mutating func append(_ entry: TraceEntry) {
    entries.append(entry)
    chain.append(mix(chain[chain.count - 1] ^ UInt64(entry.term), entry.command))
  }
}
