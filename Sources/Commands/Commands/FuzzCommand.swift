import Glibc
import Reporting
import Simulator
import TraceChecker

/// `raftsim fuzz`: a campaign of random runs.
enum FuzzCommand {
  static let seed = OptionSpec("--seed", "SEED", "First seed; otherwise a fresh one", group: "Campaign")
  static let runs = OptionSpec(
    "--runs", "N", "Number of runs; otherwise 1000, or as many as the time allows", group: "Campaign")
  static let time = OptionSpec("--max-total-time", "TIME", "Begin no run after this time, as in 30s", group: "Campaign")
  static let jobs = OptionSpec("--jobs", "N", "Threads; otherwise one for each core", group: "Campaign")
  static let keepGoing = OptionSpec(flag: "--keep-going", "Continue after a failure", group: "Campaign")
  static let determinism = OptionSpec(
    flag: "--check-determinism", "Run each seed twice: the steps must be the same", group: "Checks")

  static let spec = CommandSpec(
    name: "fuzz", summary: "Run random campaigns of a Raft cluster, seed by seed, and check every step",
    details: """
      Each seed draws a scenario of its own: the size of the cluster, its timeouts, network and clients, and which \
      faults happen how often ('raftsim faults' lists them). When the duration of a run is over, its faults end, \
      and then the cluster must recover. A failing seed ends the campaign, with the line that runs it again.
      """,
    options: [seed, runs, time, jobs, keepGoing, determinism] + InvariantOptions.specs + ScenarioOptions.specs + [
      Format.option, .color,
    ],
    examples: [
      .init("raftsim fuzz --seed 1 --runs 10000", "Ten thousand runs, the same ones on every machine."),
      .init("raftsim fuzz --max-total-time 30s", "As many fresh runs as half a minute allows."),
      .init("raftsim fuzz --servers 5 --loss 0.1 --crash-interval 300ms", "A part of the scenario by hand."),
      .init("raftsim fuzz --seed 1 --defect vote-index-beyond-commit", "See a failure: a voter that ignores terms."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let scenario = try ScenarioOptions(arguments)
    let campaign = try campaign(arguments)
    let limit = try arguments[time]?.duration(in: 1...365 * 24 * 3_600_000_000)
    let format: Format = try arguments.value(Format.option).choice()
    let style = console.style(try arguments.value(.color).choice())
    let start = MonotonicClock.microseconds()
    let progress = CampaignProgress(console.progress(isWanted: format == .text || console.errors.terminal.isTerminal))
    let summary = campaign.run(hooks: hooks(console, progress, until: limit.map { start + $0 })) {
      scenario.plan($0)
    }
    progress.finish()
    let report = CampaignReport(
      summary, of: campaign, program: Program.ownName, typed: InvariantOptions.typed(with: scenario, arguments),
      asked: scenario.asked,
      asksForConformance: InvariantOptions.asksForConformance(arguments),
      elapsed: MonotonicClock.microseconds() - start, wasInterrupted: Interrupt.isRequested)
    switch format {
    case .text: console.output.write(report.text(style))
    case .json: console.output.writeLine(report.json.text)
    }
    return report.exitCode
  }

  private static func campaign(_ arguments: Arguments) throws -> Campaign {
    let first = try arguments[seed]?.seed() ?? UInt64(UInt32.random(in: 1 ... .max))
    var runs = try arguments[runs]?.integer(in: 1 ... .max)
    if runs == nil, !arguments.has(time) { runs = 1000 }
    let others = UInt64.max - first
    if let runs, UInt64(runs - 1) > others {
      let number = arguments.has(Self.runs) ? "--runs \(runs)" : "the default of \(runs) runs"
      throw arguments.error(
        "\(number) from seed \(first) would go beyond the last seed, \(UInt64.max); give at most --runs \(others + 1)")
    }
    // Without --runs, the campaign ends with the last seed, unless its time is over before.
    if runs == nil, others < UInt64(Int.max) { runs = Int(others) + 1 }
    let cores = min(CrashReport.slots, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    var campaign = Campaign(
      firstSeed: first, runs: runs, jobs: try arguments[jobs]?.integer(in: 1...CrashReport.slots) ?? cores)
    campaign.keepsGoing = arguments.has(keepGoing)
    campaign.checksDeterminism = arguments.has(determinism)
    campaign.checks = try InvariantOptions.checks(arguments)
    return campaign
  }

  private static func hooks(_ console: Console, _ progress: CampaignProgress, until deadline: Int?) -> Campaign.Hooks {
    var hooks = Campaign.Hooks()
    hooks.shouldStop = {
      Interrupt.isRequested || !console.output.isOpen || deadline.map { MonotonicClock.microseconds() >= $0 } ?? false
    }
    hooks.isCancelled = { Interrupt.isRequested }
    hooks.isRunning = { seed, job in
      if let seed { CrashReport.running(seed: seed, slot: job) } else { CrashReport.idle(slot: job) }
    }
    hooks.didCount = { progress.update($0) }
    return hooks
  }
}
