/// The entries that any server has ever committed, as the servers that committed them first had them.
public struct CommittedPrefix: Sendable {
  /// A committed entry.
  public struct Record: Sendable {
    /// The entry.
    public let entry: TraceEntry
    /// The hash of the prefix that ends with it.
    public let prefixHash: UInt64
    /// The term of the server that committed it, when it did.
    public let term: Int
    /// That server.
    public let server: Int
    /// The step.
    public let step: Int
  }

  private var records: [Record] = []

  /// The highest index committed.
  public var count: Int { records.count }

  /// The record of `index`.
  /// - Precondition: `1 <= index <= count`.
  public subscript(index: Int) -> Record { records[index - 1] }

  /// The hash of the first `length` entries.
  public func prefixHash(_ length: Int) -> UInt64 { length == 0 ? 0 : records[length - 1].prefixHash }

  /// How many entries at the front were committed in terms before `term`. O(1) but for a term that others have
  /// overtaken.
  public func count(before term: Int) -> Int {
    var length = records.count
    while length > 0, records[length - 1].term >= term { length -= 1 }
    return length
  }

  /// Whether `log` begins with the first `length` entries. O(1).
  public func isPrefix(_ length: Int, of log: borrowing LogHistory) -> Bool {
    log.count >= length && log.prefixHash(length) == prefixHash(length)
  }

  /// The first index up to `length` at which `log` is short or differs, if there is one. O(log n).
  public func firstDifference(_ length: Int, from log: borrowing LogHistory) -> Int? {
    guard !isPrefix(length, of: log) else { return nil }
    var (agreed, bad) = (0, length)
    while bad - agreed > 1 {
      let middle = (agreed + bad) / 2
      if isPrefix(middle, of: log) { agreed = middle } else { bad = middle }
    }
    return bad
  }

  mutating func append(_ record: Record) { records.append(record) }
}
