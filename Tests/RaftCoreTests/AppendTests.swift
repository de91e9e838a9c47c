import RaftCore
import Testing

@Suite("A follower takes entries (§5.3)")
struct AppendTests {
  struct Case: CustomTestStringConvertible {
    let own: [Term]
    let previous: LogPosition
    let sent: [Term]
    let result: [Term]
    /// How many entries of the log stay as they are on the disk; `nil` if nothing is written.
    let kept: LogIndex?
    var testDescription: String { "\(own) gets \(sent) after \(previous.term) at \(previous.index)" }

    init(_ own: [Term], _ previous: LogPosition, _ sent: [Term], _ result: [Term], kept: LogIndex?) {
      (self.own, self.previous, self.sent, self.result, self.kept) = (own, previous, sent, result, kept)
    }
  }

  @Test(
    "Entries are written after the previous one, and only a real conflict removes entries",
    arguments: [
      // New entries.
      Case([], at(0, 0), [1], [1], kept: 0), Case([1], at(1, 1), [1, 2, 2], [1, 1, 2, 2], kept: 1),
      Case([1, 1], at(1, 1), [1, 2], [1, 1, 2], kept: 2),
      Case([1, 1, 1], at(0, 0), [1, 1, 1, 3], [1, 1, 1, 3], kept: 3),
      // All there already: shorter, earlier, repeated.
      Case([1, 1, 2], at(0, 0), [1], [1, 1, 2], kept: nil), Case([1, 1, 2], at(1, 1), [1], [1, 1, 2], kept: nil),
      Case([1, 1, 2], at(1, 1), [1, 2], [1, 1, 2], kept: nil),
      Case([1, 1, 2], at(0, 0), [1, 1, 2], [1, 1, 2], kept: nil),
      // Heartbeats, wherever they point.
      Case([1, 1, 2], at(0, 0), [], [1, 1, 2], kept: nil), Case([1, 1, 2], at(1, 1), [], [1, 1, 2], kept: nil),
      Case([1, 1, 2], at(3, 2), [], [1, 1, 2], kept: nil),
      // Conflicts, at the first entry or after some that agree.
      Case([1, 2, 2], at(1, 1), [3], [1, 3], kept: 1), Case([1, 2, 2], at(0, 0), [1, 3], [1, 3], kept: 1),
      Case([2, 2, 2], at(0, 0), [1], [1], kept: 0), Case([1, 1, 2, 2], at(1, 1), [1, 2, 3], [1, 1, 2, 3], kept: 3),
      Case([1, 1, 2, 2], at(1, 1), [1, 3, 3, 3], [1, 1, 3, 3, 3], kept: 2),
    ])
  func table(_ test: Case) {
    var follower = Subject(term: 5, log: test.own)
    let answer = follower.append(test.sent, after: test.previous, term: 5)
    #expect(follower.server.log == Log(terms: test.result))
    #expect(follower.effects.writesLogAfter == test.kept)
    #expect(answer == .accepted(match: test.previous.index + test.sent.count))
  }

  @Test("A request that does not fit writes nothing", arguments: [at(3, 1), at(2, 2), at(2, 3), at(1, 0), at(9, 9)])
  func unfit(previous: LogPosition) {
    var follower = Subject(term: 5, log: [1, 1])
    let answer = follower.append([5, 5], after: previous, commit: 2, term: 5)
    guard case .rejected(previous.index, _)? = answer else {
      Issue.record("it answers \(answer as Any)")
      return
    }
    #expect(follower.server.log.terms == [1, 1])
    #expect(follower.effects.writesLogAfter == nil)
    #expect(follower.server.commitIndex == 0)
    #expect(follower.server.leader == 1, "but it heard the leader of the term")
    #expect(follower.effects.electionTimer == .reset)
  }

