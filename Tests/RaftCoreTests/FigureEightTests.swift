import RaftCore
import Testing

@Suite("Figure 8: why a leader counts only the entries of its own term (§5.4.2)")
struct FigureEightTests {
  /// (a) to (c) of the figure, where server n is S(n+1): the entry of term 2 is on three of five servers, and S1 leads
  /// again.
  private func stageC(rules: Rules = Rules()) -> Cluster {
    var cluster = Cluster(5, logs: [[1], [1], [1], [1], [1]], rules: rules)
    // (a) S1 leads term 2 and replicates its entry to S2 alone.
    cluster.elect(0)
    cluster.cutOff = [2, 3, 4]
    cluster.request(0, 22)
    cluster.deliver(from: 0, to: 1)
    cluster.drop()
    // (b) S1 crashes. S5 is elected in term 3 by S3 and S4, and gets another entry, which nobody else sees.
    cluster.restart(0)
    cluster.cutOff = [0, 1]
    cluster.elect(4)
    #expect(cluster[4].role == .leader && cluster[4].currentTerm == 3)
    cluster.request(4, 33)
    cluster.drop()
    // (c) S5 crashes. S1 is elected in term 4, and its entry of term 2 reaches S3.
    cluster.restart(4)
    cluster.cutOff = [3, 4]
    cluster.elect(0)
    cluster.timeOut(0)
    cluster.deliverAll()
    #expect(cluster[0].role == .leader && cluster[0].currentTerm == 4)
    #expect(cluster.servers.map(\.log.terms) == [[1, 2], [1, 2], [1, 2], [1], [1, 3]])
    return cluster
  }

  @Test("(c) The entry of term 2 is on a majority, and is not committed")
  func notCommitted() {
    var cluster = stageC()
    cluster.heartbeat(0)
    cluster.deliverAll()
    #expect(cluster.servers.allSatisfy { $0.commitIndex == 0 })
  }

  @Test("(d) S5 may still be elected, and overwrites it on every server")
  func overwritten() {
    var cluster = stageC()
    cluster.restart(0)
    cluster.cutOff = [0]
    cluster.elect(4)
    while cluster[4].role != .leader { cluster.elect(4) }
    cluster.request(4, 55)
    cluster.cutOff = []
    cluster.heartbeat(4)
    cluster.deliverAll()
    #expect(cluster.servers.allSatisfy { $0.log == cluster[4].log && $0.log.words.suffix(2) == [33, 55] })
    #expect(cluster[4].commitIndex == 3)
  }

  @Test("(e) Once an entry of term 4 is on a majority, both are committed, and S5 cannot be elected")
  func committed() {
    var cluster = stageC()
    cluster.request(0, 44)
    cluster.deliverAll()
    #expect(cluster[0].commitIndex == 3)
    #expect(cluster[0].log.terms == [1, 2, 4])
    cluster.restart(0)
    cluster.cutOff = [0]
    for _ in 1...3 {
      cluster.elect(4)
      #expect(cluster[4].role == .candidate)
    }
  }

  @Test("A leader that counts the entries of any term commits the entry of (c), which (d) overwrites")
  func withoutTheRule() {
    var rules = Rules()
    rules.commitsByCounting = { _, _ in true }
    var cluster = stageC(rules: rules)
    #expect(cluster[0].commitIndex == 2)
    #expect(cluster[0].log[2].command == Command(22))
    cluster.restart(0)
    cluster.cutOff = [0]
    while cluster[4].role != .leader { cluster.elect(4) }
    cluster.cutOff = []
    cluster.heartbeat(4)
    cluster.deliverAll()
    #expect(cluster[0].log[2].command == Command(33))
  }
}
