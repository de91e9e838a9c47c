import Reporting
import Simulator
import TraceChecker

/// `raftsim fuzz`: a campaign of random runs.
enum FuzzCommand {
  static let seed = OptionSpec("--seed", "SEED", "First seed; by default a random one", group: "Campaign")
  static let runs = OptionSpec(
    "--runs", "N", "Number of runs; by default 1000, or as many as --max-total-time allows", group: "Campaign")
  static let time = OptionSpec(
    "--max-total-time", "TIME", "Start no run after this time, such as 30s", group: "Campaign")
  static let jobs = OptionSpec("--jobs", "N", "Number of threads; by default one per processor", group: "Campaign")
  static let keepGoing = OptionSpec(
    flag: "--keep-going", "Continue after a failure, and report each kind of failure once", group: "Campaign")
  static let corpus = OptionSpec(
    "--corpus", "DIR",
    "Make the runs in this directory first, and add those that fail; without --keep-going, a failure of one of the "
      + "first ends the campaign", group: "Campaign", values: .file)
  static let determinism = OptionSpec(
    flag: "--check-determinism", "Run each seed twice, and report seeds whose two runs differ", group: "Checks",
    isMain: false)

  static let spec = CommandSpec(
    name: "fuzz", summary: "Run a simulated Raft cluster with random faults, once per seed, and check every step",
    details: """
      Each seed determines a scenario: the size of the cluster, its timeouts, network and clients, and which faults \
      happen and how often ('raftsim faults' lists them). When the duration of a run is over, its faults end, and the \
      cluster must recover. The first failing seed ends the campaign. The failing run is then \
      shrunk and explained, as by 'raftsim shrink': the report has its story, and the smallest run and schedule are \
      written to new files PROPERTY.run.json and PROPERTY.schedule in the current directory, or to the corpus.

      A corpus is a directory of run files (NAME.run.json). Of its runs, those with the defect of the campaign and the \
      core of this program are made; options that change a scenario do not change them. Damaged files are reported and \
      skipped.
      """,
    options: [seed, runs, time, jobs, keepGoing, corpus, determinism] + InvariantOptions.specs + ScenarioOptions.specs
      + [ShrinkOptions.off] + ShrinkOptions.specs + [
        StreamFormat.option, .color,
      ],
    examples: [
      .init("raftsim fuzz --seed 1 --runs 10000", "Ten thousand runs, which are the same on every machine."),
      .init("raftsim fuzz --max-total-time 30s", "As many runs from a random seed as 30 seconds allow."),
      .init(
        "raftsim fuzz --servers 5 --loss 0.1 --crash-interval 300ms",
        "Fix a part of the scenario; the seeds draw the rest."),
      .init(
        "raftsim fuzz --seed 1 --defect vote-index-beyond-commit    # exits with 1",
        "See a failure: with this defect, a voter does not compare terms."),
      .init(
        "raftsim fuzz --max-total-time 30s --corpus failures", "Keep what fails, and make these runs first next time."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let scenario = try ScenarioOptions(arguments)
    let campaign = try campaign(arguments)
    let limit = try arguments[time]?.duration(in: 1...365 * 24 * 3_600_000_000)
    let format: StreamFormat = try arguments.value(StreamFormat.option).choice()
    let directory = try arguments[corpus].map(FuzzCorpus.open)
    let style = console.style(try arguments.value(.color).choice())
    let shrinking = try ShrinkOptions(arguments)
    let typed = InvariantOptions.typed(with: scenario, arguments)
    console.errors.writeLine("first seed: \(campaign.firstSeed)")
    let start = MonotonicClock.microseconds()
    let line = console.progress(isWanted: format == .text || console.errors.terminal.isTerminal)
    let progress = CampaignProgress(line, extent(of: campaign, limit, arguments))
    var hooks = hooks(console, progress, until: limit.map { start + $0 })
    var corpus = directory.map {
      FuzzCorpus($0, before: campaign, scenario, core: arguments.core, hooks: hooks)
    }
    if format == .ndjson {
      hooks.didFail = {
        progress.finish()
        printLine(of: $0, campaign.checks, typed, console.output)
      }
      for failure in corpus?.report.failures ?? [] { console.output.writeLine(failure.line.text) }
    }
    let endsBefore = corpus?.hasFailures == true && !campaign.keepsGoing
    let summary = endsBefore ? CampaignSummary() : campaign.run(hooks: hooks) { scenario.plan($0) }
    progress.finish()
    let wasInterrupted = console.cancellation == .interrupted && !campaign.isComplete(summary)
    let elapsed = MonotonicClock.microseconds() - start
    let diagnoses = FuzzDiagnoses(
      of: CampaignReport.shownKinds(of: summary), checks: campaign.checks,
      limits: arguments.has(ShrinkOptions.off) || wasInterrupted ? nil : shrinking.limits(jobs: campaign.jobs),
      corpus: &corpus
    ) {
      if format == .text { console.errors.writeLine($0) }
    }
    let report = CampaignReport(
      summary, of: campaign, program: Program.invocation, typed: typed,
      asked: scenario.asked,
      asksForConformance: InvariantOptions.asksForConformance(arguments),
      corpus: corpus?.report, diagnoses: diagnoses.reports, elapsed: elapsed, wasInterrupted: wasInterrupted)
    switch format {
    case .text: console.output.write(report.text(style))
    case .json: console.output.writeLine(report.json.text)
    case .ndjson: console.output.writeLine(report.line.text)
    }
    console.repeatIfLost(report.brief.map { "\(spec.fullName): \($0)" })
    return console.code(report.exitCode) { if let failure = corpus?.failure ?? diagnoses.failure { throw failure } }
  }

  /// Prints a failure as soon as it is found.
  private static func printLine(
    of failure: RunResult, _ checks: [any Check], _ typed: String, _ output: OutputStream
  ) {
    let command = FailureReport.command(seed: failure.plan.seed, program: Program.invocation, typed: typed)
    output.writeLine(FailureReport(failure, checks: checks, command: command).line.text)
    output.flush()
  }

  /// How far the campaign is to go. Without `--runs` a limit of time alone says it.
  private static func extent(of campaign: Campaign, _ limit: Int?, _ arguments: Arguments) -> CampaignExtent {
    CampaignExtent(runs: limit == nil || arguments.has(runs) ? campaign.runs : nil, time: limit)
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
    let processors = min(Campaign.mostJobs, Campaign.processors)
    var campaign = Campaign(
      firstSeed: first, runs: runs, jobs: try arguments[jobs]?.integer(in: 1...Campaign.mostJobs) ?? processors)
    campaign.keepsGoing = arguments.has(keepGoing)
    campaign.checksDeterminism = arguments.has(determinism)
    campaign.checks = try InvariantOptions.checks(arguments)
    return campaign
  }

  private static func hooks(_ console: Console, _ progress: CampaignProgress, until deadline: Int?) -> Campaign.Hooks {
    var hooks = Campaign.Hooks()
    hooks.shouldStop = {
      console.isCancelled || deadline.map { MonotonicClock.microseconds() >= $0 } ?? false
    }
    hooks.isCancelled = { Interrupt.isRequested }
    hooks.catchTrap = TrapGuard.run
    hooks.didCount = { progress.update($0) }
    return hooks
  }
}
