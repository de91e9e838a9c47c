import Testing

@testable import RaftCore

@Suite("Logs in blocks")
struct LogBlockTests {
  /// A log of so many entries, each appended.
  private func log(_ count: Int, base: LogPosition = LogPosition(index: 0, term: 0)) -> Log {
    var log = Log(base: base)
    for number in 0..<count { log.append(Entry(term: 1 + number / 100, command: Command(rawValue: UInt64(number)))) }
    return log
  }

  @Test("A log does what an array does, through blocks, truncation and overwriting", arguments: [0, 7])
  func random(base: Int) {
    var log = Log(base: LogPosition(index: base, term: 0))
    var expected: [Entry] = []
    var random = SplitMix(seed: 5)
    for step in 0..<500 {
      let entry = Entry(term: step / 30, command: Command(rawValue: UInt64(step)))
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        let length = Int.random(in: 0...expected.count, using: &random)
        log.truncate(after: base + length)
        expected.removeLast(expected.count - length)
      case 1..<3:
        let place = Int.random(in: 0...expected.count, using: &random)
        log.write(entry, at: base + place + 1)
        if place == expected.count { expected.append(entry) } else { expected[place] = entry }
      default:
        for _ in 0..<Int.random(in: 0..<200, using: &random) {
          log.append(entry)
          expected.append(entry)
        }
      }
      log.checkInvariants()
      #expect(log.lastIndex == base + expected.count)
      #expect(log.last.term == expected.last?.term ?? 0)
      guard step % 25 == 0 else { continue }
      let middle = Int.random(in: 0...expected.count, using: &random)
      #expect(log.entries(after: base + middle) == expected[middle...])
      #expect(expected.indices.allSatisfy { log[base + $0 + 1] == expected[$0] })
      #expect(expected.indices.allSatisfy { log.term(at: base + $0 + 1) == expected[$0].term })
      #expect(log == Log(expected, base: log.base) && log.hashValue == Log(expected, base: log.base).hashValue)
    }
  }

  @Test("Logs that are divided differently are equal if their entries are")
  func division() {
    var (one, other) = (log(1_000), log(1_000))
    other.truncate(after: 300)
    for index in 301...1_000 { other.append(one[index]) }
    #expect(one == other && one.hashValue == other.hashValue)
    other.write(Entry(term: 9, command: .noOp), at: 100)
    #expect(one != other)
    one.write(Entry(term: 9, command: .noOp), at: 100)
    #expect(one == other)
  }

  @Test("Blocks with the same entries become one in memory; a change makes them two again")
  func sharing() {
    var (one, other) = (log(600), log(600))
    one.shareLastBlock(with: other)
    #expect(one.sharedBlocks(with: other) == 1)
    other.write(Entry(term: 9, command: .noOp), at: 5)
    #expect(one.sharedBlocks(with: other) == 0)
    #expect(one[5] == Entry(term: 1, command: Command(rawValue: 4)))
    one.shareLastBlock(with: other)
    #expect(one.sharedBlocks(with: other) == 0)
    one.shareLastBlock(with: log(600, base: LogPosition(index: 1, term: 0)))
    #expect(one == log(600))
  }

  @Test("Terms that fall are seen, from an index on")
  func terms() {
    #expect(log(600).hasRisingTerms(after: 0))
    var falling = log(600)
    falling.write(Entry(term: 0, command: .noOp), at: 400)
    #expect(!falling.hasRisingTerms(after: 0) && falling.hasRisingTerms(after: 400))
  }

  @Test("A copy of a server keeps the rules alive that it shares with the first")
  func sharedRules() {
    var rules = Rules()
    rules.voteOfCandidate = { ($0 + 1) % 3 }
    var first: Server? = Server(id: 0, configuration: Configuration(servers: 3), rules: rules)
    var copy = first ?? Server(id: 1, configuration: Configuration(servers: 3))
    first = nil
    var effects = Effects()
    copy.step(.electionTimeout, into: &effects)
    #expect(first == nil && copy.votedFor == 1)
  }
}
