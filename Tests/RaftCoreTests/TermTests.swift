import RaftCore
import Testing

@Suite("Terms only grow, and the newer one wins (§5.1)")
struct TermTests {
  /// One message of every kind.
  static let bodies: [Message.Body] = [
    .voteRequest(VoteRequest(last: at(0, 0))), .voteReply(VoteReply(granted: true)),
    .voteReply(VoteReply(granted: false)),
    .appendRequest(AppendRequest(previous: at(0, 0), entries: EntryBatch(), commit: 0)),
    .appendReply(.accepted(match: 0)), .appendReply(.rejected(previous: 3, hint: at(1, 0))), .forward(Command(9)),
    .forwardReply(Answer(command: Command(9), outcome: .notLeader(leader: nil))),
  ]

  static let roles: [Subject] = [.follower(in: 3), .candidate(in: 3), .leader(in: 3)]

  @Test("Any message of a newer term makes any server a follower in that term, and the term is written")
  func newer() {
    for role in Self.roles {
      for body in Self.bodies {
        var subject = role
        subject.receive(body, from: 2, term: 8)
        #expect(subject.server.role == .follower, "\(role.server.role) hears \(body)")
        #expect(subject.server.currentTerm == 8)
        #expect(subject.effects.writesTermAndVote)
        #expect(subject.effects.messages.allSatisfy { $0.term == 8 }, "it answers in the new term")
      }
    }
  }

  @Test("No message of an older term changes anything")
  func older() {
    for role in Self.roles {
      for body in Self.bodies {
        if case .forward = body { continue }
        var subject = role
        subject.receive(body, from: 2, term: 2)
        #expect(subject.server == role.server, "\(role.server.role) hears \(body)")
        #expect(!subject.effects.writesTermAndVote && subject.effects.writesLogAfter == nil)
        #expect(subject.effects.electionTimer == .none && subject.effects.heartbeatTimer == .none)
      }
    }
  }

  @Test("A deposed leader stops its heartbeats and waits for an election timeout again")
  func timers() {
    var leader = Subject.leader(in: 3)
    leader.askForVote(1, term: 4)
    #expect(leader.effects.heartbeatTimer == .stop)
    #expect(leader.effects.electionTimer == .reset)
    #expect(leader.server.leader == nil)
    leader.step(.heartbeatTimeout)
    #expect(leader.isQuiet, "a heartbeat that was already due is none")
  }

  @Test("A candidate with an outdated log deposes the leader, but does not get its vote")
  func disruption() {
    var leader = Subject.leader(in: 3, log: [1, 2])
    #expect(leader.askForVote(1, term: 4, last: at(1, 1)) == false)
    #expect(leader.server.role == .follower)
    #expect(leader.server.leader == nil)
    #expect(leader.server.votedFor == nil)
  }

  @Test("A stale leader learns the term from the answer to its heartbeat")
  func staleLeader() {
    var cluster = Cluster(3)
    cluster.elect(0)
    cluster.cutOff = [0]
    cluster.elect(1)
    cluster.heartbeat(0)
    cluster.cutOff = []
    #expect(cluster[0].role == .leader && cluster[1].role == .leader, "two leaders, of two terms")
    cluster.heartbeat(0)
    cluster.deliverAll()
    #expect(cluster[0].role == .follower)
    #expect(cluster[0].currentTerm == 2)
    #expect(cluster[1].role == .leader)
  }

  @Test("A leader gets no request from another of its own term, which there cannot be")
  func secondLeader() {
    var leader = Subject.leader(in: 3, log: [1])
    let before = leader.server
    #expect(leader.append([3], after: at(0, 0), commit: 1, from: 1, term: 3) == nil)
    #expect(leader.server == before)
    #expect(leader.isQuiet)
  }

  @Test("At the largest term there is nothing beyond: no election, no overflow")
  func largest() {
    var follower = Subject(term: Limits.number - 1)
    follower.step(.electionTimeout)
    #expect(follower.server.currentTerm == Limits.number)
    #expect(follower.server.role == .candidate)
    let before = follower.server
    follower.step(.electionTimeout)
    #expect(follower.server == before)
    follower.vote(true, from: 1, term: Limits.number)
    #expect(follower.server.role == .leader)
  }
}
