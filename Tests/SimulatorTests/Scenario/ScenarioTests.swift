import Testing

@testable import Simulator

@Suite("Scenarios")
struct ScenarioTests {
  private static let swarm = (1...2000).map { Scenario(swarm: $0) }

  @Test("a seed draws clusters of 1 to 7 servers")
  func sizes() {
    #expect(Set(Self.swarm.map(\.servers)) == Set(1...7))
  }

  @Test("each fault is on in many of the seeds and off in many, and any two of them meet")
  func subsets() {
    let faults = Fault.all.filter { !$0.isBeyondAssumptions }
    let on = Self.swarm.map { scenario in faults.map { $0.isOn(in: scenario) } }
    for (index, fault) in faults.enumerated() {
      #expect((100...1100).contains(on.count { $0[index] }), "\(fault.name)")
      for other in 0..<index {
        #expect(on.contains { $0[index] && $0[other] }, "\(fault.name), \(faults[other].name)")
      }
    }
  }

  @Test("everything that a seed draws is within the range of its option")
  func ranges() {
    for scenario in Self.swarm {
      for parameter in ScenarioParameter.all { #expect(parameter.range.contains(parameter.value(in: scenario))) }
    }
  }

  @Test("heartbeats come more often than elections")
  func heartbeats() {
    #expect(Self.swarm.allSatisfy { $0.heartbeat < $0.electionTimeout })
  }

  @Test("each parameter has a name of its own")
  func names() {
    #expect(Set(ScenarioParameter.all.map(\.name)).count == ScenarioParameter.all.count)
  }

  @Test(
    "a parameter is written as an option takes it",
    arguments: [
      ("latency", 1_500, "1500us"), ("latency", 2_000, "2ms"), ("duration", 3_000_000, "3s"), ("latency", 0, "0s"),
      ("loss", 0, "0"), ("loss", 1_000_000, "1"), ("loss", 50_000, "0.05"), ("loss", 1, "0.000001"),
      ("servers", 5, "5"),
    ])
  func texts(_ name: String, _ value: Int, _ text: String) throws {
    let parameter = try #require(ScenarioParameter.named(name))
    var scenario = Scenario()
    parameter.set(value, in: &scenario)
    #expect(parameter.text(in: scenario) == text)
  }

  @Test("the options of a calm scenario are the number of servers and nothing else")
  func calm() {
    #expect(Scenario().options.map(\.name) == ["servers"])
  }

  @Test("a scenario is written without the values that have no effect, and the run is the same without them")
  func withoutEffect() throws {
    var isShorter = false
    for seed in 1...40 as ClosedRange<UInt64> {
      var scenario = Scenario(swarm: seed)
      scenario.servers = 2
      scenario.events = 300
      let written = try Scenario(parsing: scenario.description)
      #expect(written.description == scenario.description)
      if written != scenario { isShorter = true }
      let digests = [scenario, written].map { RunPlan(seed: seed, scenario: $0).run(checks: []).digest }
      #expect(digests[0] == digests[1], "seed \(seed)")
    }
    #expect(isShorter)
  }

  @Test("what Raft assumes away no seed draws, and help says so")
  func beyondAssumptions() {
    let beyond = Fault.all.filter(\.isBeyondAssumptions)
    #expect(beyond.map(\.option) == ["lost-write", "bit-flip"])
    for fault in beyond {
      #expect(!Self.swarm.contains { fault.isOn(in: $0) })
      #expect(
        ScenarioParameter.all.contains { $0.name == fault.option && $0.help.contains("outside Raft's assumptions") })
    }
  }

  @Test("without faults no fault is on")
  func withoutFaults() {
    for scenario in Self.swarm {
      #expect(!Fault.all.contains { $0.isOn(in: scenario.withoutFaults) && $0.option != "channels" })
    }
  }

  @Test("a fault that cannot happen in the cluster is not drawn")
  func onlyWhatApplies() {
    for scenario in Self.swarm {
      // Clients lose messages in any cluster; destructions are planned in any, and hit nothing in small ones.
      let exceptions = ["loss", "destruction-interval"]
      for fault in Fault.all where !fault.applies(in: scenario) && !exceptions.contains(fault.option) {
        #expect(fault.parameter.value(in: scenario) == 0, "\(fault.name) with \(scenario.servers) servers")
      }
    }
    #expect(Self.swarm.contains { $0.servers == 1 && $0.loss > 0 }, "clients lose messages in any cluster")
  }

  @Test("a core without the simulated disk gets no fault of disks, and the same of everything else")
  func withoutDisk() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var (scenario, plain) = (Scenario(swarm: seed), Scenario(swarm: seed, hasDisk: false))
      for fault in Fault.all where fault.layer == .disk {
        #expect(!fault.applies(in: plain, hasDisk: false))
        #expect(!fault.isOn(in: plain))
      }
      for parameter in Fault.all.filter({ $0.layer == .disk }).flatMap(\.parameters) {
        parameter.set(parameter.value(in: Scenario()), in: &scenario)
        parameter.set(parameter.value(in: Scenario()), in: &plain)
      }
      #expect(scenario == plain)
    }
  }
}
