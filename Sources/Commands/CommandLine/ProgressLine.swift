import Reporting

/// Shows the progress of a command, in real time: on a terminal in one line that is redrawn, elsewhere by a line now
/// and then.
///
/// A value for one thread; several share it in a `Mutex`.
struct ProgressLine: Sendable {
  /// How it is shown.
  enum Mode: Hashable, Sendable {
    case redrawn, lines, off

    /// How many microseconds pass between two updates, and before the first.
    fileprivate var interval: Int {
      switch self {
      case .redrawn: 100_000
      case .lines: 5_000_000
      case .off: .max
      }
    }
  }

  private let stream: OutputStream
  private let mode: Mode
  private var lastTime: Int
  private var isShown = false

  init(_ stream: OutputStream, mode: Mode, now: Int = MonotonicClock.microseconds()) {
    self.stream = stream
    self.mode = mode
    self.lastTime = now
  }

  /// Shows the parts that `compose` gives, the most important first, or nothing if that is too early; then `compose` is
  /// not called.
  mutating func update(_ compose: () -> [String]) {
    guard mode != .off, let text = draw(at: MonotonicClock.microseconds(), compose) else { return }
    stream.write(text)
  }

  /// Clears the line, at the end or to write something else. The next update draws it again.
  mutating func finish() {
    if isShown { stream.write(Self.clear) }
    isShown = false
  }

  /// What an update writes at the time `now`; `nil` if that is too early. For `update` and for tests.
  mutating func draw(at now: Int, _ compose: () -> [String]) -> String? {
    guard now - lastTime >= mode.interval else { return nil }
    lastTime = now
    guard mode == .redrawn else { return compose().joined(separator: ", ") + "\n" }
    isShown = true
    // A terminal can wrap after its last column, and then a carriage return would not lead back to the start.
    let width = min(Self.mostColumns, (stream.terminal.width ?? 80) - 1)
    return Self.clear + TextLayout.list(compose(), width: width).prefix(width)
  }

  /// More than these are hard to read while they change.
  private static let mostColumns = 60

  /// To the start of the line; clear to its end.
  private static let clear = "\r\u{1b}[K"
}
