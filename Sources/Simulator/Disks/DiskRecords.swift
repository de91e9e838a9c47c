import RaftCore

/// What one step writes: it reaches the disk as a whole, or not at all.
struct DiskRecord: BitwiseCopyable {
  var writesTermAndVote: Bool
  var writesVote: Bool
  var term: Term
  var vote: ServerID?
  /// How many entries stay before those of this record; `nil` if the log is not written.
  var kept: LogIndex?
  /// How many entries it has.
  var entries: Int
}

/// Records in the order in which they were written. Their buffers are used again: nothing is allocated once they have
/// grown.
struct DiskRecords {
  private var records: [DiskRecord] = []
  private var entries: [Entry] = []
  private var firstRecord = 0
  private var firstEntry = 0

  /// The number of records.
  var count: Int { records.count - firstRecord }

  /// The one that was written first.
  /// - Precondition: there is one.
  var first: DiskRecord { records[firstRecord] }

  /// An entry of the first record, counted from 0.
  func entry(_ offset: Int) -> Entry { entries[firstEntry + offset] }

  /// Stops a debug build where the parts do not fit each other.
  func checkInvariants() {
    assert(firstRecord <= records.count && firstEntry <= entries.count, "what is removed was there")
    assert(
      entries.count - firstEntry == records[firstRecord...].reduce(0) { $0 + $1.entries },
      "the entries left are those of the records left")
  }

  /// Adds what a step of `server` writes. O(entries written).
  @inline(__always)
  mutating func append(_ effects: some CoreEffects, of server: some ServerCore, writesVote: Bool) {
    let kept = effects.writesLogAfter
    var count = 0
    if let kept {
      count = server.lastIndex - kept
      for index in kept..<server.lastIndex { entries.append(server.entry(at: index + 1)) }
    }
    records.append(
      DiskRecord(
        writesTermAndVote: effects.writesTermAndVote, writesVote: writesVote, term: server.currentTerm,
        vote: server.votedFor, kept: kept, entries: count))
  }

  /// Removes the first record. O(1) amortized.
  mutating func removeFirst() {
    firstEntry += records[firstRecord].entries
    firstRecord += 1
    if firstRecord == records.count { return removeAll() }
    guard firstRecord > 64, 2 * firstRecord > records.count else { return }
    records.removeFirst(firstRecord)
    entries.removeFirst(firstEntry)
    (firstRecord, firstEntry) = (0, 0)
  }

  mutating func removeAll() {
    records.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    (firstRecord, firstEntry) = (0, 0)
  }
}

/// What the last durable records replaced, so that they can be lost again. Only disks that may do so have one.
struct DiskJournal {
  private struct Replaced {
    var term: Term
    var vote: ServerID?
    var kept: LogIndex
    var entries: [Entry]
  }

  /// The most records that can be lost at once.
  static let limit = 8
  private var replaced: [Replaced] = []

  /// A record is about to change `content`. O(entries replaced).
  mutating func note(_ record: DiskRecord, _ content: DurableState) {
    if replaced.count == Self.limit { replaced.removeFirst() }
    let kept = min(record.kept ?? content.log.lastIndex, content.log.lastIndex)
    replaced.append(
      Replaced(
        term: content.currentTerm, vote: content.votedFor, kept: kept, entries: Array(content.log.entries(after: kept))
      ))
  }

  /// Takes the last records back, `count` at most. Returns how many.
  mutating func undo(_ count: Int, _ content: inout DurableState) -> Int {
    let lost = min(count, replaced.count)
    for _ in 0..<lost {
      let before = replaced.removeLast()
      (content.currentTerm, content.votedFor) = (before.term, before.vote)
      content.log.truncate(after: before.kept)
      for entry in before.entries { content.log.append(entry) }
    }
    return lost
  }
}
