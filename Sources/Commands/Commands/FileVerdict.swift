import Reporting
import TraceChecker

/// The verdict on a file.
protocol FileVerdict {
  /// Whether all of the file was read, or as much as was wanted.
  var isWhole: Bool { get }
  var exitCode: ExitCode { get }
  /// Why the file cannot be judged to its end, if so.
  var flaw: TraceError? { get }
  var json: JSONText { get }
  /// What is violated, in one line each.
  var brief: [String] { get }
  func print(_ output: OutputStream, _ errors: OutputStream, _ style: Style)
}

/// A file that cannot be judged.
struct RefusedFile: FileVerdict {
  let path: RawText
  let error: TraceError
  private var wasInterrupted: Bool { error.wasInterrupted }

  init(path: RawText, error: TraceError) {
    self.path = path
    self.error = error
  }

  var isWhole: Bool { false }

  var brief: [String] { [] }
  var flaw: TraceError? { wasInterrupted ? nil : error }

  var exitCode: ExitCode { wasInterrupted ? .interrupted : .usage }

  func print(_ output: OutputStream, _ errors: OutputStream, _ style: Style) {
    if wasInterrupted { return output.writeLine("\(path): \(style.yellow("interrupted"))") }
    errors.writeLine("raftsim check: \(error)")
  }

  var json: JSONText {
    .object([
      ("command", "check"), ("file", JSONText(path)), ("result", .string(exitCode.word)),
      ("error", wasInterrupted ? .null : .string("\(error)")),
    ])
  }
}
