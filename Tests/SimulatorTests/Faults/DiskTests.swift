import RaftCore
import Testing

@testable import Simulator

@Suite("A disk whose writes wait for a sync")
struct DiskTests {
  /// A server of a cluster of one, and its disk: every step of it writes.
  private struct Host {
    var server = Server(id: 0, configuration: Configuration(servers: 1, appendsNoOp: false))
    var disk: Disk
    private var effects = Effects()

    init(_ rules: DiskRules = DiskRules(), isJournalled: Bool = false) {
      disk = Disk(rules: rules, isBuffered: true, isJournalled: isJournalled)
    }

    /// Its first term, with its vote for itself, and then so many entries: a record each.
    mutating func write(entries: ClosedRange<UInt64>? = nil) {
      guard let entries else { return step(.electionTimeout) }
      for entry in entries { step(.request(Command(rawValue: entry))) }
    }

    private mutating func step(_ input: Input) {
      server.step(input, into: &effects)
      disk.write(effects, of: server)
    }

    /// A server restarted from the disk, which leads no longer.
    mutating func restart() { server = Server(id: 0, configuration: server.configuration, restoring: disk.content) }

    mutating func sync() {
      _ = disk.beginSync()
      disk.endSync()
    }
  }

  @Test("nothing is durable before the sync has ended, and then all that was written when it began")
  func sync() {
    var host = Host()
    host.write()
    #expect(host.disk.beginSync() == 1)
    host.write(entries: 1...2)
    #expect(host.disk.beginSync() == nil, "one at a time")
    #expect(host.disk.content == DurableState())
    host.disk.endSync()
    #expect(host.disk.content == DurableState(currentTerm: 1, votedFor: 0))
    #expect(host.disk.acknowledged == 1)
    #expect(host.disk.beginSync() == 2)
    host.disk.endSync()
    #expect(host.disk.content == host.server.durable)
    #expect(host.disk.acknowledged == 3)
    #expect(host.disk.beginSync() == nil, "there is nothing to sync")
  }

  @Test("after a crash it has what was synced and any first part of the rest", arguments: 0...3)
  func crash(_ survivors: Int) {
    var host = Host()
    host.write()
    host.write(entries: 1...1)
    host.sync()
    host.write(entries: 2...4)
    #expect(host.disk.crash(survivors: survivors, isTorn: survivors < 3) == 2 + survivors)
    #expect(host.disk.content.log.lastIndex == 1 + survivors)
    #expect(host.disk.content.currentTerm == 1)
    #expect(host.disk.unsynced.count == 0)
    #expect(host.disk.beginSync() == nil)
  }

  @Test("what a planted defect takes of a torn record is taken, and nothing else")
  func torn() {
    var rules = DiskRules()
    rules.torn = .leavesVote
    var host = Host(rules)
    host.write()
    _ = host.disk.crash(survivors: 0, isTorn: true)
    #expect(host.disk.content == DurableState(currentTerm: 0, votedFor: 0))

    rules.torn = .leavesLength
    host = Host(rules)
    host.write()
    host.write(entries: 7...7)
    _ = host.disk.crash(survivors: 1, isTorn: true)
    #expect(host.disk.content.log == Log([Entry(term: 1, command: .noOp)]))
  }

  @Test("many records are written and synced, and none is lost or out of order")
  func many() {
    var host = Host()
    host.write()
    for round in UInt64(0)..<100 {
      host.write(entries: 10 * round...10 * round + 9)
      // Never all of them, so that the buffers are never empty.
      _ = host.disk.beginSync()
      host.write(entries: 5_000 + round...5_000 + round)
      host.disk.endSync()
    }
    #expect(host.disk.unsynced.count == 1)
    host.sync()
    #expect(host.disk.content == host.server.durable)
  }

  @Test("a failed sync that is ignored loses what it covers, and later writes no longer fit")
  func ignoredFailure() {
    var host = Host()
    host.write()
    host.sync()
    host.write(entries: 1...1)
    _ = host.disk.beginSync()
    host.disk.ignoreFailedSync()
    #expect(host.disk.acknowledged == 2)
    host.write(entries: 2...2)
    host.sync()
    #expect(host.disk.content.log.lastIndex == 0)
  }

