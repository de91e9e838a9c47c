import RaftCore
import TraceChecker

extension World {
  /// A partition begins, of one of the shapes of the scenario.
  /// - Parameters:
  ///   - number: the number of the fault.
  ///   - isCarriedOut: whether links are cut; where an override suppresses that, the next partition keeps its time.
  mutating func beginPartition(_ number: Int, isCarriedOut: Bool) -> Bool {
    let servers = scenario.servers
    let shape = scenario.networkFaults.partitions.shape(servers: servers) { sum in
      random.below(sum, .partitionShape, 0, number)
    }
    var partition = Partition(
      shape, number: number, servers: servers, leader: currentLeader, random: random)
    partition.isCarriedOut = isCarriedOut
    if isCarriedOut { count(partition, shape) }
    currentPartition = partition
    changePartition()
    return true
  }

  private mutating func count(_ partition: Partition, _ shape: PartitionShape) {
    network.counts.partitions[shape] += 1
    if partition.isAimed { network.counts.aimedAtLeader += 1 }
  }

  /// The leader of the newest term, of the servers that are up.
  private var currentLeader: ServerID? {
    hosts.indices.filter { hosts[$0].isUp && hosts[$0].server.role == .leader }
      .max { hosts[$0].server.currentTerm < hosts[$1].server.currentTerm }
  }

  /// The time of a change has come, unless the partition has ended before.
  mutating func partitionChanges() {
    guard currentPartition != nil else { return }
    statistics.events += 1
    changePartition()
  }

  /// The next change of the partition: other links are cut, or all links are open again.
  private mutating func changePartition() {
    guard let partition = currentPartition else { return }
    guard partition.begun < partition.cuts.count else { return endPartition() }
    currentPartition?.begun += 1
    if partition.isCarriedOut { cut(partition.cuts[partition.begun]) }
    let mean = max(1, scenario.partitionDuration / partition.cuts.count)
    let number = faults.number(of: .partition)
    queue.push(.partitionChanges, at: now + random.around(mean, .partitionDuration, partition.begun, number))
  }

  private mutating func cut(_ cut: Partition.Cut) {
    network.cut(cut.links, now: now)
    if cut.links.isEmpty { return emitWorldEvent(.heal) }
    event.group = cut.group ?? 0
    event.cut = cut.group == nil ? cut.links : LinkSet()
    emitWorldEvent(.partition)
  }

  private mutating func endPartition() {
    heal()
    planFault(.partition)
  }

  private mutating func heal() {
    let cutsNothing = currentPartition?.isCarriedOut == false
    currentPartition = nil
    if cutsNothing { return }
    network.heal()
    emitWorldEvent(.heal)
  }

  /// The network follows the scenario without faults: what is cut is open again, and nothing is planned. What was on
  /// its way still arrives.
  mutating func endNetworkFaults() {
    network.change(to: scenario)
    if currentPartition != nil { heal() }
  }
}
