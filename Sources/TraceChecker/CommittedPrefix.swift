/// The entries that any server has ever committed, as the servers that committed them first had them.
public struct CommittedPrefix: PrefixHashed, Sendable {
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

  mutating func append(_ record: Record) { records.append(record) }
}
