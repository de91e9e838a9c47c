import Simulator
import TraceChecker

/// A report on a campaign, as text and as JSON.
public struct CampaignReport {
  private let summary: CampaignSummary
  private let campaign: Campaign
  /// What never happened in the campaign, although it should have.
  private let unexercised: [String]
  private let program: String
  private let typed: String
  private let corpus: CorpusReport?
  private let diagnoses: [DiagnosisReport?]
  package let asksForConformance: Bool
  private let elapsed: Int
  private let wasInterrupted: Bool

  /// A report on what `campaign` found.
  /// - Parameters:
  ///   - summary: what it found.
  ///   - campaign: the campaign.
  ///   - program: the program, as it was called, for the commands that replay a seed.
  ///   - typed: the options that change a run, as they were typed.
  ///   - asked: the options of faults that were given by hand: such a fault must have happened.
  ///   - asksForConformance: whether conformance was asked for by name: it must have been judged to the end.
  ///   - corpus: the report on the corpus of the campaign, if it has one.
  ///   - diagnoses: the reports on the causes of the failures, one for each of `shownKinds(of:)`, or none at all.
  ///   - elapsed: the real time, in microseconds.
  ///   - wasInterrupted: whether it was ended from outside.
  public init(
    _ summary: CampaignSummary, of campaign: Campaign, program: String = "raftsim", typed: String = "",
    asked: Set<String> = [], asksForConformance: Bool = false, corpus: CorpusReport? = nil,
    diagnoses: [DiagnosisReport?] = [], elapsed: Int, wasInterrupted: Bool = false
  ) {
    self.summary = summary
    self.campaign = campaign
    // What an interrupted campaign did not exercise, the rest of it might have.
    unexercised = wasInterrupted || summary.runs == 0 ? [] : summary.unexercised(asked: asked, checks: campaign.checks)
    self.program = program
    self.typed = typed
    self.corpus = corpus
    let shown = Self.shownKinds(of: summary)
    precondition(diagnoses.isEmpty || diagnoses.count == shown.count, "a diagnosis for each kind of failure")
    self.diagnoses = diagnoses.isEmpty ? Array(repeating: nil, count: shown.count) : diagnoses
    self.asksForConformance = asksForConformance
    self.elapsed = elapsed
    self.wasInterrupted = wasInterrupted
  }

  package var exitCode: ExitCode {
    .first(where: [
      .interrupted: wasInterrupted, .violation: summary.failureCount > 0 || corpus?.hasFailures == true,
      .internal: !summary.nondeterministic.isEmpty,
      .inconclusive: summary.runs == 0 || !unexercised.isEmpty || isConformanceCutShort
        || corpus?.isIncomplete == true,
    ])
  }

  /// Whether some run was not judged to its end.
  package var hasConformanceEnd: Bool { summary.conformanceEnds > 0 }

  /// The report in words.
  public func text(_ style: Style) -> String {
    var text = corpus?.text(style) ?? ""
    let corpusLine = corpus.map { $0.line + "\n" } ?? ""
    if summary.runs == 0 { return text + corpusLine + noRun(style) + "\n" }
    for (kind, diagnosis) in zip(shownKinds, diagnoses) {
      text += report(kind.shortest, diagnosis).text(style) + frequency(of: kind) + "\n"
    }
    text += moreFailures
    for plan in summary.nondeterministicPlans {
      let cause = NondeterminismText.cause(plan.foreignParts)
      let trap = plan.knownTrap.map { " (trap: \($0.trap))" } ?? ""
      text += style.red("NOT DETERMINISTIC") + "  two runs of seed \(plan.seed) differ\(trap): \(cause)\n"
    }
    return text + exercised(style) + corpusLine + verdict(style)
  }

  private func noRun(_ style: Style) -> String {
    if wasInterrupted { return style.yellow("interrupted before the first run was completed") }
    if corpus?.hasFailures == true { return style.red("violated") + ", so no seed was run" }
    return style.yellow("inconclusive, no run was completed")
  }

  private func report(_ failure: RunResult, _ diagnosis: DiagnosisReport? = nil) -> FailureReport {
    FailureReport(
      failure, checks: campaign.checks,
      command: FailureReport.command(seed: failure.plan.seed, program: program, typed: typed), diagnosis: diagnosis)
  }

  /// The kinds of failures that are reported, in one line each.
  package var brief: [String] {
    (corpus?.brief ?? [])
      + shownKinds.flatMap { kind in
        kind.shortest.violations.prefix(1).map { ViolationText.brief($0, of: "seed \(kind.shortest.plan.seed)") }
      }
  }

  private static let mostShownKinds = 10

  private var shownKinds: ArraySlice<FailureKind> { Self.shownKinds(of: summary) }

