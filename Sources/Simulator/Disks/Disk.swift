import RaftCore

/// A server's disk. What is written is durable at once or, where the disk is buffered, when a sync that covers it has
/// ended: one sync at a time, each for all that was written when it began.
package struct Disk {
  /// What is durable: what a restart reads.
  package private(set) var content: DurableState
  let rules: DiskRules
  /// Whether a write waits for a sync.
  let isBuffered: Bool
  /// The records that are not durable yet, in the order in which they were written.
  private(set) var unsynced = DiskRecords()
  /// How many records were ever written: the number of the last one.
  private(set) var written = 0
  /// How many records the server may rely on: the number of the last one.
  private(set) var acknowledged = 0
  /// How many records of `unsynced` the sync in progress covers; `0` if there is none.
  private(set) var covered = 0
  /// How many syncs began, those that a crash cut short counted twice: the number of the one in progress.
  private(set) var syncs = 0
  /// The first record that the last sync covered, and how many syncs in a row began with it: the key of its decisions.
  private(set) var syncStart = CountWithin()
  /// The first record that was not durable at the last crash, and how many crashes in a row came before it was durable:
  /// the key of what the crash does to the disk.
  private var crashStart = CountWithin()
  /// The highest index of the log that was durable at any time since the last crash.
  private(set) var highestSynced: LogIndex = 0
  /// Whether the vote is corrupt.
  private var isVoteCorrupt = false
  /// The index of the first corrupt entry; beyond the end of every log if there is none.
  private var firstCorruptEntry = LogIndex.max
  private var journal: DiskJournal?

  /// - Parameter isJournalled: whether `loseSynced(_:)` may be asked for.
  init(
    rules: DiskRules, content: DurableState = DurableState(), isBuffered: Bool = false, isJournalled: Bool = false
  ) {
    self.rules = rules
    self.content = content
    self.isBuffered = isBuffered
    if isJournalled { journal = DiskJournal() }
  }

  /// Stops a debug build where the disk is not as its own code relies on: a sync covers no more than is written, and
  /// the server may rely on no more.
  private func checkInvariants() {
    assert(covered >= 0 && covered <= unsynced.count, "a sync covers records that are not durable")
    assert(acknowledged >= 0 && acknowledged <= written, "only what is written is acknowledged")
    assert(unsynced.count <= written, "only what is written can wait")
    assert(isBuffered || unsynced.count == 0, "without a buffer nothing waits")
    unsynced.checkInvariants()
  }

  /// Loses all that was ever written: what comes is another disk.
  /// - Precondition: the server has crashed.
  mutating func destroy() {
    self = Disk(rules: rules, isBuffered: isBuffered, isJournalled: journal != nil)
  }

  /// Writes what a step of `server` asks for. O(entries written).
  @inline(__always)
  mutating func write(_ effects: some CoreEffects, of server: some ServerCore) {
    written &+= 1
    if isBuffered {
      server.shareLog(with: &content.log)
      return unsynced.append(effects, of: server, writesVote: rules.writesVote(server.role))
    }
    if effects.writesTermAndVote {
      put(server.currentTerm, rules.writesVote(server.role) ? .some(server.votedFor) : .none)
    }
    guard let kept = effects.writesLogAfter else { return }
    if rules.truncates { content.log.truncate(after: kept) }
    let blocks = content.log.blockCount
    for index in kept..<server.lastIndex { content.log.write(server.entry(at: index + 1), at: index + 1) }
    if content.log.blockCount != blocks { server.shareLog(with: &content.log) }
  }

  /// A vote that is not written is not kept in a new term either.
  private mutating func put(_ term: Term, _ vote: ServerID??) {
    if content.currentTerm != term { content.votedFor = nil }
    content.currentTerm = term
    if let vote { content.votedFor = vote }
  }

  /// The record at the front is durable now. One that does not fit what is there, because another was lost before it,
  /// is as good as lost.
  private mutating func putFirst() {
    let record = unsynced.first
    journal?.note(record, content)
    if record.writesTermAndVote { put(record.term, record.writesVote ? .some(record.vote) : .none) }
    if let kept = record.kept, kept <= content.log.lastIndex {
      if rules.truncates { content.log.truncate(after: kept) }
      for offset in 0..<record.entries { content.log.write(unsynced.entry(offset), at: kept + offset + 1) }
    }
    highestSynced = max(highestSynced, content.log.lastIndex)
    unsynced.removeFirst()
  }

  // MARK: Syncs

  /// Begins a sync of all that is written, if there is anything, and none is in progress.
  /// - Returns: its number.
  mutating func beginSync() -> Int? {
    guard covered == 0, unsynced.count > 0, rules.syncsAgain || unsynced.count == 1 else { return nil }
    covered = unsynced.count
    syncs += 1
    syncStart.next(within: firstUnsynced)
    checkInvariants()
    return syncs
  }

  /// The sync in progress has ended: what it covers is durable.
  mutating func endSync() {
    for _ in 0..<covered { putFirst() }
    acknowledged = rules.syncCoversLaterWrites ? written : max(acknowledged, written - unsynced.count)
    covered = 0
    checkInvariants()
  }

  /// The sync in progress has failed, and the server ignores that: what the sync covers is lost and counts as durable.
  mutating func ignoreFailedSync() {
    for _ in 0..<covered { unsynced.removeFirst() }
    acknowledged = max(acknowledged, written - unsynced.count)
    covered = 0
    checkInvariants()
  }

  /// The number of the first record that is not durable, written or not.
  private var firstUnsynced: Int { written - unsynced.count + 1 }

  // MARK: Crashes

  /// Counts a crash that is about to happen, and returns the key of its decisions.
  mutating func beginCrash() -> CountWithin {
    crashStart.next(within: firstUnsynced)
  }

  /// The server stops. Of what is not durable, the first `survivors` records had reached the disk all the same; of the
  /// next one a part, if `isTorn`.
  /// - Returns: the number of the last record that survived.
  mutating func crash(survivors: Int, isTorn: Bool) -> Int {
    for _ in 0..<survivors { putFirst() }
    let last = written - unsynced.count
    if isTorn { putTorn() }
    unsynced.removeAll()
    highestSynced = content.log.lastIndex
    (written, acknowledged, covered) = (last, last, 0)
    // The planned end of the sync in progress must not be taken for the end of a later one.
    syncs += 1
    checkInvariants()
    return last
  }

  /// What a restart takes of a record that is there only in part. Its checksum does not fit: nothing.
  private mutating func putTorn() {
    let record = unsynced.first
    // What the journal would undo does not fit what a part of the record leaves.
    if rules.torn != .isRejected, journal != nil { journal = DiskJournal() }
    switch rules.torn {
    case .isRejected: break
    case .losesTermAndVote: if record.writesTermAndVote { (content.currentTerm, content.votedFor) = (0, nil) }
    case .leavesVote: if record.writesTermAndVote { content.votedFor = record.vote }
    case .leavesTruncation: if let kept = record.kept { content.log.truncate(after: kept) }
    case .leavesLength:
      guard let kept = record.kept, kept <= content.log.lastIndex else { break }
      for offset in 0..<record.entries {
        content.log.write(Entry(term: unsynced.entry(offset).term, command: .noOp), at: kept + offset + 1)
      }
    }
  }

  // MARK: Outside Raft's assumptions

  /// Loses durable records, the last ones: at most `count`, and as many as the journal knows.
  /// - Returns: how many.
  mutating func loseSynced(_ count: Int) -> Int {
    defer { highestSynced = min(highestSynced, content.log.lastIndex) }
    return journal?.undo(count, &content) ?? 0
  }

  /// Changes a record: the vote, or the command of an entry. `word` decides on all of it.
  mutating func flipBit(_ word: UInt64) {
    let bit = UInt64(1) << (word >> 8 & 7)
    let base = content.log.base.index
    let index = base + 1 + KeyedRandom.scale(word << 16, content.log.lastIndex - base)
    guard word & 3 != 0, index <= content.log.lastIndex else {
      isVoteCorrupt = true
      return content.votedFor = content.votedFor == nil ? 0 : nil
    }
    firstCorruptEntry = min(firstCorruptEntry, index)
    let entry = content.log[index]
    let command = Command(rawValue: entry.command.rawValue ^ bit)
    content.log.write(Entry(term: entry.term, command: command), at: index)
  }

  /// Whether a server can start from the disk: the rules decide what a bad checksum does.
  var isReadable: Bool {
    switch rules.badChecksum {
    case .stopsServer: !isVoteCorrupt && firstCorruptEntry == .max
    case .isNotSeen: true
    case .endsLog: !isVoteCorrupt
    }
  }

  /// Truncates the log before the first corrupt entry, if the rules say so, before a server starts from it.
  mutating func cutCorruptLog() {
    guard rules.badChecksum == .endsLog, firstCorruptEntry <= content.log.lastIndex else { return }
    content.log.truncate(after: firstCorruptEntry - 1)
    firstCorruptEntry = .max
    highestSynced = content.log.lastIndex
    // The journal does not fit the shorter log.
    if journal != nil { journal = DiskJournal() }
  }
}
