import RaftCore
import Testing

@Suite("A leader serves clients (§5.3, §8)")
struct ClientTests {
  @Test("It appends the command, replicates it, and answers when it is committed, not before")
  func proposal() {
    var leader = Subject.leader(in: 2, log: [1])
    leader.step(.request(Command(7)))
    #expect(leader.server.log[2] == Entry(term: 2, command: Command(7)))
    #expect(leader.effects.writesLogAfter == 1)
    #expect(leader.effects.answers.isEmpty)
    #expect(leader.effects.messages.map(\.to) == [1, 2])
    leader.accept(1, from: 1)
    #expect(leader.effects.answers.isEmpty)
    leader.accept(2, from: 1)
    #expect(leader.effects.answers == [Answer(command: Command(7), outcome: .committed(index: 2, output: 0))])
    #expect(leader.effects.commits)
    leader.accept(2, from: 2)
    #expect(leader.effects.answers.isEmpty, "once")
  }

  @Test("Requests that are committed together are answered together, in the order of the log")
  func order() {
    var leader = Subject.leader(in: 1)
    for word in [5, 3, 9] { leader.step(.request(Command(UInt64(word)))) }
    leader.accept(2, from: 1)
    #expect(leader.effects.answers.map(\.command.rawValue) == [5, 3])
    leader.accept(3, from: 1)
    #expect(leader.effects.answers == [Answer(command: Command(9), outcome: .committed(index: 3, output: 0))])
  }

  @Test("A deposed leader does not know what becomes of the entries that are not committed")
  func deposedLeader() {
    let unknown = Answer(command: Command(7), outcome: .unknown(leader: nil))
    var leader = Subject.leader(in: 1)
    leader.step(.request(Command(7)))
    leader.vote(false, from: 1, term: 2)
    #expect(leader.effects.answers == [unknown])

    var rules = Rules()
    rules.answerOfDeposedLeader = { index, _ in .committed(index: index, output: 0) }
    var lying = Subject.leader(in: 1, rules: rules)
    lying.step(.request(Command(7)))
    lying.vote(false, from: 1, term: 2)
    #expect(lying.effects.answers == [Answer(command: Command(7), outcome: .committed(index: 1, output: 0))])
  }

  @Test("A single server answers in the step of the request")
  func single() {
    var leader = Subject.leader(of: 1)
    leader.step(.request(Command(7)))
    #expect(leader.effects.answers == [Answer(command: Command(7), outcome: .committed(index: 1, output: 0))])
    #expect(leader.effects.writesLogAfter == 0 && leader.effects.commits)
  }

  @Test("Who knows no leader says so, and forgets the request")
  func noLeader() {
    for var subject in [Subject(term: 3, log: [1, 2]), .candidate(in: 3)] {
      let before = subject.server
      subject.step(.request(Command(7)))
      #expect(subject.effects.answers == [Answer(command: Command(7), outcome: .notLeader(leader: nil))])
      #expect(subject.effects.messages.isEmpty)
      #expect(subject.server == before)
    }
  }

  @Test("A deposed leader answers all that waits as unknown, its own clients' and those of others, in the new term")
  func deposed() {
    var leader = Subject.leader(of: 5, in: 2)
    leader.step(.request(Command(1)))
    leader.receive(.forward(Command(2)), from: 3, term: 2)
    leader.step(.request(Command(3)))
    leader.askForVote(4, term: 3)
    let unknown = Outcome.unknown(leader: nil)
    #expect(leader.effects.answers.map(\.command.rawValue) == [1, 3])
    #expect(leader.effects.answers.allSatisfy { $0.outcome == unknown })
    #expect(leader.sent(to: 3).map(\.forwardReply) == [Answer(command: Command(2), outcome: unknown)])
    #expect(leader.effects.messages.allSatisfy { $0.term == 3 })
    leader.append([], after: at(0, 0), from: 4, term: 3)
    #expect(leader.effects.answers.isEmpty, "once")
  }

  @Test("What was answered before is not answered again when the leader is deposed")
  func partlyAnswered() {
    var leader = Subject.leader(in: 2)
    for word in 1...3 { leader.step(.request(Command(UInt64(word)))) }
    leader.accept(2, from: 1)
    leader.askForVote(1, term: 3, last: at(3, 2))
    #expect(leader.effects.answers == [Answer(command: Command(3), outcome: .unknown(leader: nil))])
  }

  @Test("What is answered as unknown may still take effect")
  func unknownTakesEffect() {
    var cluster = Cluster(3, noOp: true)
    cluster.elect(0)
    cluster.request(0, 7)
    cluster.deliver { $0.appendRequest != nil }
    cluster.drop()
    cluster.elect(1)
    #expect(cluster.answers[0] == [Answer(command: Command(7), outcome: .unknown(leader: nil))])
    #expect(cluster[1].commitIndex == 3)
    #expect(cluster[1].log.words == [0, 7, 0])
  }

  @Test("It answers nothing for entries that it did not propose")
  func inherited() {
    var cluster = Cluster(3, logs: [[1, 1], [1, 1], [1, 1]], noOp: true)
    cluster.elect(0)
    cluster.request(0, 7)
    cluster.deliverAll()
    #expect(cluster.answers == [[Answer(command: Command(7), outcome: .committed(index: 4, output: 0))], [], []])
  }

  @Test("A request that is taken twice is in the log twice: it is the replica that applies it once")
  func twice() {
    var leader = Subject.leader()
    leader.step(.request(Command(7)))
    leader.step(.request(Command(7)))
    #expect(leader.server.log.words == [7, 7])
    leader.accept(2, from: 1)
    #expect(leader.effects.answers.count == 2)
  }
}
