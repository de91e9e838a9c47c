import Diagnosis
import Simulator
import Testing
import TraceChecker

/// The corpus of a test: its runs are made before the seeds, and a seed that fails is added.
struct TestCorpus {
  private var corpus: Corpus
  private let location: SourceLocation
  /// Whether a run of it fails.
  let hasFailures: Bool

  /// Makes the runs of the corpus, and records an issue for each that violates a property and for each damaged file;
  /// `nil` if the directory cannot be used, which is an issue, too.
  /// - Parameters:
  ///   - path: the path of the directory.
  ///   - campaign: the campaign of the test.
  ///   - location: the location to which an issue is attributed.
  ///   - plan: returns the plan of the run for a seed: it has the core, the state machine and the defect of the test.
  init?(path: String, before campaign: SeedCampaign, at location: SourceLocation, plan: (UInt64) -> RunPlan) {
    self.location = location
    do throws(FileError) { corpus = try Corpus(path: RawText(path)) } catch {
      Issue.record("the corpus cannot be used: \(error)", sourceLocation: location)
      return nil
    }
    for error in corpus.damaged {
      Issue.record("a run file of the corpus is damaged: \(error)", sourceLocation: location)
    }
    let replay = CorpusReplay(of: corpus, before: campaign.campaign, hooks: campaign.hooks) { run in
      run.plan(like: plan(run.seed))
    }
    for failure in replay.failures {
      FailureIssue(failure.result, checks: campaign.checks, file: failure.entry.path).record(at: location)
    }
    hasFailures = !replay.failures.isEmpty
  }

  /// Adds a run that fails with `failure`; `nil` for what it violates first.
  mutating func add(_ result: RunResult, showing failure: ExpectedFailure?) {
    do throws(FileError) { _ = try corpus.add(RunFile(result, failure: failure, program: nil)) } catch {
      Issue.record("a failure cannot be kept: \(error)", sourceLocation: location)
    }
  }
}
