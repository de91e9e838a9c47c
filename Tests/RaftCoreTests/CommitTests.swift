import RaftCore
import Testing

@Suite("A leader commits what a majority has (§5.3, §5.4.2)")
struct CommitTests {
  @Test(
    "It takes a majority of all servers, in even clusters too",
    arguments: [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3), (8, 4), (9, 4)])
  func majority(servers: Int, followers: Int) {
    var leader = Subject.leader(of: servers)
    leader.step(.request(Command(7)))
    for peer in 0..<followers {
      #expect(leader.server.commitIndex == 0)
      leader.accept(1, from: peer + 1)
    }
    #expect(leader.server.commitIndex == 1)
    #expect(leader.effects.commits)
    #expect(leader.effects.answers == [Answer(command: Command(7), outcome: .committed(index: 1, output: 0))])
  }

  @Test("One follower counts once, however often it answers")
  func duplicates() {
    var leader = Subject.leader(of: 5)
    leader.step(.request(Command(7)))
    for _ in 1...5 { leader.accept(1, from: 4) }
    #expect(leader.server.commitIndex == 0)
  }

  @Test("It is the highest index that a majority has, not what the fastest or slowest has")
  func highest() {
    var leader = Subject.leader(of: 5)
    for word in 1...5 { leader.step(.request(Command(UInt64(word)))) }
    leader.accept(5, from: 1)
    #expect(leader.server.commitIndex == 0)
    leader.accept(2, from: 2)
    #expect(leader.server.commitIndex == 2)
    leader.accept(4, from: 3)
    #expect(leader.server.commitIndex == 4)
    leader.accept(5, from: 3)
    #expect(leader.server.commitIndex == 5)
    leader.accept(1, from: 4)
    #expect(leader.server.commitIndex == 5 && !leader.effects.commits)
  }

  @Test("The entries of earlier terms are not committed by counting, but along with one of its own")
  func ownTermOnly() {
    var leader = Subject.leader(of: 3, in: 4, log: [1, 2, 3])
    for peer in 1...2 { leader.accept(3, from: peer) }
    #expect(leader.server.commitIndex == 0, "all have them")
    leader.step(.request(Command(9)))
    #expect(leader.server.commitIndex == 0)
    leader.accept(4, from: 1)
    #expect(leader.server.commitIndex == 4)
  }

  @Test("With the no-op a new leader commits what it inherited by itself (§8)")
  func noOp() {
    var cluster = Cluster(3, logs: [[1, 1], [1, 1], [1, 1]], noOp: true)
    cluster.elect(0)
    #expect(cluster[0].log.terms == [1, 1, 2])
    #expect(cluster[0].log[3].command == .noOp)
    #expect(cluster[0].commitIndex == 3)
    #expect(cluster.answers[0].isEmpty, "nobody asked for it")
  }

  @Test("Without it, it waits for a client")
  func noNoOp() {
    var cluster = Cluster(3, logs: [[1, 1], [1, 1], [1, 1]])
    cluster.elect(0)
    cluster.heartbeat(0)
    cluster.deliverAll()
    #expect(cluster[0].log.terms == [1, 1])
    #expect(cluster[0].commitIndex == 0)
    cluster.request(0, 5)
    cluster.deliverAll()
    #expect(cluster[0].commitIndex == 3)
  }

  @Test("A cluster of one commits at once, by the same rule", arguments: [true, false])
  func single(noOp: Bool) {
    var leader = Subject.leader(of: 1, in: 3, log: [1, 2], noOp: noOp)
    #expect(leader.server.commitIndex == (noOp ? 3 : 0))
    leader.step(.request(Command(7)))
    #expect(leader.server.commitIndex == (noOp ? 4 : 3))
    #expect(leader.effects.answers.count == 1)
  }

  @Test("Half of an even cluster commits nothing", arguments: [2, 4])
  func halves(servers: Int) {
    var cluster = Cluster(servers)
    cluster.elect(0)
    cluster.cutOff = Set(servers / 2..<servers)
    cluster.request(0, 5)
    cluster.deliverAll()
    #expect(cluster[0].commitIndex == 0)
    cluster.cutOff = Set(servers / 2 + 1..<servers)
    cluster.heartbeat(0)
    cluster.deliverAll()
    #expect(cluster[0].commitIndex == 1)
  }
}
