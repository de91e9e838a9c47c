import RaftTesting
import Simulator
import Testing
import TicketOffice

@Test func ticketsAreReplicated() {
  expectNoViolation(seeds: 1...50, machine: TicketOffice.self)
}

@Test func ticketsAreReplicatedByFiveServers() {
  expectNoViolation(seeds: 1...50) { seed in
    var scenario = Scenario(swarm: seed)
    scenario.servers = 5
    return RunPlan(seed: seed, scenario: scenario, machine: TicketOffice.self)
  }
}

@Test func aCampaignReturnsASummary() {
  let campaign = Campaign(firstSeed: 1, runs: 50, jobs: Campaign.processors)
  let summary = campaign.run { seed in
    RunPlan(seed: seed, scenario: Scenario(swarm: seed), machine: TicketOffice.self)
  }
  #expect(summary.runs == 50)
  #expect(summary.failureCount == 0)
}
