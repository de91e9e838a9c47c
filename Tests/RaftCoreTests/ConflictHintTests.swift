import RaftCore
import Testing

@Suite("A rejection hints at where the logs may agree (§5.3)")
struct ConflictHintTests {
  struct Case: CustomTestStringConvertible {
    let log: [Term]
    let other: LogPosition
    let hint: LogPosition
    var testDescription: String { "\(log): \(other.term) at \(other.index) gives \(hint.term) at \(hint.index)" }

    init(_ log: [Term], _ other: LogPosition, _ hint: LogPosition) {
      (self.log, self.other, self.hint) = (log, other, hint)
    }
  }

  @Test(
    "The follower names the term that conflicts and its first index, or the first index that it lacks",
    arguments: [
      Case([], at(1, 1), at(1, 0)), Case([], at(100, 1), at(1, 0)), Case([1, 1], at(3, 1), at(3, 0)),
      Case([1, 1], at(9, 4), at(3, 0)), Case([1, 1], at(2, 2), at(1, 1)), Case([1, 2, 2, 2], at(4, 3), at(2, 2)),
      Case([1, 2, 2, 2], at(3, 3), at(2, 2)), Case([1, 2, 2, 4], at(4, 5), at(4, 4)),
      Case([1, 2, 2, 4], at(3, 5), at(2, 2)), Case([3, 3, 3, 3], at(4, 1), at(1, 3)),
    ])
  func follower(_ test: Case) {
    var follower = Subject(term: 9, log: test.log)
    let answer = follower.append([], after: test.other, term: 9)
    #expect(answer == .rejected(previous: test.other.index, hint: test.hint))
  }

  struct Step: CustomTestStringConvertible {
    let leader: [Term]
    let follower: [Term]
    let next: LogIndex
    var testDescription: String { "\(leader) over \(follower)" }

    init(_ leader: [Term], _ follower: [Term], next: LogIndex) {
      (self.leader, self.follower, self.next) = (leader, follower, next)
    }
  }

  @Test(
    "The leader continues after the last entry that can agree by the hint, and no further back",
    arguments: [
      // The follower is too short: where it ends.
      Step([1, 1, 1, 1], [], next: 1), Step([1, 1, 1, 1], [1, 1], next: 3),
      // The leader has the term that conflicts: after its own last entry of it.
      Step([1, 1, 2, 3, 3], [1, 1, 2, 2, 2], next: 4), Step([1, 1, 1, 4, 4], [1, 1, 1, 1, 1], next: 4),
      // It does not: the follower's whole term is passed over,
      Step([1, 4, 4, 4, 4], [1, 2, 2, 2, 2], next: 2), Step([1, 1, 4, 4, 4], [1, 1, 2, 3, 3], next: 3),
      // even where the leader has older entries in its place,
      Step([1, 1, 1, 1, 1], [1, 3, 3, 3, 3], next: 2), Step([1, 1, 1, 1, 4], [1, 3, 3, 3, 3], next: 2),
      Step([1, 1, 2, 2, 2, 5], [1, 3, 3, 3, 3, 3], next: 2),
      // and what lies before it is passed over where the leader has only newer ones.
      Step([1, 4, 4, 4, 4, 4], [1, 2, 2, 2, 3, 3], next: 2),
      // Nothing agrees at all.
      Step([4, 4, 4], [1, 2, 3], next: 1),
    ])
  func leader(_ step: Step) {
    var leader = Subject.leader(in: 6, log: step.leader)
    let last = leader.server.log.last
    var follower = Subject(1, term: 6, log: step.follower)
    guard case .rejected(let previous, let hint) = follower.append([], after: last, from: 0, term: 6) else {
      Issue.record("the follower does not reject")
      return
    }
    leader.reject(previous, hint, from: 1)
    let request = leader.appends(to: 1).first
    #expect((request?.previous.index).map { $0 + 1 } == step.next)
    #expect(request?.entries[0] == leader.server.log[step.next])
  }
}
