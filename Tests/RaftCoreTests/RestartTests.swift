import RaftCore
import Testing

@Suite("A restart (Figure 2)")
struct RestartTests {
  @Test("A server that has never run is a follower of term 0 that waits for a leader")
  func first() {
    let subject = Subject()
    #expect(subject.server.role == .follower)
    #expect(subject.server.currentTerm == 0)
    #expect(subject.server.votedFor == nil)
    #expect(subject.server.log.lastIndex == 0)
    #expect(subject.server.commitIndex == 0)
    #expect(subject.server.leader == nil)
  }

  @Test("The host is asked for an election timer, and nothing else")
  func start() {
    var effects = Effects()
    var leader = Subject.leader().server
    leader.step(.request(Command(1)), into: &effects)
    Subject().server.start(into: &effects)
    #expect(effects.electionTimer == .reset)
    #expect(effects.heartbeatTimer == .none)
    #expect(effects.messages.isEmpty && effects.answers.isEmpty && !effects.commits)
    #expect(!effects.writesTermAndVote && effects.writesLogAfter == nil)
  }

  @Test("Term, vote and log are kept; role, leader and commit index are lost")
  func leader() {
    var cluster = Cluster(3)
    cluster.elect(1)
    cluster.request(1, 5)
    cluster.deliverAll()
    cluster.heartbeat(1)
    cluster.deliverAll()
    #expect(cluster.servers.allSatisfy { $0.commitIndex == 1 })
    let before = cluster.servers
    for id in 0..<3 {
      cluster.restart(id)
      #expect(cluster[id].durable == before[id].durable)
      #expect(cluster[id].role == .follower)
      #expect(cluster[id].leader == nil)
      #expect(cluster[id].commitIndex == 0)
    }
    #expect(cluster[0].votedFor == 1 && cluster[0].currentTerm == 1)
  }

  @Test("A candidate that restarts has voted for itself in the term, and counts no vote that is still on its way")
  func candidate() {
    var cluster = Cluster(3)
    cluster.timeOut(0)
    cluster.deliver(from: 0, to: 1)
    cluster.restart(0)
    cluster.deliverAll()
    #expect(cluster[0].role == .follower)
    #expect(cluster[0].votedFor == 0)
    #expect(cluster[0].currentTerm == 1)
  }

  @Test("A leader that restarts is no leader, and answers for its old term do nothing")
  func formerLeader() {
    var cluster = Cluster(3)
    cluster.elect(0)
    cluster.request(0, 5)
    cluster.deliver { $0.appendRequest != nil }
    cluster.restart(0)
    cluster.deliverAll()
    #expect(cluster[0].role == .follower)
    #expect(cluster[0].commitIndex == 0)
    #expect(cluster.answers[0].isEmpty)
  }

  @Test("What was committed before all servers crashed is committed again")
  func everybody() {
    var cluster = Cluster(3, noOp: true)
    cluster.elect(0)
    cluster.request(0, 5)
    cluster.deliverAll()
    for id in 0..<3 { cluster.restart(id) }
    cluster.elect(2)
    cluster.heartbeat(2)
    cluster.deliverAll()
    #expect(cluster.servers.allSatisfy { $0.log.words == [0, 5, 0] && $0.commitIndex == 3 })
  }

  @Test("The disk that follows the effects is at all times what the server would restart from")
  func disk() {
    var cluster = Cluster(3, logs: [[1, 1, 2], [1, 1, 3, 3, 3], [1]])
    for round in 0..<6 {
      cluster.timeOut(round % 3)
      while !cluster.inTransit.isEmpty {
        cluster.deliver(cluster.inTransit.removeFirst())
        #expect((0..<3).allSatisfy { cluster.disks[$0] == cluster[$0].durable })
      }
      cluster.request(round % 3, UInt64(round))
    }
  }
}
