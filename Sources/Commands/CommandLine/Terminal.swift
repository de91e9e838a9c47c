import Glibc

/// What the system knows of the terminal of a file descriptor, if there is one.
struct Terminal: Hashable, Sendable {
  var descriptor: Int32

  /// Whether there is a terminal.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How many columns it has now; `nil` if that cannot be known.
  var width: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// The clock of the machine.
enum MonotonicClock {
  /// Microseconds since some moment in the past; they never run back.
  static func microseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}
