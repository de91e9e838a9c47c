import Diagnosis
import Foundation
import RaftCore
import Simulator
import Synchronization
import TestTier
import Testing
import TraceChecker

@testable import RaftTesting

@Suite("The failure of a campaign is shrunk")
struct ShrunkFailureTests {
  private static let anyLog = Defect("own-rule", "votes without comparing logs", breaks: ["VotersNotNewer"]) { rules in
    rules.isUpToDate = { _, _, _ in true }
  }

  /// It takes as long as the limit of time in a debug build.
  @Test("the issue tells its story, and the smallest run is in the corpus", .enabled(if: TestTier.isThorough))
  func story() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let texts = Mutex<[String]>([])
    withKnownIssue {
      expectNoViolation(seeds: 1...500, defect: Self.anyLog, corpus: folder.path)
    } matching: { issue in
      texts.withLock { $0.append(issue.comments.map(\.rawValue).joined()) }
      return true
    }
    let text = try #require(texts.withLock { $0 }.first)
    for words in [
      "the story, in the smallest ", "← violation", "the smallest run that shows it", "the same call with ",
    ] {
      #expect(text.contains(words), "\(text)")
    }
    #expect(!text.contains("--shrink") && !text.contains("written:"))
    let corpus = try Corpus(path: RawText(folder.path))
    let file = try #require(corpus.entries.first?.run)
    #expect(corpus.entries.count == 1 && file.failure?.property == "Conformance")
  }

  @Test("the text has the story, and the attached run file is of the smallest run")
  func runFile() throws {
    let plan = RunPlan(seed: 1, scenario: Scenario(swarm: 1), defect: Self.anyLog)
    let result = plan.run()
    let violation = try #require(result.violations.first)
    var cause = FailureCause(result: result, checks: Checker.allChecks, jobs: 2, isCancelled: { false })
    cause.trials = 10
    let issue = FailureIssue(result, checks: Checker.allChecks, diagnosis: cause.diagnose())
    #expect(issue.text.contains("the story, in the smallest ") && issue.text.contains("← violation"))
    #expect(!issue.text.contains("--shrink"), "options of a command")
    let file = try RunFile(bytes: Array(try #require(issue.runFile).utf8), file: "attachment")
    #expect(file.failure?.expected == ExpectedFailure(violation))
    #expect(FailureIssue(result, checks: Checker.allChecks).runFile == nil)
  }

  @Test("a search that is cancelled ends at once, with the run as it was found")
  func cancelled() throws {
    let result = RunPlan(seed: 1, scenario: Scenario(swarm: 1), defect: Self.anyLog).run()
    let cause = FailureCause(result: result, checks: Checker.allChecks, jobs: 2, isCancelled: { true })
    let diagnosis = cause.diagnose()
    #expect(diagnosis.map { $0.end == .interrupted && $0.run.plan.scenario == result.plan.scenario } ?? true)
  }
}
