import Diagnosis
import Foundation
import Simulator
import TraceChecker

/// A file of `traces/shrunk`: a schedule or a run that shows a planted defect in few steps.
public struct ShrunkFailure: Sendable, CustomStringConvertible {
  /// The name of the file.
  public let name: String
  /// What is in the file.
  public let content: Content

  /// A schedule, or a run where no schedule shows the failure.
  public enum Content: Sendable {
    case schedule(ScheduleText)
    case run(RunFile)
  }

  /// What tests call it.
  public var description: String { name }

  /// The directory of the files.
  public static let directory = GoldenFile.package.appending(path: "traces/shrunk")

  /// The ends of the names of the two kinds of files.
  public static let (scheduleSuffix, runSuffix) = (".schedule", ".run.json")

  /// Reads every file, in the order of the names.
  public static func all() throws -> [ShrunkFailure] {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    return try names.filter { !$0.hasPrefix(".") }.sorted().map { try ShrunkFailure(name: $0) }
  }

  /// Reads the file called `name`.
  public init(name: String) throws {
    self.name = name
    let bytes = Array(try Data(contentsOf: Self.directory.appending(path: name)))
    if name.hasSuffix(Self.scheduleSuffix) {
      content = .schedule(try ScheduleText(parsing: bytes, name: name))
    } else {
      content = .run(try RunFile(bytes: bytes, file: name))
    }
  }

  /// The names that the files of a defect can have.
  public static func names(of defect: Defect) -> [String] {
    [scheduleSuffix, runSuffix].map { defect.name + $0 }
  }

  /// The name of the defect.
  public var defect: String? {
    switch content {
    case .schedule(let text): text.defect?.name
    case .run(let file): file.defect
    }
  }

  /// The failure that it shows.
  public var expected: ExpectedFailure? {
    switch content {
    case .schedule(let text): text.expected
    case .run(let file): file.failure?.expected
    }
  }

  /// The step of a run that violates the property; `nil` for a schedule.
  public var step: Int? { if case .run(let file) = content { file.failure?.step } else { nil } }

  /// Whether it shows the failure with the defect, and violates nothing without it.
  public func isValid() throws -> Bool {
    guard let expected, expected.fingerprint != nil, expected.first(in: try violations()) != nil else { return false }
    return try violations(hasDefect: false).isEmpty
  }

  /// What it violates, up to the first step that violates anything.
  /// - Parameter hasDefect: whether the defect is planted.
  public func violations(hasDefect: Bool = true) throws -> [Violation] {
    switch content {
    case .schedule(let text):
      var schedule = text.schedule()
      if !hasDefect { schedule.defect = nil }
      return schedule.play().violations
    case .run(let file):
      var plan = try file.plan(core: .raftCore)
      if !hasDefect { plan.defect = nil }
      return plan.run().violations
    }
  }
}