  @Test("decisions about a sync are keyed by its first record, and one that begins there again has another key")
  func syncKeys() {
    var host = Host()
    host.write()
    host.write(entries: 1...2)
    _ = host.disk.beginSync()
    #expect((host.disk.syncStart.number, host.disk.syncStart.count) == (1, 1))
    host.disk.endSync()
    host.write(entries: 3...4)
    _ = host.disk.beginSync()
    #expect((host.disk.syncStart.number, host.disk.syncStart.count) == (4, 1))
    let crash = host.disk.beginCrash()
    #expect((crash.number, crash.count) == (4, 1))
    _ = host.disk.crash(survivors: 0, isTorn: false)
    host.write(entries: 5...5)
    _ = host.disk.beginSync()
    #expect((host.disk.syncStart.number, host.disk.syncStart.count) == (4, 2))
    let again = host.disk.beginCrash()
    #expect((again.number, again.count) == (4, 2))
  }

  @Test("a lying disk loses the last records that it had said to be durable, eight at most")
  func lostWrites() {
    var host = Host(isJournalled: true)
    host.write()
    host.write(entries: 1...20)
    host.sync()
    #expect(host.disk.loseSynced(3) == 3)
    #expect(host.disk.content.log.lastIndex == 17)
    #expect(host.disk.loseSynced(100) == DiskJournal.limit - 3)
    #expect(host.disk.content.log.lastIndex == 12)
    #expect(host.disk.content.currentTerm == 1)
  }

  @Test("a flipped bit changes what is on the disk, and the checksum shows it", arguments: 0..<8)
  func bitFlip(_ number: Int) {
    let word = KeyedRandom(seed: 1).word(.bitFlip, 0, number)
    for verifies in [true, false] {
      var rules = DiskRules()
      rules.badChecksum = verifies ? .stopsServer : .isNotSeen
      var host = Host(rules)
      host.write()
      host.write(entries: 1...5)
      host.sync()
      #expect(host.disk.isReadable)
      host.disk.flipBit(word)
      #expect(host.disk.isReadable == !verifies)
      #expect(host.disk.content != host.server.durable)
      #expect(host.disk.content.log.lastIndex == 5)
    }
  }

  @Test("by another rule the log ends before the first entry with a bad checksum; a bad vote still stops the server")
  func badChecksumEndsLog() {
    var rules = DiskRules()
    rules.badChecksum = .endsLog
    var cuts = 0
    for number in 0..<16 {
      var host = Host(rules)
      host.write()
      host.write(entries: 1...5)
      host.sync()
      host.disk.flipBit(KeyedRandom(seed: 1).word(.bitFlip, 0, number))
      let isVote = host.disk.content.log == host.server.durable.log
      #expect(host.disk.isReadable == !isVote)
      host.disk.cutCorruptLog()
      let last = host.disk.content.log.lastIndex
      #expect(isVote ? last == 5 : last < 5)
      #expect((0..<last).allSatisfy { host.disk.content.log[$0 + 1] == host.server.durable.log[$0 + 1] })
      if !isVote { cuts += 1 }
    }
    #expect(cuts > 0 && cuts < 16)
  }

  @Test("by another rule a torn record of term and vote loses both, but not the log")
  func lostTermAndVote() {
    var rules = DiskRules()
    rules.torn = .losesTermAndVote
    var host = Host(rules)
    host.write()
    host.write(entries: 1...3)
    host.sync()
    host.restart()
    host.write()
    #expect(host.disk.content.currentTerm == 1 && host.server.currentTerm == 2)
    #expect(host.disk.crash(survivors: 0, isTorn: true) == 4)
    #expect(host.disk.content.currentTerm == 0 && host.disk.content.votedFor == nil)
    #expect(host.disk.content.log.lastIndex == 3)
  }

  @Test("the highest durable index counts what was synced, not what was written")
  func highestSynced() {
    var host = Host()
    host.write()
    host.write(entries: 1...3)
    #expect(host.disk.highestSynced == 0)
    host.sync()
    host.write(entries: 4...5)
    #expect(host.disk.highestSynced == 3)
    _ = host.disk.crash(survivors: 1, isTorn: false)
    #expect(host.disk.highestSynced == 4)
  }
}
