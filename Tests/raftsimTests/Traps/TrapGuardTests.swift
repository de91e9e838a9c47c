import Glibc
import RaftCore
import Simulator
import Synchronization
import Testing
import TraceChecker

@testable import Commands

/// Traps when it applies the entry with a certain number.
private protocol TrappingMachine: SimulatedMachine where Command == Int, Output == Int {
  /// The number of that entry, counted from 1.
  static var last: Int { get }
  var applied: Int { get set }
}

extension TrappingMachine {
  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { sequence }

  mutating func apply(_ command: Int) -> Int {
    applied += 1
    precondition(applied < Self.last, "the entry is not wanted")
    return applied
  }
}

private struct ThirdEntryTraps: TrappingMachine {
  static let last = 3
  var applied = 0
}

private struct FirstEntryTraps: TrappingMachine {
  static let last = 1
  var applied = 0
}

/// Gives a run that ends before its trap if it is asked for the second time.
private final class ShortSecondRun: Sendable {
  private let asked = Atomic(false)

  func plan(_ seed: UInt64) -> RunPlan {
    var scenario = Scenario()
    if asked.exchange(true, ordering: .relaxed) { scenario.events = 1 }
    return RunPlan(seed: seed, scenario: scenario, machine: ThirdEntryTraps.self)
  }
}

/// The summary of a campaign from seed 1 that catches traps.
private func guardedCampaign(
  runs: Int, jobs: Int, keepsGoing: Bool = false, plan: @escaping @Sendable (UInt64) -> RunPlan
) -> CampaignSummary {
  var campaign = Campaign(firstSeed: 1, runs: runs, jobs: jobs)
  campaign.keepsGoing = keepsGoing
  var hooks = Campaign.Hooks()
  hooks.catchTrap = TrapGuard.run
  return campaign.run(hooks: hooks, plan: plan)
}

/// Each test traps in a process of its own.
@Suite("Traps of a state machine and of the program") struct TrapGuardTests {
  @Test("A trap in apply is a violation of its run, and the campaign continues")
  func apply() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      let summary = guardedCampaign(runs: 4, jobs: 2, keepsGoing: true) {
        RunPlan(seed: $0, scenario: Scenario(), machine: ThirdEntryTraps.self)
      }
      precondition(summary.runs == 4 && summary.failureCount == 4 && summary.nondeterministic.isEmpty)
      precondition(summary.failures.map(\.plan.seed) == [1, 2, 3, 4] && summary.failureKinds.count == 1)
      for failure in summary.failures {
        guard case .trapped(let server, .apply, let trap?) = failure.violations[0].evidence else { exit(1) }
        precondition(failure.plan.scenario.servers > server && trap.signal == "SIGILL")
        precondition(trap.place?.file.hasSuffix("TrapGuardTests.swift") == true)
        // It can be made again, to find its last steps.
        precondition(failure.plan.run().violations == failure.violations)
      }
      exit(3)
    }
  }

  @Test("A trap outside of the code under test ends the process with 70, and names the seed and the line")
  func elsewhere() async throws {
    let result = await #expect(processExitsWith: .exitCode(70), observing: [\.standardErrorContent]) {
      CrashReport.install()
      let calls = CoreCalls()
      _ = TrapGuard.run(calls) {
        _ = RunPlan(seed: 17, scenario: Scenario()).run(record: { precondition($0.sequence < 9) }, calls: calls)
      }
      exit(1)
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text.contains("raftsim: internal error while running seed 17: SIGILL at "), "\(text)")
    #expect(
      text.hasSuffix("; unless the code there is yours, please report it with this seed and the options\n"), "\(text)")
  }

  @Test("A trap that is not reached again is an error that says so")
  func notRepeated() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      do {
        let runs = ShortSecondRun()
        _ = try TrapGuard.repeating { calls in runs.plan(1).run(calls: calls) }
      } catch {
        precondition("\(error)".contains("did not reach this trap again when it was repeated: SIGILL at "))
        exit(3)
      }
    }
  }

  @Test("In a campaign, a trap that is not reached again makes its seed one that is not deterministic")
  func notRepeatedInCampaign() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      let runs = ShortSecondRun()
      let summary = guardedCampaign(runs: 3, jobs: 1) { runs.plan($0) }
      precondition(summary.nondeterministic == [1] && summary.failureCount == 0)
      exit(3)
    }
  }

  @Test("In a campaign, a run that traps earlier when it is made again is not deterministic either")
  func earlierTrap() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      let asked = Atomic(false)
      let summary = guardedCampaign(runs: 3, jobs: 1) { seed in
        asked.exchange(true, ordering: .relaxed)
          ? RunPlan(seed: seed, scenario: Scenario(), machine: FirstEntryTraps.self)
          : RunPlan(seed: seed, scenario: Scenario(), machine: ThirdEntryTraps.self)
      }
      precondition(summary.nondeterministic == [1] && summary.failureCount == 0 && summary.runs == 1)
      exit(3)
    }
  }

  @Test("A campaign ends in order after a hundred traps, and says so")
  func trapLimit() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      let summary = guardedCampaign(runs: 150, jobs: 2, keepsGoing: true) {
        RunPlan(seed: $0, scenario: Scenario(), machine: ThirdEntryTraps.self)
      }
      precondition(summary.endedByTraps && summary.runs == 100)
      precondition(summary.failureCount == summary.runs)
      exit(3)
    }
  }

  @Test("The event of a trap has the message that the server was given, also where steps wait for a disk")
  func slowDisks() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      let defect = Defect.named("trap-on-commit-beyond-log")
      let summary = guardedCampaign(runs: 90, jobs: 2, keepsGoing: true) { seed in
        var scenario = Scenario(swarm: seed)
        defect?.prepare(&scenario)
        scenario.diskFaults.syncTime = 40_000
        return RunPlan(seed: seed, scenario: scenario, defect: defect)
      }
      precondition(summary.failureCount > 10 && summary.nondeterministic.isEmpty)
      for failure in summary.failures {
        var last = TraceEvent()
        _ = failure.plan.run(record: { if !$0.action.isNote { last = $0 } })
        precondition(last.action == .crash && last.details.trap == .receive && last.message.to == last.server)
        precondition(last.message.kind == .appendRequest)
        precondition(
          failure.violations.map(\.invariant) == [NoTrap.name] && failure.violations[0].step == last.sequence)
      }
      exit(3)
    }
  }
}
