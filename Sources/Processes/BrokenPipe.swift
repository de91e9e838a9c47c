import Glibc

/// Makes a write to a pipe or socket without a reader return an error instead of raising a signal.
enum BrokenPipe {
  /// Calls `write` so that it raises no `SIGPIPE`, however this process handles that signal.
  /// - Returns: its result, and the value of `errno` after it.
  static func withoutSignal(_ write: () -> Int) -> (result: Int, errno: Int32) {
    let pipe = set(of: SIGPIPE)
    var mask = sigset_t()
    // The signal goes to the thread that writes, and stays pending while that thread blocks it.
    let waited = isWaiting(SIGPIPE)
    _ = withUnsafePointer(to: pipe) { pthread_sigmask(SIG_BLOCK, $0, &mask) }
    let result = write()
    let code = errno
    // A signal that was pending before is not from this write.
    if result < 0, code == EPIPE, !waited { take(pipe) }
    pthread_sigmask(SIG_SETMASK, &mask, nil)
    return (result, code)
  }

  private static func set(of signal: Int32) -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, signal)
    return signals
  }

  private static func isWaiting(_ signal: Int32) -> Bool {
    var signals = sigset_t()
    sigpending(&signals)
    return sigismember(&signals, signal) == 1
  }

  /// Consumes a pending signal, if there is one.
  private static func take(_ signals: sigset_t) {
    var (signals, atOnce) = (signals, timespec())
    while sigtimedwait(&signals, nil, &atOnce) < 0, errno == EINTR {}
  }
}
