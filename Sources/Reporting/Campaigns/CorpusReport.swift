import Diagnosis
import Simulator
import TraceChecker

/// A report on the corpus of a campaign: the runs of it that fail, and what was added to it.
public struct CorpusReport {
  private let corpus: Corpus
  private let replay: CorpusReplay
  private let additions: [Corpus.Addition]
  private let checks: [any Check]
  private let program: String

  /// A report on a corpus.
  /// - Parameters:
  ///   - corpus: the corpus after the campaign.
  ///   - replay: its runs, made again before the campaign.
  ///   - additions: what became of the runs that the campaign has found.
  ///   - checks: what was checked.
  ///   - program: the program, as it was called, for the commands that replay a run.
  public init(
    _ corpus: Corpus, _ replay: CorpusReplay, additions: [Corpus.Addition], checks: [any Check],
    program: String = "raftsim"
  ) {
    self.corpus = corpus
    self.replay = replay
    self.additions = additions
    self.checks = checks
    self.program = program
  }

  /// Whether a run of the corpus violates a property.
  package var hasFailures: Bool { !replay.failures.isEmpty }

  /// Whether a part of the corpus was not judged: a damaged file, or a run that was not made any more.
  package var isIncomplete: Bool { !corpus.damaged.isEmpty || replay.missing > 0 }

  private var added: Int { additions.count { if case .added = $0 { true } else { false } } }

  private static let mostShown = 10

  /// The runs that fail, and the files that cannot be read.
  package func text(_ style: Style) -> String {
    var text = ""
    for failure in replay.failures.prefix(Self.mostShown) {
      let comparison = RunFileVerdict(failure.result, of: failure.entry.run).comparison
      text += report(failure).text(style) + "  run file:  violated\(comparison)\n\n"
    }
    let hidden = replay.failures.count - Self.mostShown
    if hidden > 0 { text += "and \(Readable.count(hidden, "failure")) of other runs of the corpus\n\n" }
    for error in corpus.damaged { text += style.yellow("DAMAGED") + "  \(error)\n" }
    return text
  }

  /// One line with the counts.
  package var line: String {
    let before = replay.passed + replay.failures.count + replay.skipped + replay.missing
    let parts = [
      (replay.failures.count, "still \(replay.failures.count == 1 ? "fails" : "fail")"),
      (replay.passed, "\(replay.passed == 1 ? "passes" : "pass") now"),
      (replay.skipped, "skipped for another core, state machine or defect"), (replay.missing, "not replayed"),
      (corpus.damaged.count, "damaged"), (added, "added"), (additions.count - added, "found again"),
    ]
    let counts = parts.filter { $0.0 > 0 }.map { "\(Readable.count($0.0)) \($0.1)" }
    return "corpus \(corpus.path): " + ([Readable.count(before, "run")] + counts).joined(separator: ", ")
  }

  /// The kinds of failures, in one line each.
  package var brief: [String] {
    replay.failures.prefix(Self.mostShown).flatMap { failure in
      failure.result.violations.prefix(1).map { ViolationText.brief($0, of: "\(failure.entry.path)") }
    }
  }

  /// The reports on the runs that fail.
  package var failures: [FailureReport] { replay.failures.map(report) }

  /// The counts as JSON: docs/json.md.
  package var json: JSONText {
    .object([
      ("directory", JSONText(corpus.path)), ("stillFail", .integer(replay.failures.count)),
      ("passNow", .integer(replay.passed)), ("skipped", .integer(replay.skipped)),
      ("notReplayed", .integer(replay.missing)), ("damaged", .array(corpus.damaged.map { .string("\($0)") })),
      ("added", .array(paths { if case .added(let path) = $0 { path } else { nil } })),
      ("foundAgain", .array(paths { if case .known(let path) = $0 { path } else { nil } })),
    ])
  }

  private func paths(_ path: (Corpus.Addition) -> RawText?) -> [JSONText] {
    additions.compactMap { path($0).map { JSONText($0) } }
  }

  private func report(_ failure: CorpusReplay.Failure) -> FailureReport {
    FailureReport(
      failure.result, checks: checks, command: "\(program) replay \(ShellWord.quote(failure.entry.path))")
  }
}
