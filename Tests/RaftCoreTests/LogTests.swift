import RaftCore
import Testing

@Suite("The log (§5.3)")
struct LogTests {
  @Test("It counts from 1, and the place before has term 0")
  func counting() {
    let log = Log(terms: [1, 1, 3])
    #expect(log.lastIndex == 3)
    #expect(log.last == at(3, 3))
    #expect((-1...5).map { log.term(at: $0) } == [nil, 0, 1, 1, 3, nil, nil])
    #expect(log[1] == .prepared(1, at: 1) && log[3] == .prepared(3, at: 3))
    #expect(Log().last == at(0, 0))
    #expect(Log().term(at: 0) == 0)
    for index in [1, -1, Int.max, Int.min] { #expect(Log().term(at: index) == nil) }
  }

  @Test("Entries overwrite others, or are appended after the last")
  func write() {
    var log = Log(terms: [1, 1])
    log.write(.prepared(2, at: 2), at: 2)
    log.write(.prepared(2, at: 3), at: 3)
    log.append(.prepared(4, at: 4))
    #expect(log == Log(terms: [1, 2, 2, 4]))
  }

  @Test("The log is truncated after an index, if it is longer")
  func truncate() {
    var log = Log(terms: [1, 2, 3])
    log.truncate(after: 3)
    log.truncate(after: 100)
    #expect(log == Log(terms: [1, 2, 3]))
    log.truncate(after: 1)
    #expect(log == Log(terms: [1]))
    log.truncate(after: 0)
    #expect(log == Log())
    log.truncate(after: 0)
    #expect(log == Log())
  }

  @Test("The entries after an index are all up to the end")
  func entriesAfter() {
    let log = Log(terms: [1, 2, 3])
    #expect((0...3).map { log.entries(after: $0).map(\.term) } == [[1, 2, 3], [2, 3], [3], []])
  }

  @Test("The first index of a term is found from any of its entries")
  func firstIndexOfTerm() {
    let log = Log(terms: [1, 1, 4, 4, 4, 6])
    #expect((1...6).map(log.firstIndexOfTerm) == [1, 1, 3, 3, 3, 6])
    #expect(log.firstIndexOfTerm(at: 0) == 0)
    #expect(log.firstIndexOfTerm(at: 7) == 7, "where there is none")
    #expect(Log().firstIndexOfTerm(at: 0) == 0)
  }

  @Test("The last index up to a term is found, whether it has the term or not")
  func lastIndexUpTo() {
    let log = Log(terms: [1, 1, 4, 4, 4, 6])
    #expect((0...8).map { log.lastIndex(upTo: $0) } == [0, 2, 2, 2, 5, 5, 6, 6, 6])
    #expect(Log().lastIndex(upTo: 5) == 0)
  }

  @Test("The searches agree with a look at every entry")
  func searches() {
    var random = SplitMix(seed: 2)
    for _ in 0..<100 {
      var terms: [Term] = []
      for _ in 0..<random.below(40) { terms.append((terms.last ?? 1) + random.below(3) / 2) }
      let log = Log(terms: terms)
      for index in terms.indices {
        #expect(log.firstIndexOfTerm(at: index + 1) == (terms.firstIndex(of: terms[index]) ?? -9) + 1)
      }
      for term in 0...20 { #expect(log.lastIndex(upTo: term) == terms.count { $0 <= term }) }
    }
  }

  @Test("With a base, indexes count from the base")
  func base() {
    var log = Log([.prepared(3, at: 11), .prepared(5, at: 12)], base: at(10, 2))
    #expect(log.lastIndex == 12 && log.last == at(12, 5))
    #expect((9...13).map { log.term(at: $0) } == [nil, 2, 3, 5, nil])
    #expect(log[11].term == 3)
    #expect(log.entries(after: 10).map(\.term) == [3, 5])
    #expect((10...12).map(log.firstIndexOfTerm) == [10, 11, 12])
    #expect((1...6).map { log.lastIndex(upTo: $0) } == [10, 10, 11, 11, 12, 12])
    log.write(.prepared(6, at: 12), at: 12)
    log.write(.prepared(7, at: 13), at: 13)
    #expect(log.terms == [3, 6, 7])
    log.truncate(after: 10)
    #expect(log.last == at(10, 2))
    #expect(log != Log())
  }
}
