import Glibc

/// Installs handlers of signals. A handler may only do what is safe in the midst of anything: no allocation, no lock.
enum SignalHandler {
  typealias Handler = @convention(c) (Int32) -> Void

  /// Calls `handler` on the signals. The others are held back meanwhile.
  static func install(for signals: [Int32], flags: Int32 = 0, _ handler: @escaping Handler) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    sigfillset(&action.sa_mask)
    for signal in signals { sigaction(signal, &action, nil) }
  }

  /// Makes writing to a pipe that nobody reads an error like any other.
  static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }
}
