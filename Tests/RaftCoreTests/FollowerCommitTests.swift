import RaftCore
import Testing

@Suite("A follower commits no more than the request verified (§5.3)")
struct FollowerCommitTests {
  @Test(
    "It is the smaller of the leader's commit index and the last entry that the request vouches for",
    arguments: [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (100, 3)])
  func bound(leader: LogIndex, expected: LogIndex) {
    // After index 3 the follower has entries that the leader does not vouch for.
    var follower = Subject(term: 5, log: [1, 1, 2, 3, 3])
    follower.append([2], after: at(2, 1), commit: leader, term: 5)
    #expect(follower.server.commitIndex == expected)
    #expect(follower.effects.commits == (expected > 0))
  }

  @Test("It never falls: not by an earlier commit index, nor by a request that verifies less")
  func neverFalls() {
    var follower = Subject(term: 5, log: [1, 1, 2])
    follower.append([], after: at(3, 2), commit: 3, term: 5)
    #expect(follower.server.commitIndex == 3)
    follower.append([], after: at(3, 2), commit: 1, term: 5)
    #expect(follower.server.commitIndex == 3 && !follower.effects.commits)
    follower.append([], after: at(1, 1), commit: 3, term: 5)
    #expect(follower.server.commitIndex == 3 && !follower.effects.commits)
    follower.append([], after: at(3, 2), commit: 2, from: 2, term: 6)
    #expect(follower.server.commitIndex == 3 && !follower.effects.commits)
  }

  @Test("A rejected request commits nothing")
  func rejected() {
    var follower = Subject(term: 5, log: [1, 1, 2])
    follower.append([], after: at(3, 1), commit: 3, term: 5)
    #expect(follower.server.commitIndex == 0)
  }

  @Test("The commit index comes with the entries, or with the heartbeat after them")
  func arrival() {
    var cluster = Cluster(3)
    cluster.elect(0)
    cluster.request(0, 1)
    cluster.deliverAll()
    #expect(cluster.servers.map(\.commitIndex) == [1, 0, 0])
    cluster.request(0, 2)
    cluster.deliver { $0.appendRequest != nil }
    #expect(cluster.servers.map(\.commitIndex) == [1, 1, 1])
    cluster.deliverAll()
    cluster.heartbeat(0)
    cluster.deliverAll()
    #expect(cluster.servers.map(\.commitIndex) == [2, 2, 2])
  }
}
