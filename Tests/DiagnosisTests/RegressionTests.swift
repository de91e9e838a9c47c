import Diagnosis
import Foundation
import GoldenData
import Simulator
import Testing
import TraceChecker

/// The corpus in `traces/regressions`.
@Suite struct RegressionTests {
  static let corpus = Result { () throws -> Corpus in
    try Corpus(path: RawText(GoldenFile.package.appending(path: "traces/regressions").path(percentEncoded: false)))
  }

  static let entries = (try? corpus.get().entries) ?? []

  @Test func everyFileIsARun() throws {
    let corpus = try Self.corpus.get()
    #expect(corpus.damaged.isEmpty && !corpus.entries.isEmpty)
    for entry in corpus.entries { #expect(entry.path.repaired.hasSuffix("/\(entry.run.corpusName)")) }
  }

  @Test(arguments: entries) func correctCoreAndMachinePass(_ entry: Corpus.Entry) throws {
    var plan = try entry.run.plan(core: .raftCore)
    plan.defect = nil
    #expect(plan.run().violations.isEmpty)
  }

  @Test(arguments: entries.filter { $0.run.defect != nil })
  func plantedDefectViolatesTheExpectedProperty(_ entry: Corpus.Entry) throws {
    let failure = try #require(entry.run.failure)
    let result = try entry.run.plan(core: .raftCore).run(upTo: failure.property)
    #expect(failure.expected.first(in: result.violations) != nil)
  }
}
