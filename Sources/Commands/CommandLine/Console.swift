import Glibc
import Reporting

/// Where a command writes, and what it may know of the place.
struct Console: Sendable {
  /// For results.
  let output: OutputStream
  /// For progress and errors.
  let errors: OutputStream
  /// The environment variables that decide on colors and on the width of text.
  let environment: [String: String]

  /// The streams and the environment of the process.
  static func standard() -> Console {
    occupyStandardDescriptors()
    return Console(
      output: OutputStream(descriptor: STDOUT_FILENO), errors: OutputStream(descriptor: STDERR_FILENO, capacity: 0),
      environment: variables(ColorChoice.variables + [widthVariable]))
  }

  private static let widthVariable = "COLUMNS"

  /// The columns for text on `output`; 80 if nothing says how many there are.
  var textWidth: Int { knownWidth ?? 80 }

  /// The columns for text on `output`: as the environment says, otherwise those of the terminal; at least 40, and at
  /// most 100, since longer lines are hard to read. `nil` if neither says it, as for a program that reads lines.
  var knownWidth: Int? {
    let wanted = environment[Self.widthVariable].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    return (wanted ?? output.terminal.width).map { min(max($0, 40), 100) }
  }

  /// How to set text off on `output`.
  func style(_ choice: ColorChoice = .auto) -> Style { style(choice, on: output) }

  /// How to set text off on `errors`.
  func errorStyle(_ choice: ColorChoice = .auto) -> Style { style(choice, on: errors) }

  /// The progress line of the command, on `errors`. `isWanted` is false for `--quiet` and the like.
  func progress(isWanted: Bool = true) -> ProgressLine {
    let isRedrawn = errors.terminal.isTerminal && environment["TERM"] != "dumb"
    return ProgressLine(errors, mode: !isWanted ? .off : isRedrawn ? .redrawn : .lines)
  }

  /// Whether a command should end early: the user has interrupted it, or its output is lost.
  var isCancelled: Bool { cancellation != nil }

  /// The exit code of a command that must end early; `nil` if it need not. An output that nobody reads any more counts
  /// as an interrupt; an output that cannot be written does not.
  var cancellation: ExitCode? {
    if Interrupt.isRequested { return .interrupted }
    return output.failure.map { $0 == EPIPE ? .interrupted : .internal }
  }

  /// If `output` is lost to a reader who wants it, prints a summary of it on `errors`. To be called at the end of a
  /// command.
  func repeatIfLost(_ lines: @autoclosure () -> [String]) {
    output.flush()
    guard let failure = output.failure, failure != EPIPE else { return }
    for line in lines() { errors.writeLine(line) }
  }

  /// Writes out what is left. Returns how the program ends after a command that ended with `code`: another way only if
  /// the output was lost. That nobody wanted to read it to the end is no failure.
  func finish(_ code: ExitCode) -> ExitCode {
    output.flush()
    guard let failure = output.failure, failure != EPIPE else { return code }
    if failure == EINTR { return code.combined(with: .interrupted) }
    errors.writeLine("\(Program.name): cannot write to standard output: \(Self.reason(failure))")
    return code.combined(with: .internal)
  }

  /// Does what is left to do of a command that would end with `code`, after its result was printed. Returns how it
  /// ends.
  func code(_ code: ExitCode, after remainder: () throws -> Void) -> ExitCode {
    do {
      try remainder()
      return code
    } catch let end as any EarlyEnd {
      errors.writeLine(end.words)
      return code.combined(with: end.code)
    } catch {
      errors.writeLine("\(error)")
      return code.combined(with: error is UsageError ? .usage : .internal)
    }
  }

  /// What the system says of an `errno`.
  static func reason(_ error: Int32) -> String { strerror(error).map { String(cString: $0) } ?? "error \(error)" }

  private func style(_ choice: ColorChoice, on stream: OutputStream) -> Style {
    Style(isOn: choice.usesColor(environment: environment, isTerminal: stream.terminal.isTerminal))
  }

  /// A standard stream that the caller closed must not become a file that is opened later. To write to it still fails.
  private static func occupyStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is taken, which is this one.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  private static func variables(_ names: [String]) -> [String: String] {
    var values: [String: String] = [:]
    for name in names { values[name] = getenv(name).map { String(cString: $0) } }
    return values
  }
}
