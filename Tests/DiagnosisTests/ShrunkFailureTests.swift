import Diagnosis
import GoldenData
import Simulator
import TestTier
import Testing
import TraceChecker

/// The schedules and runs in `traces/shrunk`, one for each planted defect.
@Suite struct ShrunkFailureTests {
  static let all = Result { try ShrunkFailure.all() }

  static let failures = (try? all.get()) ?? []

  @Test func eachDefectHasOneFileAndOneCase() throws {
    #expect(ShrunkCase.lines.problems.isEmpty)
    let defects = ShrunkCase.defects.map(\.name).sorted()
    let files = try Self.all.get()
    #expect(files.compactMap(\.defect).sorted() == defects, "'swift run -c release golden shrunk' adds a file")
    #expect(ShrunkCase.lines.values.map(\.defect.name).sorted() == defects)
    for file in files {
      #expect(ShrunkFailure.names(of: try #require(Defect.named(file.defect ?? ""))).contains(file.name))
    }
  }

  /// Those that a debug build makes in a few milliseconds.
  static let chosen = failures.filter { $0.step ?? 0 < TestTier.pick(600, thorough: .max) }

  @Test(arguments: chosen) func defectViolatesTheExpectedPropertyFirst(_ file: ShrunkFailure) throws {
    let expected = try #require(file.expected)
    #expect(expected.fingerprint != nil)
    let known = try #require(ShrunkCase.lines.values.first { $0.defect.name == file.defect })
    #expect(expected.property == known.property)
    #expect(expected.first(in: try file.violations()) != nil)
  }

  @Test(arguments: chosen) func nothingIsViolatedWithoutTheDefect(_ file: ShrunkFailure) throws {
    #expect(try file.violations(hasDefect: false).isEmpty)
  }
}