  @Test("A request of an earlier term writes nothing and is no sign of a leader")
  func stale() {
    var follower = Subject(term: 5, log: [1, 1])
    follower.append([4], after: at(1, 1), commit: 2, term: 4)
    #expect(follower.server.log.terms == [1, 1])
    #expect(follower.server.leader == nil)
    #expect(follower.effects.electionTimer == .none)
    #expect(follower.sent(to: 1).map(\.term) == [5])
  }

  @Test("A late request from the start of the log does not cut the entries after its own")
  func lateFromStart() {
    var follower = Subject(term: 5, log: [1, 1, 2])
    follower.append([1], after: at(0, 0), term: 5)
    #expect(follower.server.log.terms == [1, 1, 2])

    var rules = Rules()
    rules.truncates = { hasConflict, previous, entries in hasConflict || (previous == 0 && entries > 0) }
    var cutting = Subject(term: 5, log: [1, 1, 2], rules: rules)
    cutting.append([1], after: at(1, 1), term: 5)
    #expect(cutting.server.log.terms == [1, 1, 2])
    cutting.append([1], after: at(0, 0), term: 5)
    #expect(cutting.server.log.terms == [1])
    #expect(cutting.effects.writesLogAfter == 1)
  }

  @Test("A log that ends at the previous index with another term does not fit")
  func unfitEnd() {
    var follower = Subject(term: 5, log: [1, 1])
    #expect(follower.append([3], after: at(2, 3), term: 5) == .rejected(previous: 2, hint: at(1, 1)))

    var rules = Rules()
    rules.fitsPrevious = { previous, own, last in own == previous.term || previous.index == last.index }
    var wrong = Subject(term: 5, log: [1, 1], rules: rules)
    #expect(wrong.append([3], after: at(1, 3), term: 5) == .rejected(previous: 1, hint: at(1, 1)))
    #expect(wrong.append([3], after: at(2, 3), term: 5) == .accepted(match: 3))
    #expect(wrong.server.log.terms == [1, 1, 3])
  }

  @Test("A log is compared by the term of the very entry at the previous index")
  func termOfPrevious() {
    var follower = Subject(term: 5, log: [1, 1, 3])
    #expect(follower.append([3], after: at(2, 3), term: 5) == .rejected(previous: 2, hint: at(1, 1)))

    var rules = Rules()
    rules.termAt = { index, own, last in index == last.index - 1 ? last.term : own }
    var caching = Subject(term: 5, log: [1, 1, 3], rules: rules)
    #expect(caching.append([3], after: at(2, 3), term: 5) == .accepted(match: 3))
    #expect(caching.append([2], after: at(2, 1), term: 5) == .rejected(previous: 2, hint: at(1, 3)))
  }

  @Test("The entries of one leader may come in any order and any number of times")
  func anyOrder() {
    let requests: [(previous: LogPosition, terms: [Term])] = [
      (at(0, 0), [1, 1]), (at(2, 1), [2, 2]), (at(4, 2), [3]), (at(5, 3), []), (at(1, 1), []), (at(2, 1), [2]),
    ]
    var random = SplitMix(seed: 5)
    for _ in 0..<200 {
      var follower = Subject(term: 3)
      var longest = 0
      for _ in 0..<30 {
        let request = requests[random.below(requests.count)]
        follower.append(request.terms, after: request.previous, term: 3)
        #expect(follower.server.log.lastIndex >= longest, "a delayed request shortens nothing")
        longest = follower.server.log.lastIndex
      }
      #expect(follower.server.log.terms == Array([1, 1, 2, 2, 3].prefix(longest)))
    }
  }

  @Test("What the follower acknowledges is what the request verified, not where its log ends")
  func acknowledgment() {
    var follower = Subject(term: 5, log: [1, 1, 2, 2, 2])
    #expect(follower.append([], after: at(1, 1), term: 5) == .accepted(match: 1))
    #expect(follower.append([1], after: at(1, 1), term: 5) == .accepted(match: 2))
    #expect(follower.server.log.lastIndex == 5)
  }
}
