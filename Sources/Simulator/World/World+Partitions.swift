import RaftCore
import TraceChecker

extension World {
  mutating func planPartition() {
    guard scenario.partitionInterval > 0, scenario.servers > 1 else { return }
    partitionPlans += 1
    queue.push(.partition, at: now + random.around(scenario.partitionInterval, .partitionTime, 0, partitionPlans))
  }

  /// A partition begins, of one of the shapes of the scenario.
  mutating func partition() {
    guard scenario.partitionInterval > 0 else { return }
    let servers = scenario.servers
    let shape = scenario.networkFaults.partitions.shape(servers: servers) { sum in
      random.below(sum, .partitionShape, 0, partitionPlans)
    }
    var partition = Partition(
      shape, number: partitionPlans, servers: servers, leader: currentLeader, random: random)
    partition.isCarriedOut = random.carriesOut(.partition, partitionPlans)
    if partition.isCarriedOut { count(partition, shape) }
    currentPartition = partition
    partitionChanges()
  }

  private mutating func count(_ partition: Partition, _ shape: PartitionShape) {
    statistics.partitions += 1
    network.counts.partitions[shape.rawValue] += 1
    if partition.isAimed { network.counts.aimedAtLeader += 1 }
  }

  /// The leader of the newest term, of the servers that are up.
  private var currentLeader: ServerID? {
    nodes.indices.filter { nodes[$0].isUp && nodes[$0].server.role == .leader }
      .max { nodes[$0].server.currentTerm < nodes[$1].server.currentTerm }
  }

  /// What comes next in the partition that there is: other links are cut, or all is open again.
  mutating func partitionChanges() {
    guard let partition = currentPartition else { return }
    statistics.events += 1
    guard partition.begun < partition.cuts.count else { return endPartition() }
    currentPartition?.begun += 1
    if partition.isCarriedOut { cut(partition.cuts[partition.begun]) }
    let mean = max(1, scenario.partitionDuration / partition.cuts.count)
    queue.push(
      .partitionChanges, at: now + random.around(mean, .partitionDuration, partition.begun, partitionPlans))
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
    planPartition()
  }

  private mutating func heal() {
    let cutsNothing = currentPartition?.isCarriedOut == false
    currentPartition = nil
    if cutsNothing { return }
    network.heal()
    emitWorldEvent(.heal)
  }

  /// The network becomes as the world's scenario has it now, a kind one: what is cut is open again, and nothing is
  /// planned. What was on its way still arrives.
  mutating func ceaseNetwork() {
    network.become(scenario)
    if currentPartition != nil { heal() }
  }
}
