import RaftCore
import Testing

@Suite("A server votes once a term (§5.2)")
struct VoteTests {
  @Test("First come, first served: the second candidate of a term is refused")
  func firstCome() {
    var voter = Subject(term: 1)
    #expect(voter.askForVote(1, term: 2) == true)
    #expect(voter.askForVote(2, term: 2) == false)
    #expect(voter.askForVote(2, term: 2, last: at(100, 1)) == false)
    #expect(voter.server.votedFor == 1)
  }

  @Test("The candidate that got the vote gets it again when it asks again, and nothing is written twice")
  func repeated() {
    var voter = Subject(term: 1)
    voter.askForVote(1, term: 2)
    #expect(voter.effects.writesTermAndVote)
    #expect(voter.askForVote(1, term: 2) == true)
    #expect(!voter.effects.writesTermAndVote)
  }

  @Test("A candidate whose log is older is refused again when it repeats its request")
  func repeatedRefusal() {
    var voter = Subject(term: 2, vote: 1, log: [1, 2])
    #expect(voter.askForVote(1, term: 2, last: at(1, 1)) == false)

    var rules = Rules()
    rules.grantsRepeatedRequest = { _ in true }
    var careless = Subject(term: 2, vote: 1, log: [1, 2], rules: rules)
    #expect(careless.askForVote(2, term: 2, last: at(2, 2)) == false, "the first request of another candidate")
    #expect(careless.askForVote(1, term: 2, last: at(1, 1)) == true)
  }

  @Test("A leader deposed by a candidate with an older log keeps its vote free")
  func deposed() {
    var leader = Subject.leader(in: 2, log: [1, 1])
    #expect(leader.askForVote(1, term: 3, last: at(1, 1)) == false)
    #expect(leader.server.votedFor == nil)

    var rules = Rules()
    rules.voteInNewTerm = { role, candidate in role == .leader ? candidate : nil }
    var follower = Subject(term: 2, log: [1, 1], rules: rules)
    #expect(follower.askForVote(1, term: 3, last: at(1, 1)) == false)
    #expect(follower.server.votedFor == nil)
    var hasty = Subject.leader(in: 2, log: [1, 1], rules: rules)
    #expect(hasty.askForVote(1, term: 3, last: at(1, 1)) == false, "the first request is judged by the logs")
    #expect(hasty.server.votedFor == 1)
  }

  @Test("In the next term the vote is free again")
  func nextTerm() {
    var voter = Subject(term: 2, vote: 1)
    #expect(voter.askForVote(2, term: 2) == false)
    #expect(voter.askForVote(2, term: 3) == true)
    #expect(voter.server.votedFor == 2)
    #expect(voter.server.currentTerm == 3)
  }

  @Test("A refusal in a newer term leaves the vote of that term free")
  func refusalLeavesFree() {
    var voter = Subject(term: 2, vote: 1, log: [1, 2])
    #expect(voter.askForVote(1, term: 3, last: at(1, 1)) == false)
    #expect(voter.server.votedFor == nil)
    #expect(voter.effects.writesTermAndVote, "the term is new")
    #expect(voter.askForVote(2, term: 3, last: at(2, 2)) == true)
  }

  @Test("The request of an earlier term is refused with the current one")
  func stale() {
    var voter = Subject(term: 5)
    #expect(voter.askForVote(1, term: 4, last: at(9, 4)) == false)
    #expect(voter.effects.messages.first?.term == 5)
    #expect(voter.server.votedFor == nil)
    #expect(!voter.effects.writesTermAndVote)
  }

  @Test("The grant and the vote are in the same step: it is written before the answer leaves")
  func written() {
    var voter = Subject(term: 2)
    #expect(voter.askForVote(1, term: 2) == true)
    #expect(voter.effects.writesTermAndVote)
    #expect(voter.server.durable.votedFor == 1)
    #expect(voter.effects.messages == [Message(from: 0, to: 1, term: 2, body: .voteReply(VoteReply(granted: true)))])
  }

  @Test("A grant starts the election timer anew, a refusal does not")
  func timer() {
    var voter = Subject(term: 2)
    voter.askForVote(1, term: 2)
    #expect(voter.effects.electionTimer == .reset)
    voter.askForVote(2, term: 2)
    #expect(voter.effects.electionTimer == .none)
    voter.askForVote(1, term: 1)
    #expect(voter.effects.electionTimer == .none)
  }

  @Test("A vote survives a crash: the other candidate is refused after it")
  func survives() {
    var cluster = Cluster(3)
    cluster.timeOut(0)
    cluster.deliver(from: 0, to: 2)
    cluster.restart(2)
    cluster.timeOut(1)
    cluster.deliver(from: 1, to: 2)
    cluster.deliverAll()
    #expect(cluster[0].role == .leader)
    #expect(cluster[1].role == .follower)
    #expect(cluster[2].votedFor == 0)
  }

  @Test("Hearing the leader of the term leaves the vote as it was")
  func keptUnderLeader() {
    var voter = Subject(term: 2, vote: 2)
    voter.append([], after: at(0, 0), from: 1, term: 2)
    #expect(voter.server.votedFor == 2)
    #expect(voter.askForVote(1, term: 2) == false)
  }
}
