import RaftCore
import Testing

@Suite("A candidate gives way (§5.2)")
struct CandidateTests {
  @Test("It follows the leader of its own term, and keeps the vote that it gave itself")
  func yields() {
    var candidate = Subject.candidate(of: 5, in: 3)
    candidate.vote(true, from: 1, term: 3)
    #expect(candidate.append([3], after: at(0, 0), from: 2, term: 3) == .accepted(match: 1))
    #expect(candidate.server.role == .follower)
    #expect(candidate.server.leader == 2)
    #expect(candidate.server.votedFor == 0)
    #expect(candidate.server.votesGranted.isEmpty)
    #expect(candidate.effects.electionTimer == .reset)
    #expect(!candidate.effects.writesTermAndVote)
    candidate.vote(true, from: 3, term: 3)
    candidate.vote(true, from: 4, term: 3)
    #expect(candidate.server.role == .follower)
  }

  @Test("It knows no leader, and sends no client to the one that it gave up")
  func knowsNone() {
    var candidate = Subject.follower(of: 1, in: 3)
    candidate.step(.electionTimeout)
    #expect(candidate.server.leader == nil)
    candidate.step(.request(Command(7)))
    #expect(candidate.effects.answers == [Answer(command: Command(7), outcome: .notLeader(leader: nil))])
  }

  @Test("It follows that leader even where the logs do not match")
  func yieldsUnmatched() {
    var candidate = Subject.candidate(in: 3, log: [1])
    #expect(candidate.append([], after: at(5, 2), from: 2, term: 3) == .rejected(previous: 5, hint: at(2, 0)))
    #expect(candidate.server.role == .follower)
    #expect(candidate.server.leader == 2)
  }

  @Test("It does not follow the leader of an earlier term, and answers so")
  func staleLeader() {
    var candidate = Subject.candidate(in: 3)
    candidate.append([2], after: at(0, 0), from: 2, term: 2)
    #expect(candidate.server.role == .candidate)
    #expect(candidate.server.log.lastIndex == 0)
    #expect(candidate.sent(to: 2).first?.term == 3)
    #expect(candidate.effects.electionTimer == .none)
  }

  @Test("It refuses the other candidates of its term")
  func rivals() {
    var candidate = Subject.candidate(in: 3)
    #expect(candidate.askForVote(1, term: 3, last: at(9, 2)) == false)
    #expect(candidate.server.role == .candidate)
    #expect(candidate.effects.electionTimer == .none)
  }

  @Test("A stale candidate learns the term from the refusal")
  func learnsTheTerm() {
    var cluster = Cluster(3)
    cluster.cutOff = [2]
    for _ in 1...3 { cluster.elect(0); cluster.restart(0) }
    cluster.elect(1)
    #expect(cluster[1].currentTerm == 4)
    cluster.cutOff = []
    cluster.timeOut(2)
    #expect(cluster[2].currentTerm == 1)
    cluster.deliverAll()
    #expect(cluster[2].currentTerm == 4)
    #expect(cluster[2].role == .follower)
    #expect(cluster[2].votedFor == nil)
    #expect(cluster[1].role == .leader, "its stale request deposed nobody")
  }

  @Test("A candidate that was passed over is elected in a term of its own later")
  func comesAgain() {
    var cluster = Cluster(3)
    cluster.elect(0)
    cluster.elect(1)
    #expect(cluster.servers.map(\.role) == [.follower, .leader, .follower])
    cluster.elect(0)
    #expect(cluster.servers.map(\.role) == [.leader, .follower, .follower])
    #expect(cluster.servers.allSatisfy { $0.currentTerm == 3 })
  }
}
