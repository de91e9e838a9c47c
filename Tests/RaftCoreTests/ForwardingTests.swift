import RaftCore
import Testing

@Suite("A follower forwards to the leader it knows (§8)")
struct ForwardingTests {
  private let done = Answer(command: Command(7), outcome: .committed(index: 4, output: 99))

  @Test("It sends the request on, and passes the answer back as it is")
  func passesBack() {
    var follower = Subject.follower(of: 2, in: 3)
    follower.step(.request(Command(7)))
    #expect(follower.effects.messages == [Message(from: 0, to: 2, term: 3, body: .forward(Command(7)))])
    #expect(follower.effects.answers.isEmpty)
    #expect(follower.server.log.lastIndex == 0)
    follower.receive(.forwardReply(done), from: 2, term: 3)
    #expect(follower.effects.answers == [done])
    #expect(follower.effects.messages.isEmpty)
  }

  @Test("An answer that comes twice is passed back once, and one that nobody waits for not at all")
  func once() {
    var follower = Subject.follower(of: 2, in: 3)
    follower.receive(.forwardReply(done), from: 2, term: 3)
    #expect(follower.isQuiet)
    follower.step(.request(Command(7)))
    follower.receive(.forwardReply(done), from: 2, term: 3)
    follower.receive(.forwardReply(done), from: 2, term: 3)
    #expect(follower.isQuiet)
  }

  @Test("A retry while the request waits is forwarded again, and answered once")
  func retry() {
    var follower = Subject.follower(of: 2, in: 3)
    follower.step(.request(Command(7)))
    follower.step(.request(Command(7)))
    #expect(follower.effects.messages.map(\.forward) == [Command(7)])
    follower.receive(.forwardReply(done), from: 2, term: 3)
    #expect(follower.effects.answers == [done])
    follower.receive(.forwardReply(done), from: 2, term: 3)
    #expect(follower.effects.answers.isEmpty)
  }

  @Test("The leader answers the follower when the entry is committed")
  func leader() {
    var leader = Subject.leader(in: 3)
    leader.receive(.forward(Command(7)), from: 2, term: 3)
    #expect(leader.server.log[1] == Entry(term: 3, command: Command(7)))
    #expect(leader.effects.messages.allSatisfy { $0.appendRequest != nil })
    leader.accept(1, from: 1)
    let answer = Answer(command: Command(7), outcome: .committed(index: 1, output: 0))
    #expect(leader.sent(to: 2).compactMap(\.forwardReply) == [answer])
    #expect(leader.effects.answers.isEmpty)
  }

  @Test("Who does not lead answers with the leader that it knows, and forwards nothing")
  func notForwardedAgain() {
    let subjects: [(Subject, ServerID?)] = [
      (.follower(of: 2, in: 3), 2), (.candidate(in: 3), nil), (Subject(term: 3), nil),
    ]
    for (subject, leader) in subjects {
      var subject = subject
      subject.receive(.forward(Command(7)), from: 1, term: 3)
      let answer = Answer(command: Command(7), outcome: .notLeader(leader: leader))
      #expect(subject.effects.messages == [Message(from: 0, to: 1, term: 3, body: .forwardReply(answer))])
      #expect(subject.effects.answers.isEmpty)
      #expect(subject.server.log.lastIndex == 0)
    }
  }

  @Test("A forward of a newer term deposes the leader, which then does not take it")
  func newerTerm() {
    var leader = Subject.leader(in: 3)
    leader.receive(.forward(Command(7)), from: 2, term: 4)
    #expect(leader.server.role == .follower)
    #expect(leader.server.log.lastIndex == 0)
    #expect(leader.sent(to: 2).map { $0.forwardReply?.outcome } == [.notLeader(leader: nil)])
  }

  @Test("When the leader is gone, all that waits is answered as unknown: at a timeout, and in a newer term")
  func leaderGone() {
    var follower = Subject.follower(of: 2, in: 3)
    follower.step(.request(Command(7)))
    follower.step(.request(Command(8)))
    var other = follower
    follower.step(.electionTimeout)
    #expect(follower.effects.answers.map(\.command.rawValue) == [7, 8])
    #expect(follower.effects.answers.allSatisfy { $0.outcome == .unknown(leader: 2) })
    other.append([], after: at(0, 0), from: 1, term: 4)
    #expect(other.effects.answers.map(\.command.rawValue) == [7, 8])
    #expect(other.effects.answers.allSatisfy { $0.outcome == .unknown(leader: nil) })
    other.receive(.forwardReply(done), from: 2, term: 4)
    #expect(other.isQuiet)
  }

  @Test("So many requests wait at most; the oldest makes room, and is answered as unknown")
  func displaced() {
    var follower = Subject.follower(of: 2, in: 3)
    for word in 1...64 {
      follower.step(.request(Command(UInt64(word))))
      #expect(follower.effects.answers.isEmpty)
    }
    follower.step(.request(Command(64)))
    #expect(follower.effects.answers.isEmpty, "a retry takes no room")
    follower.step(.request(Command(65)))
    #expect(follower.effects.answers == [Answer(command: Command(1), outcome: .unknown(leader: 2))])
    #expect(follower.effects.messages.map(\.forward) == [Command(65)])
    follower.step(.electionTimeout)
    #expect(follower.effects.answers.map(\.command.rawValue) == Array(2...65))
  }

  @Test("\"Not taken\" is never passed back: a leader that crashed may have taken a copy of the request before")
  func notTaken() {
    var cluster = Cluster(3)
    cluster.elect(0)
    cluster.request(2, 7)
    let copy = cluster.inTransit[0]
    cluster.deliverAll()
    #expect(cluster.answers[2].isEmpty == false)

    // Again, and now the answer is lost, the leader restarts in its term, and a copy of the request arrives.
    cluster.request(2, 8)
    var again = copy
    again.body = .forward(Command(8))
    cluster.deliver { $0.forward != nil }
    cluster.deliver { $0.appendRequest != nil }
    cluster.drop()
    cluster.restart(0)
    cluster.deliver(again)
    cluster.deliverAll()
    #expect(cluster.answers[2].last == Answer(command: Command(8), outcome: .unknown(leader: nil)))
    cluster.elect(1)
    cluster.request(1, 9)
    cluster.deliverAll()
    #expect(cluster[1].commitIndex == 3)
    #expect(cluster[1].log.words == [7, 8, 9], "for it takes effect")
  }

  @Test("From a client of a follower to the answer, in a cluster")
  func script() {
    var cluster = Cluster(5)
    cluster.elect(3)
    cluster.request(1, 7)
    cluster.deliverAll()
    #expect(cluster.answers[1] == [Answer(command: Command(7), outcome: .committed(index: 1, output: 0))])
    #expect(cluster.answers[3].isEmpty)
  }
}
