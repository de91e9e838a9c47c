import Glibc
import Reporting
import TraceChecker

/// Handles traps: a guarded thread stops; a trap on any other thread ends the process with exit code 70.
enum CrashReport {
  /// Catches traps from now on.
  ///
  /// A stack overflow is caught only on guarded threads and on the calling thread, because the handler then needs a
  /// stack of its own. On other threads it ends the process as if there were no handler.
  static func install() {
    GuardedThread.prepare()
    SignalHandler.install(for: FatalSignal.all, flags: SA_ONSTACK) { signal, _, context in
      GuardedThread.stop(signal, context)
      CrashReport.end(signal)
    }
  }

  /// Ends the process. Allocates nothing: the trap may have happened during an allocation.
  private static func end(_ signal: Int32) -> Never {
    write("raftsim: internal error (")
    write(FatalSignal.name(of: signal))
    write("); please report it\n")
    _exit(ExitCode.internal.rawValue)
  }

  private static func write(_ text: StaticString) {
    text.withUTF8Buffer { _ = OutputStream.writeAll(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }

  /// Ends the process because a guarded thread has trapped outside of the code under test.
  static func end(_ trap: RuntimeTrap, seed: UInt64?) -> Never {
    let seed = seed.map { " while running seed \($0)" } ?? ""
    let report = seed.isEmpty ? "please report it" : "please report it with this seed and the options"
    let line = "raftsim: internal error\(seed): \(trap); unless the code there is yours, \(report)\n"
    Array(line.utf8).withUnsafeBytes { _ = OutputStream.writeAll($0, to: STDERR_FILENO) }
    _exit(ExitCode.internal.rawValue)
  }
}
