import Diagnosis
import Foundation
import GoldenData
import Simulator
import TraceChecker

/// Shrinks the first failing run of each planted defect to a file of `traces/shrunk`.
struct ShrinkDefects {
  let options: Options
  /// What was not found.
  private(set) var missing: [String] = []
  /// The measurements, if a table is asked for.
  private(set) var rows: [ShrinkingRow] = []

  /// The case of each defect, by its name.
  private var cases: [String: ShrunkCase]

  /// The limit of the trials of each search: the default of the commands.
  static let trials = 20_000

  private let shortest: ShortestByExploration

  init(_ options: Options) throws {
    self.options = options
    shortest = try ShortestByExploration()
    let lines = ShrunkCase.lines.values.map { ($0.defect.name, $0) }
    cases = Dictionary(lines) { first, _ in first }
  }

  /// Shrinks the run of each defect whose file is missing or no longer valid; for a table, of each.
  mutating func run() throws {
    try FileManager.default.createDirectory(at: ShrunkFailure.directory, withIntermediateDirectories: true)
    let chosen = ShrunkCase.defects.filter { options.defects.isEmpty || options.defects.contains($0.name) }
    for (index, defect) in chosen.enumerated() {
      let outcome = try shrink(defect)
      write("shrunk \(index + 1)/\(chosen.count)  \(defect.name): \(outcome)")
    }
    guard options.writesTable else { return }
    try ShrinkingTable(rows: rows).write()
  }

  private mutating func shrink(_ defect: Defect) throws -> String {
    let isValid = ShrunkFailure.names(of: defect).contains { name in
      (try? ShrunkFailure(name: name).isValid()) ?? false
    }
    if isValid, !options.writesTable { return "valid" }
    guard let known = try known(defect) else { return notFound("no seed shows it", defect) }
    let start = Self.processorTime()
    guard let diagnosis = diagnose(known) else { return notFound("its run does not fail again", defect) }
    let seconds = Self.processorTime() - start
    let row = ShrinkingRow(
      known, diagnosis, shortest: shortest.length(defect.name, known.property), seconds: seconds)
    rows.append(row)
    if !isValid { try ShrunkFile(diagnosis).write(defect) }
    return row.description
  }

  private mutating func notFound(_ reason: String, _ defect: Defect) -> String {
    missing.append("shrunk: \(defect.name): \(reason)")
    return "NOT FOUND"
  }

  /// The case of the file while its run is the same, or else the first run that fails, which is written to the file.
  private mutating func known(_ defect: Defect) throws -> ShrunkCase? {
    if let known = cases[defect.name], known.isValid { return known }
    guard let found = ShrunkCase.first(of: defect, limit: options.limit, jobs: options.jobs) else { return nil }
    cases[defect.name] = found
    _ = try ShrunkCase.file.write(cases.values.map(\.line))
    return found
  }

  private func diagnose(_ known: ShrunkCase) -> FailureDiagnosis? {
    guard let violation = known.plan.run().violations.first else { return nil }
    return FailureInvestigation(
      known.plan, ExpectedFailure(violation), limits: ShrinkLimits(trials: Self.trials, jobs: options.jobs)
    ).diagnose()
  }

  /// The processor time of all threads, in seconds.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
