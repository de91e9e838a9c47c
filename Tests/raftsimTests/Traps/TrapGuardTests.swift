import Glibc
import RaftCore
import Simulator
import Synchronization
import Testing
import TraceChecker

@testable import Commands

/// Traps when it applies the third command of a client.
private struct ThirdCommandTraps: SimulatedMachine {
  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { sequence }

  mutating func apply(_ command: Int) -> Int {
    precondition(command != 3, "the command is not wanted")
    return command
  }
}

/// Gives a run that ends before its trap if it is asked for the second time.
private final class ShortSecondRun: Sendable {
  private let asked = Atomic(false)

  func plan(_ seed: UInt64) -> RunPlan {
    var scenario = Scenario()
    if asked.exchange(true, ordering: .relaxed) { scenario.events = 1 }
    return RunPlan(seed: seed, scenario: scenario, machine: ThirdCommandTraps.self)
  }
}

/// Each test traps in a process of its own.
@Suite("Traps of a state machine and of the program") struct TrapGuardTests {
  @Test("A trap in apply is a violation of its run, and the campaign continues")
  func apply() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      var campaign = Campaign(firstSeed: 1, runs: 4, jobs: 2)
      campaign.keepsGoing = true
      var hooks = Campaign.Hooks()
      hooks.catchTrap = TrapGuard.run
      let summary = campaign.run(hooks: hooks) {
        RunPlan(seed: $0, scenario: Scenario(), machine: ThirdCommandTraps.self)
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
    #expect(text.hasSuffix("; please report it with this seed and the options\n"), "\(text)")
  }

  @Test("A trap that is not reached again is an error that says so")
  func notRepeated() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      do {
        let runs = ShortSecondRun()
        _ = try TrapGuard.repeating { calls in runs.plan(1).run(calls: calls) }
      } catch {
        precondition("\(error)".contains("did not come to that when the same was done once more: SIGILL at "))
        exit(3)
      }
    }
  }

  @Test("In a campaign, a trap that is not reached again makes its seed one that is not deterministic")
  func notRepeatedInCampaign() async {
    await #expect(processExitsWith: .exitCode(3)) {
      CrashReport.install()
      var hooks = Campaign.Hooks()
      hooks.catchTrap = TrapGuard.run
      let runs = ShortSecondRun()
      let summary = Campaign(firstSeed: 1, runs: 3, jobs: 1).run(hooks: hooks) { runs.plan($0) }
      precondition(summary.nondeterministic == [1] && summary.failureCount == 0)
      exit(3)
    }
  }
}