  /// The kinds of failures that are reported: the most frequent, and of equally frequent ones the earliest.
  public static func shownKinds(of summary: CampaignSummary) -> ArraySlice<FailureKind> {
    summary.failureKinds.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element).prefix(mostShownKinds)
  }

  /// How many runs failed as the one that was reported, if there is more than one failure.
  private func frequency(of kind: FailureKind) -> String {
    guard summary.failureCount > 1 else { return "" }
    let runs = Readable.count(kind.count, "run")
    let others = kind.count == 1 ? "" : "; seed \(kind.shortest.plan.seed) has the fewest steps"
    return "  failures of this kind:  \(runs)\(others)\n"
  }

  private var moreFailures: String {
    let hidden = summary.failureCount - shownKinds.reduce(0) { $0 + $1.count }
    return hidden > 0 ? "and \(Readable.count(hidden, "failure")) of other kinds\n\n" : ""
  }

  private func exercised(_ style: Style) -> String {
    let statistics = summary.statistics
    let progress = statistics.progress
    let recovery =
      progress.recovered == 0
      ? "" : "after \(Readable.duration(microseconds: progress.time / progress.recovered)) on average"
    let reasons = [
      "infrequent heartbeats", "election timeouts too close together", "a server that receives nothing",
      "a majority permanently down", "too few events",
    ]
    let impossibility = Self.parts(progress.impossible.all + [progress.cutShort], reasons.map { "for \($0)" })
    let separation = Self.parts(progress.without.all, ["down", "unable to send", "unable to receive"])
    var rows: [(String, Int, String)] = [
      ("elections won", statistics.elections, "\(Self.perRun(statistics.elections, summary.runs)) a run"),
      ("entries committed", statistics.commits, "\(Self.perRun(statistics.commits, summary.runs)) a run"),
      ("client requests", statistics.invocations, "\(Readable.count(statistics.forwarded)) forwarded"),
      ("  answered", statistics.answers, "\(Readable.count(statistics.unknown)) without an answer"),
      ("  linearizability undecided", statistics.inconclusive, ""),
      ("messages sent", statistics.sent, "\(Readable.count(statistics.delivered)) delivered"),
      ("  lost to partitions", statistics.cut, ""),
      ("  receiver down", statistics.missed, ""),
      ("servers restarted", statistics.restarts, ""),
      ("recovered after the faults", progress.recovered, recovery),
      ("  with a minority cut off", progress.without.all.reduce(0, +), separation),
      ("  recovery not required", progress.notRequired, impossibility),
      ("writes lost before their sync", statistics.disk.writesLost, ""),
    ]
    if progress.faultsCutShort > 0 {
      rows.append(("runs ended by --events", progress.faultsCutShort, "before the end of their duration"))
    }
    return style.bold("exercised") + "\n" + rows.map(Self.row).joined(separator: "\n") + "\n\n" + faults(style)
  }

  /// Those of `counts` that are not zero, with their names.
  private static func parts(_ counts: [Int], _ names: [String]) -> String {
    zip(counts, names).filter { $0.0 > 0 }.map { "\(Readable.count($0)) \($1)" }.joined(separator: ", ")
  }

  /// Every kind of fault that was on anywhere: how often it really happened.
  private func faults(_ style: Style) -> String {
    let rows = Fault.all.filter { summary.runsWith($0) > 0 }.map { fault in
      let label = fault.isBeyondAssumptions ? ", outside Raft's assumptions" : ""
      return (
        fault.name, fault.count(in: summary.statistics),
        "on in \(Readable.count(summary.runsWith(fault), "run"))\(label)"
      )
    }
    guard !rows.isEmpty else { return "" }
    return style.bold("faults") + "\n" + rows.map(Self.row).joined(separator: "\n") + "\n\n"
  }

  private static func row(_ row: (String, Int, String)) -> String {
    let count = Readable.count(row.1)
    let padding = String(repeating: " ", count: max(1, 15 - count.count))
    let line = "  " + TextLayout.pad(row.0, to: 32) + padding + count
    return row.2.isEmpty ? line : line + "   " + row.2
  }

  private func verdict(_ style: Style) -> String {
    let runs = Readable.count(summary.runs, "run")
    let end = campaign.firstSeed &+ UInt64(summary.runs) &- 1
    let seeds = summary.runs == 1 ? "seed \(end)" : "seeds \(campaign.firstSeed) to \(end)"
    let rate = Readable.rate(summary.statistics.events, "events", in: elapsed)
    var lines = [
      "\(runs), \(seeds), digest \(Readable.hexadecimal(summary.digest)), "
        + "\(Readable.duration(microseconds: elapsed)), \(rate)"
    ]
    if let conformance { lines.append(conformance) }
    if summary.endedByTraps {
      lines.append("ended after \(Campaign.trapLimit) traps: each keeps its thread and its memory")
    }
    for reason in unexercised where summary.failureCount == 0 { lines.append(style.yellow("vacuous") + ": " + reason) }
    switch exitCode {
    case .violation where summary.failureCount == 0: lines.append(style.red("a run of the corpus violated a property"))
    case .violation: lines.append(failed(style, of: runs))
    case .interrupted where summary.failureCount > 0:
      lines.append(failed(style, of: runs) + ", " + style.yellow("interrupted"))
    case .interrupted: lines.append(style.yellow("interrupted; no violation so far"))
    case .inconclusive where isConformanceCutShort: lines.append(style.yellow(ConformanceText.inconclusive))
    case .inconclusive: lines.append(style.yellow("inconclusive"))
    case .internal: lines.append(style.red("internal error"))
    case .ok, .usage: lines.append(style.green("no violation"))
    }
    if let bound { lines.append(bound.sentence) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func failed(_ style: Style, of runs: String) -> String {
    style.red("\(Readable.count(summary.failureCount)) of \(runs) violated a property")
  }

  /// What the campaign showed; `nil` if a run failed, or if the campaign shows little.
  private var bound: FailureBound? {
    let isClean = summary.failureCount == 0 && summary.nondeterministic.isEmpty
    return isClean && unexercised.isEmpty && !isConformanceCutShort ? FailureBound(runs: summary.runs) : nil
  }

  /// In how many runs conformance was not judged to the end, and why in the first of them; `nil` if there are none.
  private var conformance: String? {
    summary.firstConformanceEnd.map {
      "\(Conformance.name) not checked to the end in \(Readable.count(summary.conformanceEnds)) of "
        + "\(Readable.count(summary.runs, "run")); with seed \($0.seed) only \(ConformanceText.extent($0.end))"
    }
  }

  /// The report as JSON: docs/json.md.
  public var json: JSONText {
    let failures: [FailureReport] = (corpus?.failures ?? []) + summary.failures.map { report($0) }
    return .object([("command", "fuzz")] + members + [("failures", .array(failures.map(\.json)))])
  }

  /// The report as the last of a campaign's lines, which follows those of its failures: docs/json.md.
  package var line: JSONText { .object([("command", "fuzz"), ("kind", "summary")] + members) }

  private var members: [(key: String, value: JSONText)] { results + findings }

  private var results: [(key: String, value: JSONText)] {
    [
      ("result", .string(exitCode.word)), ("firstSeed", .unsigned(campaign.firstSeed)),
      ("runs", .integer(summary.runs)), ("violations", .integer(summary.failureCount)),
      ("digest", .string(Readable.hexadecimal(summary.digest))), ("elapsedMicroseconds", .integer(elapsed)),
      ("statistics", JSONText(summary.statistics)),
      (
        "runsWithFault",
        .object(Fault.all.map { (key: $0.option, value: .integer(summary.runsWith($0))) })
      ),
      ("conformanceEnds", .integer(summary.conformanceEnds)),
      ("firstConformanceEnd", ConformanceText.json(summary.firstConformanceEnd?.end)),
      ("vacuous", .array(unexercised.map { .string($0) })),
      ("nondeterministic", .array(summary.nondeterministic.map { .unsigned($0) })),
      ("failureBelowOneIn", bound.map { .integer($0.oneIn) } ?? .null),
    ]
  }

  /// The failures and what is known about them.
  private var findings: [(key: String, value: JSONText)] {
    [
      ("failureKinds", .array(summary.failureKinds.map(kindJSON))), ("diagnoses", diagnosesJSON),
      ("corpus", corpus?.json ?? .null),
    ]
  }

  private var diagnosesJSON: JSONText {
    .array(zip(shownKinds, diagnoses).compactMap { kind, diagnosis in diagnosis.map { json(kind, $0) } })
  }

  private func json(_ kind: FailureKind, _ diagnosis: DiagnosisReport) -> JSONText {
    .object([
      ("property", .string(kind.property)), ("fingerprint", .string(Readable.hexadecimal(kind.fingerprint))),
      ("diagnosis", diagnosis.json),
    ])
  }

  private func kindJSON(_ kind: FailureKind) -> JSONText {
    .object([
      ("property", .string(kind.property)), ("fingerprint", .string(Readable.hexadecimal(kind.fingerprint))),
      ("runs", .integer(kind.count)), ("shortestSeed", .unsigned(kind.shortest.plan.seed)),
      ("shortestSteps", .integer(kind.shortest.firstViolatingStep)),
      ("replay", .string(report(kind.shortest).command)),
    ])
  }

  /// A mean with one decimal.
  package static func perRun(_ count: Int, _ runs: Int) -> String {
    let tenths = count * 10 / max(1, runs)
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension CampaignReport: ConformanceJudgment {}
