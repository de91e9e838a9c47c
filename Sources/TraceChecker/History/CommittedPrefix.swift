/// The entries that any server has ever committed, as the servers that committed them first had them.
public struct CommittedPrefix: PrefixHashed, Sendable {
  /// A committed entry, with who committed it first and when.
  public struct Record: Sendable {
    /// The committed entry.
    public let entry: TraceEntry
    /// The hash of all entries up to this one.
    public let prefixHash: UInt64
    /// The current term of the server that committed it first, at that moment.
    public let term: Int
    /// The number of that server.
    public let server: Int
    /// The number of the step in which it committed the entry.
    public let step: Int
  }

  private struct Committer: Hashable, Sendable {
    var term: Int
    var server: Int
  }

  private var links = HashedEntries()
  private var committers = RunList<Committer>()
  private var steps = NumberList()

  /// The highest index committed.
  public var count: Int { links.count }

  /// How many entries at the front are forgotten: of these only the term and the server of the first commit are known.
  public var forgotten: Int { links.forgotten }

  /// The record of `index`.
  /// - Precondition: `forgotten < index <= count`.
  public subscript(index: Int) -> Record {
    let (link, committer) = (links[index], committer(of: index))
    return Record(
      entry: link.entry, prefixHash: link.prefixHash, term: committer.term, server: committer.server,
      step: steps[index - 1])
  }

  /// The server that committed the entry at `index` first, and its term then.
  /// - Precondition: `1 <= index <= count`.
  func committer(of index: Int) -> (term: Int, server: Int) {
    (committers[index - 1].term, committers[index - 1].server)
  }

  /// The entry at `index`.
  /// - Precondition: `forgotten < index <= count`.
  public func entry(at index: Int) -> TraceEntry { links[index].entry }

  /// The hash of the first `length` entries.
  /// - Precondition: `length` is 0, or `forgotten < length <= count`.
  public func prefixHash(_ length: Int) -> UInt64 { links.prefixHash(length) }

  /// How many entries at the front were committed in terms before `term`. O(1), but for a term that later ones have
  /// overtaken.
  public func count(before term: Int) -> Int { committers.count(withoutLast: { $0.term >= term }) }

  mutating func append(_ record: Record) {
    links.append(HashedEntries.Link(entry: record.entry, prefixHash: record.prefixHash))
    committers.append(Committer(term: record.term, server: record.server))
    steps.append(record.step)
  }

  /// Forgets the entries up to `index` and at which steps they were committed, as far as they fill blocks. The last
  /// entry is never in a block. O(blocks).
  mutating func forget(upTo index: Int) {
    links.forget(upTo: index)
    steps.forget(upTo: links.forgotten)
  }

  /// The number of blocks: one more after an append that filled one.
  var blockCount: Int { links.blockCount }

  /// Shares the memory of the last block with a log that has the same entries there.
  mutating func shareLastBlock(with log: LogHistory) { links.shareLastBlock(with: log.links) }

  /// Stops a debug build where the parts do not fit each other.
  func checkInvariants() {
    assert(committers.count == count && steps.count == count, "each entry has a committer and a step")
  }
}
