import Diagnosis

/// Where the run that is replayed comes from.
enum ReplayOrigin {
  /// A seed and options.
  case seed
  /// A trace, with which each step is compared.
  case trace(RecordedRun)
  /// A run file.
  case runFile(RunFile)

  /// The recording, if there is one.
  var recorded: RecordedRun? { if case .trace(let run) = self { run } else { nil } }

  /// The run file, if there is one.
  var runFile: RunFile? { if case .runFile(let file) = self { file } else { nil } }

  /// Whether the run is in a file.
  var isFile: Bool { if case .seed = self { false } else { true } }

  /// The property whose violation ends the run; `nil` if any does.
  var violates: String? { recorded?.verdict.violates ?? runFile?.failure?.property }
}
