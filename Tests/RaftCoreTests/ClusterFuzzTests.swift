import RaftCore
import Testing

@Suite("Clusters keep their promises over any network (§5, Figure 3)")
struct ClusterFuzzTests {
  /// A cluster, and what was seen of it: leaders by term, and what was committed, which must never be seen otherwise.
  private struct Watch {
    var cluster: Cluster
    var leaders: [Term: ServerID] = [:]
    var committed: [Entry] = []

    /// What is seen to be broken now that `id` has taken a step; nothing, it is hoped.
    mutating func fault(at id: ServerID, before old: Server) -> String? {
      let server = cluster[id]
      if server.currentTerm < old.currentTerm { return "the term of \(server) falls" }
      if server.commitIndex < old.commitIndex { return "the commit index of \(server) falls" }
      if server.commitIndex > server.log.lastIndex { return "\(server) commits beyond its log" }
      if server.durable != cluster.disks[id] { return "the disk of \(server) lags" }
      if server.role == .leader {
        if leaders[server.currentTerm, default: id] != id { return "two leaders of a term: \(server)" }
        leaders[server.currentTerm] = id
      }
      guard server.commitIndex > old.commitIndex else { return nil }
      for index in (old.commitIndex + 1)...server.commitIndex {
        if index > committed.count {
          committed.append(server.log[index])
        } else if committed[index - 1] != server.log[index] {
          return "\(server) commits another entry at \(index)"
        }
      }
      return nil
    }
  }

  /// Does one thing at random. Returns the server to which it happened.
  private func act(_ watch: inout Watch, _ inputs: inout RandomInputs) -> ServerID {
    let id = inputs.random.below(watch.cluster.servers.count)
    let count = watch.cluster.inTransit.count
    switch inputs.random.below(100) {
    case 0...4: watch.cluster.timeOut(id)
    case 5...9: watch.cluster.heartbeat(id)
    case 10...15: watch.cluster.request(id, inputs.random.next())
    case 16...18:
      // Noise that no server sent: its numbers are none.
      let noise = inputs.input(for: watch.cluster[id])
      if case .message(var message) = noise {
        message.term = -1 - inputs.random.below(9)
        watch.cluster.step(id, .message(message))
      }
    case 19...24 where count > 0: watch.cluster.inTransit.remove(at: inputs.random.below(count))
    case 25...30 where count > 0: watch.cluster.inTransit.append(watch.cluster.inTransit[inputs.random.below(count)])
    default:
      guard count > 0 else { return id }
      // The oldest, or any: so that there is order at times.
      let position = inputs.random.below(2) == 0 ? 0 : inputs.random.below(count)
      let message = watch.cluster.inTransit.remove(at: position)
      watch.cluster.deliver(message)
      return message.to
    }
    return id
  }

  /// Runs a cluster over a network that loses, duplicates and reorders, with restarts. Returns the first fault, if any,
  /// and how much was committed.
  private func run(servers: Int, noOp: Bool = true, rules: Rules = Rules(), seed: UInt64) -> (String?, committed: Int) {
    var inputs = RandomInputs(seed: seed)
    let (batch, window) = (1 + inputs.random.below(4), 1 + inputs.random.below(8))
    var watch = Watch(cluster: Cluster(servers, noOp: noOp, batch: batch, window: window, rules: rules))
    for _ in 0..<2500 {
      if inputs.random.below(200) == 0 { watch.cluster.restart(inputs.random.below(servers)) }
      if watch.cluster.inTransit.count > 60 { watch.cluster.drop { _ in inputs.random.below(2) == 0 } }
      let old = watch.cluster.servers
      let id = act(&watch, &inputs)
      if let fault = watch.fault(at: id, before: old[id]) { return (fault, watch.committed.count) }
    }
    return (nil, watch.committed.count)
  }

  @Test(
    "Loss, duplicates, disorder and restarts: one leader a term, and what is committed stays",
    arguments: [(1, true), (2, true), (3, true), (3, false), (4, false), (5, true), (5, false)])
  func promises(servers: Int, noOp: Bool) {
    var all = 0
    for seed in 1...12 as ClosedRange<UInt64> {
      let (fault, committed) = run(servers: servers, noOp: noOp, seed: seed &* 1000 + UInt64(servers))
      #expect(fault == nil, "seed \(seed)")
      all += committed
    }
    #expect(all > 200, "it gets about")
  }

  @Test("Without a rule of the paper the same runs see it broken", arguments: MutatedRules.unsafe)
  func withoutARule(_ mutation: MutatedRules) {
    let seeds = 1...60 as ClosedRange<UInt64>
    #expect(seeds.contains { run(servers: 4, noOp: false, rules: mutation.rules, seed: $0).0 != nil })
  }

  @Test(
    "When the network is quiet again, all agree, and a request is answered", arguments: 1...20 as ClosedRange<UInt64>)
  func recovery(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    var watch = Watch(cluster: Cluster(5, noOp: true, batch: 2, window: 5))
    for _ in 0..<800 { _ = act(&watch, &inputs) }
    watch.cluster.drop()
    // The term of the latest is learned by all, and the one with the best log is elected.
    for id in 0..<5 { watch.cluster.elect(id) }
    for id in 0..<5 { watch.cluster.elect(id) }
    watch.cluster.request(4, 77)
    watch.cluster.deliverAll()
    for id in 0..<5 { watch.cluster.heartbeat(id) }
    watch.cluster.deliverAll()
    #expect(watch.cluster.servers.count { $0.role == .leader } == 1)
    #expect(Set(watch.cluster.servers.map(\.log)).count == 1)
    #expect(Set(watch.cluster.servers.map(\.commitIndex)) == [watch.cluster[0].log.lastIndex])
    let index = watch.cluster[0].log.lastIndex
    #expect(watch.cluster.answers[4].last == Answer(command: Command(77), outcome: .committed(index: index, output: 0)))
  }
}
