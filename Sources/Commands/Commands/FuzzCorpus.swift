import Diagnosis
import Reporting
import Simulator
import TraceChecker

/// The corpus of `raftsim fuzz`: its runs are made before the campaign, and the failures of the campaign are added.
struct FuzzCorpus {
  private var corpus: Corpus
  private let replay: CorpusReplay
  private let checks: [any Check]
  private var additions: [Corpus.Addition] = []
  /// Why a failure could not be added, if so.
  private(set) var failure: OutputError?

  /// Loads the corpus in the directory that an argument names.
  /// - Throws: `UsageError` if the directory cannot be read or created.
  static func open(_ argument: Argument) throws(UsageError) -> Corpus {
    let path = try argument.path()
    do throws(FileError) { return try Corpus(path: path) } catch { throw argument.fails(because: error.reason) }
  }

  /// Makes the runs of the corpus that have the core of the program and the defect of the campaign.
  /// - Parameters:
  ///   - corpus: the corpus.
  ///   - campaign: the campaign.
  ///   - scenario: has the defect of the campaign.
  ///   - core: the core of the program.
  ///   - hooks: what the campaign is asked.
  init(
    _ corpus: Corpus, before campaign: Campaign, _ scenario: ScenarioOptions, core: CoreType, hooks: Campaign.Hooks
  ) {
    self.corpus = corpus
    checks = campaign.checks
    replay = CorpusReplay(of: corpus, before: campaign, hooks: hooks) { run in
      run.defect == scenario.defect?.name ? try? run.plan(core: core) : nil
    }
  }

  /// Whether a run of it fails.
  var hasFailures: Bool { !replay.failures.isEmpty }

  /// Adds a failing run.
  /// - Returns: the file, and the command that replays it; `nil` if it could not be written.
  mutating func add(_ result: RunResult, showing failure: ExpectedFailure?) -> DiagnosisReport.WrittenFile? {
    guard self.failure == nil else { return nil }
    do throws(FileError) {
      let addition = try corpus.add(RunFile(result, failure: failure, program: Program.version))
      additions.append(addition)
      return DiagnosisReport.WrittenFile(replayed: addition.path)
    } catch {
      self.failure = OutputError(command: FuzzCommand.spec.fullName, message: "a failure cannot be kept: \(error)")
      return nil
    }
  }

  /// The report.
  var report: CorpusReport {
    CorpusReport(corpus, replay, additions: additions, checks: checks, program: Program.invocation)
  }
}
