import Testing

@testable import Simulator

@Suite("The schedule of recurring faults")
struct FaultScheduleTests {
  /// A scenario in which every recurring fault is on, once in `interval` microseconds.
  private static func busy(interval: Int = 100_000) -> Scenario {
    var scenario = Scenario()
    (scenario.servers, scenario.connections.channels) = (5, true)
    for fault in RecurringFault.allCases { fault.plan.fault.parameter.set(interval, in: &scenario) }
    return scenario
  }

  @Test("each row of the table is a fault of its own, with streams of its own, and a count of it")
  func table() {
    let plans = RecurringFault.allCases.map(\.plan)
    #expect(Set(plans.map(\.fault.option)).count == plans.count)
    #expect(Set(plans.map { "\($0.time.stream) \($0.time.subject)" }).count == plans.count)
    for plan in plans { #expect(plan.fault.counts.contains { $0.path == plan.count }, "\(plan.fault.name)") }
    #expect(Fault.all.filter { $0.option.hasSuffix("-interval") }.count == plans.count)
  }

  @Test(
    "times follow each other in the mean interval, and each fault has the next number",
    arguments: RecurringFault.allCases)
  func times(_ fault: RecurringFault) {
    let scenario = Self.busy()
    var schedule = FaultSchedule(KeyedRandom(seed: 1))
    var now = 0
    for number in 1...1000 {
      guard let time = schedule.next(fault, after: now, in: scenario) else {
        Issue.record("nothing planned")
        return
      }
      #expect((50_000...150_001).contains(time - now))
      #expect(schedule.number(of: fault) == number)
      now = time
    }
    #expect((95_000_000...105_000_000).contains(now))
  }

  @Test("planning one kind leaves the others as they were")
  func independent() {
    let scenario = Self.busy()
    var (one, other) = (FaultSchedule(KeyedRandom(seed: 7)), FaultSchedule(KeyedRandom(seed: 7)))
    for _ in 1...5 { _ = one.next(.crash, after: 0, in: scenario) }
    for fault in RecurringFault.allCases where fault != .crash {
      #expect(one.next(fault, after: 0, in: scenario) == other.next(fault, after: 0, in: scenario))
    }
  }

  @Test("a fault that is off, or that cannot happen in the cluster, is not planned", arguments: RecurringFault.allCases)
  func absent(_ fault: RecurringFault) {
    var schedule = FaultSchedule(KeyedRandom(seed: 1))
    #expect(schedule.next(fault, after: 0, in: Scenario()) == nil)
    #expect(schedule.next(fault, after: 0, in: Self.busy().withoutFaults) == nil)
    var alone = Self.busy()
    (alone.servers, alone.connections.channels) = (1, false)
    let needsPeers = [RecurringFault.partition, .channelBreak, .introducerCrash, .stranger]
    #expect((schedule.next(fault, after: 0, in: alone) == nil) == needsPeers.contains(fault))
  }

  @Test("each kind happens in a run, and a run counts it", arguments: RecurringFault.allCases)
  func happens(_ fault: RecurringFault) {
    var scenario = Scenario()
    (scenario.servers, scenario.connections.channels) = (3, true)
    fault.plan.fault.parameter.set(300_000, in: &scenario)
    let statistics = RunPlan(seed: 1, scenario: scenario).run().statistics
    #expect(statistics[keyPath: fault.plan.count] > 0)
    for other in RecurringFault.allCases where other != fault {
      #expect(statistics[keyPath: other.plan.count] == 0, "\(other)")
    }
  }
}
