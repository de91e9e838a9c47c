import RaftCore
import Testing

@Suite("A vote needs a log that is up-to-date by term, then by index (§5.4.1)")
struct UpToDateTests {
  struct Case: CustomTestStringConvertible {
    let voter: [Term]
    let last: LogPosition
    let granted: Bool
    var testDescription: String { "\(voter) against \(last.term) at \(last.index): \(granted)" }

    init(_ voter: [Term], _ last: LogPosition, _ granted: Bool) {
      (self.voter, self.last, self.granted) = (voter, last, granted)
    }
  }

  @Test(
    "The voter's log against where the candidate's ends",
    arguments: [
      Case([], at(0, 0), true), Case([], at(1, 1), true), Case([1], at(0, 0), false), Case([1], at(1, 1), true),
      Case([1, 1], at(1, 1), false), Case([1, 1], at(2, 1), true), Case([1, 1], at(3, 1), true),
      Case([1, 1, 1], at(1, 2), true), Case([1, 1, 2], at(1, 3), true), Case([1, 1, 2], at(3, 2), true),
      Case([1, 1, 2], at(2, 2), false), Case([1, 1, 2], at(100, 1), false), Case([1, 4], at(1000, 3), false),
      Case([1, 4], at(2, 4), true), Case([5], at(1, 5), true), Case([5], at(9, 4), false),
    ])
  func table(_ test: Case) {
    var voter = Subject(term: 5, log: test.voter)
    #expect(voter.askForVote(1, term: 6, last: test.last) == test.granted)
    #expect(voter.server.votedFor == (test.granted ? 1 : nil))
    #expect(voter.server.currentTerm == 6, "the term is learned either way")
  }

  @Test("What is committed keeps those who lack it from office")
  func electionRestriction() {
    var cluster = Cluster(3)
    cluster.elect(0)
    cluster.cutOff = [2]
    cluster.request(0, 7)
    cluster.deliverAll()
    #expect(cluster[0].commitIndex == 1)
    cluster.cutOff = [0]
    cluster.elect(2)
    #expect(cluster[2].role == .candidate)
    cluster.elect(1)
    #expect(cluster[1].role == .leader)
    #expect(cluster[2].log.words == [7], "and then it gets what it lacks")
  }
}
