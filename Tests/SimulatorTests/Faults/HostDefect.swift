import Testing

@testable import Simulator

/// A planted defect of hosts in the world that it needs, and in the same world without the fault that shows it.
struct HostDefect {
  private let defect: Defect

  init(_ name: String) throws { defect = try #require(Defect.named(name)) }

  private func scenarios(without fault: String) throws -> (Scenario, Scenario) {
    var scenario = Scenario()
    for need in defect.needs { need.apply(to: &scenario) }
    var other = scenario
    try #require(ScenarioParameter.all.first { $0.name == fault }).set(0, in: &other)
    #expect(other != scenario, "\(defect.name) does not need \(fault)")
    return (scenario, other)
  }

  /// In how many runs hardly anything is committed after the faults, with the fault and without. The correct hosts
  /// always commit.
  func stuck(fault: String, seeds: ClosedRange<UInt64>) throws -> (with: Int, without: Int) {
    let (scenario, other) = try scenarios(without: fault)
    #expect(seeds.allSatisfy { HealedRun(seed: $0, scenario).commits > Self.few })
    return (
      seeds.count { HealedRun(seed: $0, scenario, defect: defect.name).commits < Self.few },
      seeds.count { HealedRun(seed: $0, other, defect: defect.name).commits < Self.few }
    )
  }

  private static let few = 20

  /// In how many runs a server stays far behind after the faults, with the fault and without.
  func lagging(fault: String, seeds: ClosedRange<UInt64>) throws -> (with: Int, without: Int) {
    let (scenario, other) = try scenarios(without: fault)
    #expect(seeds.allSatisfy { HealedRun(seed: $0, scenario).lag < defect.host.lagLimit })
    return (
      seeds.count { HealedRun(seed: $0, scenario, defect: defect.name).lag > defect.host.lagLimit },
      seeds.count { HealedRun(seed: $0, other, defect: defect.name).lag > defect.host.lagLimit }
    )
  }

  /// In how many runs a client is told something wrong, with the fault and without. The correct hosts never do.
  func wrong(fault: String, seeds: ClosedRange<UInt64>) throws -> (with: Int, without: Int) {
    let (scenario, other) = try scenarios(without: fault)
    for seed in seeds {
      let answers = ReplayedAnswers(seed: seed, scenario)
      #expect(answers.answers > 10)
      #expect(answers.wrong == [])
    }
    return (
      seeds.count { !ReplayedAnswers(seed: $0, scenario, defect: defect.name).wrong.isEmpty },
      seeds.count { !ReplayedAnswers(seed: $0, other, defect: defect.name).wrong.isEmpty }
    )
  }
}
