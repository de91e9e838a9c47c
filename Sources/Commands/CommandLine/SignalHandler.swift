import Glibc

/// Installs signal handlers. A handler may run at any moment, so it must not allocate or take a lock.
enum SignalHandler {
  typealias Handler =
    @convention(c) (
      _ signal: Int32, _ information: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?
    ) -> Void

  /// Calls `handler` on the signals. The others are held back meanwhile.
  static func install(for signals: [Int32], flags: Int32 = 0, _ handler: @escaping Handler) {
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = handler
    action.sa_flags = flags | SA_SIGINFO
    sigfillset(&action.sa_mask)
    for signal in signals { sigaction(signal, &action, nil) }
  }

  /// Makes two reasons why nothing more can be written errors like any other: nobody reads the pipe, and the file has
  /// reached the limit of its size (`ulimit -f`).
  static func ignoreOutputSignals() { for number in [SIGPIPE, SIGXFSZ] { _ = signal(number, SIG_IGN) } }
}
