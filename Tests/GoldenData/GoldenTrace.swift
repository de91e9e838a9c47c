import Foundation
import Simulator
import TraceChecker

/// A recorded trace of `traces/`, and the run that it is of.
public struct GoldenTrace: Sendable, CustomStringConvertible {
  /// Folder and name, without the suffix: `defects/vote-any-log`.
  public let name: String
  /// The invariant that the run breaks, if it is one of a defect.
  public let violates: String?
  /// The seed of the run; of a defect it is searched for, and may be 0 in a new line of the file.
  public let seed: UInt64
  /// The step at which the run breaks the invariant; 0 for a correct run, and in a new line of the file.
  public let step: Int
  /// The scenario of a correct run, as options; of a defect the seed draws it.
  public let options: [String]

  /// What tests call it.
  public var description: String { name }

  /// The traces of the file.
  public static let lines: GoldenFile.Lines<GoldenTrace> = file.read { words in
    guard words.count > 3, let seed = UInt64(words[2]), let step = Int(words[3]) else { return nil }
    let trace = GoldenTrace(
      name: words[0], violates: words[1] == "-" ? nil : words[1], seed: seed, step: step, options: Array(words[4...]))
    return (try? trace.plan(seed)) == nil ? nil : trace
  }

  /// The file.
  public static let file = GoldenFile(
    "traces.txt",
    comment: [
      "The recorded traces in traces/, with the seeds and the options of their runs. Rewritten, and the traces",
      "recorded, by 'swift run -c release golden traces'. A seed of a defect stays while its run breaks the invariant",
      "at the step of its line; otherwise it becomes that of the shortest such run of the first \(searched) seeds, or",
      "else the first seed of all that has one. To add a trace of a defect, add a line with 0 for seed and step.",
      "NAME INVARIANT SEED STEP OPTIONS; correct runs alone have options, '-' for the invariant, 0 for the step",
    ])

  /// How many seeds are searched for the shortest run.
  public static let searched = 4000

  /// The line of the file, with a run's seed and step.
  public func line(seed: UInt64, step: Int) -> [String] {
    [name, violates ?? "-", String(seed), String(step)] + options
  }

  /// The defect and the invariant, for a trace of a defect.
  public var defect: DefectCase? {
    guard let violates, let defect = Defect.named(String(name.split(separator: "/").last ?? "")) else { return nil }
    return DefectCase(defect: defect, invariant: violates, seed: seed)
  }

  /// The run of a seed.
  public func plan(_ seed: UInt64) throws -> RunPlan {
    guard violates != nil else {
      return RunPlan(seed: seed, scenario: try Scenario(parsing: options.joined(separator: " ")))
    }
    guard let defect else { throw GoldenError(description: "'\(name)' is not named after a defect") }
    return defect.plan(seed)
  }

  /// The step at which the run of a seed breaks the invariant; `nil` if it does not. A run whose hosts alone are wrong
  /// must break no other invariant that a trace shows.
  public func step(_ seed: UInt64) -> Int? {
    guard let defect else { return nil }
    let violations = defect.plan(seed).run(upTo: defect.invariant).violations
    let others = violations.filter { $0.invariant != defect.invariant && Checker.isShownByTraces($0.invariant) }
    if name.hasPrefix("hosts/"), !others.isEmpty { return nil }
    return violations.first { $0.invariant == defect.invariant }?.step
  }

  /// Records the run of a seed.
  /// - Returns: how many lines of the file changed.
  public func record(seed: UInt64) throws -> (removed: Int, added: Int) {
    let plan = try plan(seed)
    var writer = TraceWriter(header: plan.traceHeader(violates: violates))
    _ = plan.run(upTo: violates, record: { writer.write($0) })
    let url = GoldenFile.package.appending(path: "traces/\(name).ndjson")
    let old = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    let new = String(decoding: writer.takeBytes(), as: UTF8.self)
    try Data(new.utf8).write(to: url)
    return GoldenFile.difference(old, new)
  }
}
