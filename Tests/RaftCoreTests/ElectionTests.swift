import RaftCore
import Testing

@Suite("Elections (§5.2)")
struct ElectionTests {
  @Test("A single server elects itself at once and asks nobody")
  func single() {
    var server = Subject(of: 1)
    server.step(.electionTimeout)
    #expect(server.server.role == .leader)
    #expect(server.server.currentTerm == 1)
    #expect(server.server.leader == 0)
    #expect(server.effects.messages.isEmpty)
    #expect(server.effects.writesTermAndVote)
  }

  @Test("A candidate enters a new term, votes for itself, and sends every other where its log ends")
  func candidacy() {
    let candidate = Subject.candidate(of: 5, in: 4, log: [1, 3])
    #expect(candidate.server.role == .candidate)
    #expect(candidate.server.currentTerm == 4)
    #expect(candidate.server.votedFor == 0)
    #expect(candidate.server.votesGranted == ServerSet(0))
    #expect(candidate.effects.messages.map(\.to) == [1, 2, 3, 4])
    #expect(candidate.effects.messages.allSatisfy { $0.voteRequest?.last == at(2, 3) && $0.term == 4 && $0.from == 0 })
  }

  @Test(
    "A majority of all servers elects, and one vote fewer does not, in even clusters too",
    arguments: [(2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (8, 5), (9, 5)])
  func majority(servers: Int, votes: Int) {
    var candidate = Subject.candidate(of: servers)
    for voter in 1..<votes {
      #expect(candidate.server.role == .candidate)
      candidate.vote(true, from: voter, term: 1)
    }
    #expect(candidate.server.role == .leader)
  }

  @Test("The duplicates of a grant count once")
  func duplicates() {
    var candidate = Subject.candidate(of: 5)
    for _ in 1...10 { candidate.vote(true, from: 3, term: 1) }
    #expect(candidate.server.role == .candidate)
    #expect(candidate.server.votesGranted == [ServerSet(0), ServerSet(3)])
    candidate.vote(true, from: 4, term: 1)
    #expect(candidate.server.role == .leader)
  }

  @Test("Refusals do not count, however many")
  func refusals() {
    var candidate = Subject.candidate(of: 3)
    for voter in [1, 2, 1, 2] { candidate.vote(false, from: voter, term: 1) }
    #expect(candidate.server.role == .candidate)
    #expect(candidate.server.votesGranted == ServerSet(0))
  }

  @Test("A grant of an earlier term does not count in a later election")
  func staleGrants() {
    var candidate = Subject.candidate(of: 3, in: 1)
    candidate.step(.electionTimeout)
    #expect(candidate.server.currentTerm == 2)
    candidate.vote(true, from: 1, term: 1)
    candidate.vote(true, from: 2, term: 1)
    #expect(candidate.server.role == .candidate)
    candidate.vote(true, from: 2, term: 2)
    #expect(candidate.server.role == .leader)
  }

  @Test("A candidate whose election fails begins another, and the votes begin anew")
  func nextElection() {
    var candidate = Subject.candidate(of: 5, in: 1)
    candidate.vote(true, from: 1, term: 1)
    candidate.step(.electionTimeout)
    #expect(candidate.server.currentTerm == 2)
    #expect(candidate.server.votesGranted == ServerSet(0))
    #expect(candidate.effects.writesTermAndVote)
    #expect(candidate.effects.messages.count == 4)
  }

  @Test("A grant that comes when there is no election any more is ignored")
  func lateGrants() {
    var leader = Subject.leader(in: 2)
    let before = leader.server
    leader.vote(true, from: 2, term: 2)
    #expect(leader.isQuiet)
    #expect(leader.server == before)

    var follower = Subject.follower(in: 2)
    follower.vote(true, from: 1, term: 2)
    follower.vote(true, from: 2, term: 2)
    #expect(follower.server.role == .follower)
    #expect(follower.isQuiet)
  }

  @Test("An election timeout means nothing to a leader")
  func leaderTimesOut() {
    var leader = Subject.leader(in: 2)
    let before = leader.server
    leader.step(.electionTimeout)
    #expect(leader.server == before)
    #expect(leader.isQuiet)
  }

  @Test("A new leader asserts itself to all others at once")
  func assertion() {
    let leader = Subject.leader(of: 5, in: 3, log: [1, 2])
    #expect(leader.effects.messages.map(\.to) == [1, 2, 3, 4])
    for message in leader.effects.messages {
      #expect(message.appendRequest?.previous == at(2, 2))
      #expect(message.appendRequest?.entries.isEmpty == true)
      #expect(message.term == 3)
    }
  }

  @Test("A vote split over an even cluster elects nobody, and the next term decides")
  func splitVote() {
    var cluster = Cluster(4)
    cluster.timeOut(0)
    cluster.timeOut(2)
    cluster.deliver(from: 0, to: 1)
    cluster.deliver(from: 2, to: 3)
    cluster.deliverAll()
    #expect(cluster.servers.allSatisfy { $0.role != .leader && $0.currentTerm == 1 })
    cluster.elect(2)
    #expect(cluster.servers.map(\.role) == [.follower, .follower, .leader, .follower])
    #expect(cluster.servers.allSatisfy { $0.leader == 2 && $0.currentTerm == 2 })
  }
}
