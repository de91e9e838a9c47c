import Glibc
import Reporting
import Synchronization

/// The user's request to end. The first one lets the command end in order; the second ends the process.
enum Interrupt {
  private static let flag = Atomic(false)

  /// Whether the command should end. Cheap enough to be asked in every turn of a loop, from any thread.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Takes SIGINT and SIGTERM from now on. A blocking call such as `read` ends with EINTR, for its caller to ask.
  static func install() {
    // The handler must not be the first to use the flag: that could run its initializer.
    _ = isRequested
    SignalHandler.install(for: [SIGINT, SIGTERM]) { _, _, _ in Interrupt.request() }
  }

  /// What a signal does.
  static func request() {
    if flag.exchange(true, ordering: .relaxed) { _exit(ExitCode.interrupted.rawValue) }
  }
}
