import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("Partitions of a run")
struct PartitionRunTests {
  private static func scenario(_ shape: PartitionShape, servers: Int = 5) -> Scenario {
    var scenario = Scenario()
    scenario.servers = servers
    (scenario.partitionInterval, scenario.partitionDuration) = (100_000, 300_000)
    scenario.networkFaults.partitions[shape] = 1
    return scenario
  }

  @Test("no message crosses a link while it is cut, and every shape happens", arguments: PartitionShape.allCases)
  func crossings(_ shape: PartitionShape) {
    let scenario = Self.scenario(shape)
    var cut = LinkSet()
    var (crossings, partitions) = (0, 0)
    let result = RunPlan(seed: 1, scenario: scenario).run { event in
      switch event.action {
      case .partition:
        partitions += 1
        cut = event.cut.isEmpty ? LinkSet(between: event.group, andOthersOf: scenario.servers) : event.cut
        #expect(!cut.isEmpty)
      case .heal: cut = LinkSet()
      case .receive: crossings += cut.contains(from: event.message.from, to: event.message.to) ? 1 : 0
      default: break
      }
    }
    #expect(result.violations.isEmpty)
    #expect(crossings == 0)
    #expect(partitions > 3)
    #expect(result.statistics.network.partitions[shape] == result.statistics.partitions)
    #expect(result.statistics.cut > 0)
  }

  @Test("what is recorded of two groups is the group, and of other shapes the links")
  func recorded() {
    for shape in PartitionShape.allCases {
      var isTold: [Bool] = []
      _ = RunPlan(seed: 2, scenario: Self.scenario(shape)).run { event in
        if event.action == .partition { isTold.append((event.group == 0) != event.cut.isEmpty) }
        if event.action == .partition, event.cut.isEmpty { isTold.append(event.group > 0) }
      }
      #expect(!isTold.isEmpty && isTold.allSatisfy { $0 })
    }
  }

  @Test(
    "when faults cease, all is open at once, and no change that was planned comes", arguments: PartitionShape.allCases)
  func ceases(_ shape: PartitionShape) {
    var actions: [Action] = []
    let observation = RunObservation(record: { actions.append($0.action) })
    var world = World(RunPlan(seed: 1, scenario: Self.scenario(shape)), observation)
    world.planFault(.partition)
    world.faultOccurs(.partition)
    let isCut = (0..<5).contains { from in (0..<5).contains { world.network.isCut(from, $0) } }
    #expect(isCut)
    world.endNetworkFaults()
    #expect(!(0..<5).contains { from in (0..<5).contains { world.network.isCut(from, $0) } })
    #expect(actions == [.partition, .heal])
    world.partitionChanges()
    world.endNetworkFaults()
    #expect(actions == [.partition, .heal])
  }

  @Test("a scenario with an interval and no shapes cuts two groups, as it always did")
  func asBefore() {
    var scenario = Scenario()
    scenario.partitionInterval = 200_000
    var groups: [UInt16] = []
    let result = RunPlan(seed: 1, scenario: scenario).run { event in
      // One that lists links is that of a server cut off when the faults have ended.
      if event.action == .partition, event.cut.isEmpty { groups.append(event.group) }
    }
    #expect(groups.count > 1 && groups.allSatisfy { (1...6).contains($0) })
    #expect(result.statistics.network.partitions[.groups] == groups.count)
    #expect(result.statistics.network.aimedAtLeader == 0)
  }
}
