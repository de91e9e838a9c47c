import Glibc

/// Writing to a pipe or a socket that nobody reads any more: an error of the call, and no signal.
enum BrokenPipe {
  /// Does `write` so that no `SIGPIPE` comes of it, whatever this process does at one.
  /// - Returns: its result, and the error of the system after it.
  static func withoutSignal(_ write: () -> Int) -> (result: Int, errno: Int32) {
    let pipe = set(of: SIGPIPE)
    var mask = sigset_t()
    // The signal of a write goes to the thread that writes, and waits while that blocks it.
    let waited = isWaiting(SIGPIPE)
    _ = withUnsafePointer(to: pipe) { pthread_sigmask(SIG_BLOCK, $0, &mask) }
    let result = write()
    let code = errno
    // One that waited before is not of this write.
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

  /// Takes a signal that waits, if there is one.
  private static func take(_ signals: sigset_t) {
    var (signals, atOnce) = (signals, timespec())
    while sigtimedwait(&signals, nil, &atOnce) < 0, errno == EINTR {}
  }
}
