import Testing

@testable import TraceChecker

@Suite("Entries and numbers in blocks")
struct HashedEntriesTests {
  @Test("Entries are what was appended, through blocks and truncation")
  func random() {
    var (entries, expected) = (HashedEntries(), [HashedEntries.Link]())
    var word: UInt64 = 3
    for step in 0..<400 {
      word = mix(word, UInt64(step))
      for _ in 0..<(word >> 8 & 63) {
        let entry = TraceEntry(term: step / 20, command: word, kind: word & 32 == 0 ? .command : .configuration)
        let link = HashedEntries.Link(entry: entry, prefixHash: fold(entries.prefixHash(entries.count), word))
        entries.append(link)
        expected.append(link)
      }
      if word & 7 == 0 {
        let length = Int(word >> 20) % (expected.count + 1)
        entries.truncate(to: length)
        expected.removeLast(expected.count - length)
      }
      entries.checkInvariants()
      #expect(entries.count == expected.count)
      if step % 20 == 0 { #expect((1..<(expected.count + 1)).allSatisfy { entries[$0] == expected[$0 - 1] }) }
    }
    #expect(entries.blockCount > 0)
  }

  private func log(_ count: Int, differing: Int? = nil) -> HashedEntries {
    var log = LogHistory()
    for index in 1...count {
      log.append(TraceEntry(term: 1 + index / 300, command: UInt64(index == differing ? 0 : index)))
    }
    return log.links
  }

  @Test("Blocks with the same entries become one in memory, others do not")
  func sharing() {
    var (one, other) = (log(600), log(700))
    #expect(one.blockCount == 1 && one.sharedBlocks(with: other) == 0)
    let isShared = one.shareLastBlock(with: other)
    #expect(isShared && one.sharedBlocks(with: other) == 1)
    other.truncate(to: 10)
    #expect(other.count == 10 && one.count == 600 && one[256].entry.command == 256)
    for different in [log(600, differing: 9), HashedEntries()] {
      let isShared = one.shareLastBlock(with: different)
      #expect(!isShared && one.sharedBlocks(with: different) == 0)
    }
  }

  @Test("The logs of servers that append the same entries share their blocks, and so do what is committed and seen")
  func servers() {
    var history = History(servers: 2)
    for step in 0..<2_000 {
      for server in 0..<2 {
        var event = TraceEvent()
        (event.action, event.server, event.sequence) = (.receive, server, 2 * step + server)
        event.logKept = step
        event.appended = [TraceEntry(term: 1, command: UInt64(step))]
        event.state.commit = step
        _ = history.apply(event)
      }
    }
    let (one, other) = (history.servers[0].log.links, history.servers[1].log.links)
    #expect(one.blockCount == 6)
    #expect(one.sharedBlocks(with: other) == 6)
    #expect(history.committed.count == 1_999)
    #expect((1...1_999).allSatisfy { history.committed[$0].step == 2 * $0 && history.committed[$0].server == 0 })
  }

  @Test("Runs of equal values give each value back")
  func runs() {
    let values = [1, 1, 1, 2, 2, 1, 3, 3, 3, 3, 5]
    var list = RunList<Int>()
    for value in values { list.append(value) }
    #expect(values.indices.map { list[$0] } == values)
    #expect(list.count == values.count && list.last == 5)
    #expect(list.count(withoutLast: { $0 >= 3 }) == 6)
    #expect(list.count(withoutLast: { $0 >= 1 }) == 0)
    #expect(list.count(withoutLast: { $0 > 5 }) == values.count)
    #expect(RunList<Int>().last == nil)
  }

  @Test("Numbers come back, whether they rise slowly, fall, or are far apart")
  func numbers() {
    var (list, expected) = (NumberList(), [Int]())
    for number in 0..<1_000 { expected.append(5_000_000_000 + 3 * number) }
    expected += [Int.max, .min, 0, -1, 1 << 40]
    for number in 0..<600 { expected.append(number % 2 == 0 ? number << 33 : -number) }
    for number in expected { list.append(number) }
    #expect(list.count == expected.count)
    #expect(expected.indices.allSatisfy { list[$0] == expected[$0] })
  }
}
