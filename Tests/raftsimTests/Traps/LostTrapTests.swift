import Simulator
import Testing
import TraceChecker

@testable import Commands

@Suite("A trap that a search has met, and does not meet again before a limit")
struct LostTrapTests {
  @Test("is a violation all the same, with its line, and without steps")
  func timeLimit() throws {
    let arguments = try Arguments(["--max-total-time", "1us"], for: ExploreCommand.spec)
    let console = Console.standard()
    let plan = try ExplorationPlan(arguments, console, start: 0)
    let trap = RuntimeTrap(signal: "SIGILL", place: .init(file: "Log.swift", line: 7))
    let calls = CoreCalls(repeating: CaughtTrap(trap, inCall: 1_000_000))
    let progress = SearchProgress(console.progress(isWanted: false), 0)
    let report = try plan.run(progress, calls, arguments)
    #expect(report.exitCode == .violation && report.brief == ["the cluster violates NoTrap"])
    #expect(report.text(.plain).contains("violated: a server traps: SIGILL at Log.swift:7; the steps that"))
    #expect(report.text(.plain).contains(" are not known: the time limit was reached"))
    #expect(try plan.run(progress, CoreCalls(), arguments).exitCode == .inconclusive)
  }

  @Test("A trap while a search looks for a way to make progress is a violation of AlwaysPossible, with its line")
  func progress() throws {
    let arguments = try Arguments(["--always-possible", "--no-trace"], for: ExploreCommand.spec)
    let console = Console.standard()
    let plan = try ExplorationPlan(arguments, console, start: MonotonicClock.microseconds())
    let progress = SearchProgress(console.progress(isWanted: false), 0)
    var found: Set<String> = []
    for call in 0..<12 {
      let calls = CoreCalls(repeating: CaughtTrap(RuntimeTrap(signal: "SIGILL"), inCall: call))
      let report = try plan.run(progress, calls, arguments)
      let name = try #require(report.brokenName)
      found.insert(name)
      let isPlaced = report.counterexample != nil
      let words = !isPlaced ? "use --no-reductions" : name == "NoTrap" ? " must not trap " : "  a server traps "
      #expect(report.exitCode == .violation && report.text(.plain).contains(words), "call \(call)")
    }
    #expect(found == ["NoTrap", "AlwaysPossible"])
  }
}
