import GoldenData
import Simulator
import TraceChecker

/// Rebuilds the parts, and remembers what was not found.
struct Rebuild {
  private let options: Options
  private var missing: [String] = []
  /// The defects' first seeds: those just found, or else those of the file.
  private var firstSeeds: [String: UInt64] = [:]

  init(_ options: Options) { self.options = options }

  mutating func run(_ part: String) throws {
    switch part {
    case "digests": try digests()
    case "defects": try defects()
    case "faults": try faults()
    case "validation": try validation()
    case "traces": try traces()
    case "shrunk": try shrunk()
    default: preconditionFailure("'\(part)' is no part of the golden data")
    }
  }

  /// Says what was not found.
  /// - Returns: the status of the process.
  func report() -> Int32 {
    for line in missing { write("NOT FOUND  \(line)") }
    write(missing.isEmpty ? "everything was found" : "\(missing.count) not found: the tests fail where they need it")
    return missing.isEmpty ? 0 : 1
  }

  private mutating func digests() throws {
    let lines = GoldenDigests.runs.map { [$0.key, GoldenDigests.text($0.value())] }
    written(GoldenDigests.file.name, try GoldenDigests.file.write(lines))
  }

  private mutating func defects() throws {
    var lines: [[String]] = []
    for (index, known) in DefectCase.claimed.enumerated() {
      let name = "\(known.defect.name) \(known.invariant)"
      let summary = known.campaign(firstSeed: 1, runs: options.limit, jobs: options.jobs)
      progress("defects", index, DefectCase.claimed.count, name, summary.failures.first?.plan.seed)
      guard let failure = summary.failures.first else { continue }
      firstSeeds[name] = failure.plan.seed
      lines.append(
        [known.defect.name, known.invariant]
          + [Int(failure.plan.seed), failure.violations[0].step, summary.statistics.events].map(String.init))
    }
    written(DefectCase.file.name, try DefectCase.file.write(lines))
    if let seed = firstSeeds["\(Readme.defect) \(Readme.invariant)"], !Readme.shows(seed) {
      write("README.md: its example of a failure must be written anew, with seed \(seed)")
    }
  }

  private mutating func faults() throws {
    var lines: [[String]] = []
    for (index, known) in FaultCases.all.enumerated() {
      let name = "\(known.fault) \(known.defect) \(known.invariant)"
      var campaign = Campaign(firstSeed: 1, runs: options.limit, jobs: options.jobs)
      campaign.checks = Checker.only(known.invariant)
      let summary = campaign.run { known.plan($0) }
      progress("faults", index, FaultCases.all.count, name, summary.failures.first?.plan.seed)
      guard let failure = summary.failures.first else { continue }
      (campaign.runs, campaign.keepsGoing) = (FaultCase.range, true)
      let others = campaign.run { known.plan($0, hasFault: false) }.failures.map(\.plan.seed)
      let count = others.isEmpty ? 0 : campaign.run { known.plan($0) }.failureCount
      let figures = FaultCase.Figures(seed: failure.plan.seed, count: count, without: others)
      if !figures.showsNeed {
        missing.append("faults: that \(name) needs the fault: \(count) seeds find it with, \(others.count) without")
      }
      lines.append(known.line(figures))
    }
    written(FaultCase.file.name, try FaultCase.file.write(lines))
  }

  private mutating func validation() throws {
    var lines: [[String]] = []
    for (index, known) in ValidationCase.claimed.enumerated() {
      let seed = ShortestRun(
        seeds: 1...UInt64(min(ValidationCase.searched, options.limit)), jobs: options.jobs,
        length: { seed in
          guard let step = known.deviation(seed) else { return nil }
          return step < ValidationCase.shortStep ? 0 : step
        }, isFit: { _ in true }
      ).find()
      progress("validation", index, ValidationCase.claimed.count, known.defect.name, seed)
      guard let seed else { continue }
      lines.append([known.defect.name, String(seed)])
    }
    written(ValidationCase.file.name, try ValidationCase.file.write(lines))
  }

  private mutating func traces() throws {
    if firstSeeds.isEmpty {
      for known in DefectCase.lines.values { firstSeeds["\(known.defect.name) \(known.invariant)"] = known.seed }
    }
    if let problem = GoldenTrace.lines.problems.first { throw UsageError(description: problem) }
    let traces = GoldenTrace.lines.values
    var lines: [[String]] = []
    for (index, trace) in traces.enumerated() {
      let seed = seed(of: trace)
      progress("traces", index, traces.count, trace.name, seed)
      guard let seed else {
        lines.append(trace.line(seed: trace.seed, step: trace.step))
        continue
      }
      lines.append(trace.line(seed: seed, step: trace.step(seed) ?? 0))
      written("traces/\(trace.name).ndjson", try trace.record(seed: seed))
    }
    written(GoldenTrace.file.name, try GoldenTrace.file.write(lines))
  }

  private mutating func shrunk() throws {
    var defects = try ShrinkDefects(options)
    try defects.run()
    missing += defects.missing
  }

  /// The seed to record: the one of the file while its run is the same, or else that of a defect's shortest run among
  /// the first, or else the first that shows it.
  private func seed(of trace: GoldenTrace) -> UInt64? {
    guard let known = trace.defect else { return trace.seed }
    if trace.step > 0, trace.step(trace.seed) == trace.step { return trace.seed }
    let shortest = ShortestRun(
      seeds: 1...UInt64(min(GoldenTrace.searched, options.limit)), jobs: options.jobs,
      length: { seed in
        let violations = known.plan(seed).run(checks: Checker.only(known.invariant)).violations
        return violations.first?.step
      }, isFit: { trace.step($0) != nil }
    ).find()
    return shortest
      ?? firstSeeds["\(known.defect.name) \(known.invariant)"].flatMap { trace.step($0) == nil ? nil : $0 }
  }

  /// Reports the result of a search.
  private mutating func progress(_ part: String, _ index: Int, _ count: Int, _ name: String, _ seed: UInt64?) {
    if seed == nil { missing.append("\(part): \(name)") }
    write("\(part) \(index + 1)/\(count)  \(name): \(seed.map { "seed \($0)" } ?? "NOT FOUND")")
  }

  /// Reports what changed in a file.
  private func written(_ file: String, _ change: (removed: Int, added: Int)) {
    guard change.removed + change.added > 0 else { return }
    write("  \(file): \(change.removed) lines removed, \(change.added) added")
  }
}
