import Simulator
import TraceChecker

/// Runs work so that a trap in the code under test is reported, and does not end the process.
enum TrapGuard {
  /// Runs `work` on a thread of its own. A trap outside of the code under test ends the process with exit code 70.
  /// - Parameter calls: counts the calls of the code under test that `work` makes, on that thread.
  /// - Returns: the trap of such a call; `nil` if `work` has returned.
  static func run(_ calls: CoreCalls, _ work: @escaping @Sendable () -> Void) -> CaughtTrap? {
    guard let caught = GuardedThread.run(work) else { return nil }
    let trap = TrapLocator.trap(caught.signal, caught.addresses)
    guard let call = calls.current else { CrashReport.end(trap, seed: calls.seed) }
    return CaughtTrap(trap, inCall: call)
  }

  /// Does `work`. If it traps in the code under test, repeats it with `CoreCalls` that know the trap, so that the
  /// result has the trap as a violation.
  /// - Parameter isCut: whether work with that result was ended early.
  /// - Throws: `TrapNotRepeated` if the repeated work does not reach the trap, and was not ended early.
  static func repeating<Result>(
    isCut: (Result) -> Bool = { _ in false }, _ work: @escaping (_ calls: CoreCalls) -> Result
  ) throws(TrapNotRepeated) -> Result {
    let attempt = Attempt(work)
    guard let caught = run(attempt.calls, attempt.make) else {
      guard let result = attempt.result else { preconditionFailure("work that has returned has a result") }
      return result
    }
    let again = Attempt(work, CoreCalls(repeating: caught))
    let other = run(again.calls, again.make)
    guard other == nil, let result = again.result, again.calls.areOver || isCut(result) else {
      throw TrapNotRepeated(trap: caught.trap)
    }
    return result
  }

  /// Work on a guarded thread whose caller waits for it: only one of the two accesses the work and its result at a
  /// time.
  private final class Attempt<Result>: @unchecked Sendable {
    let calls: CoreCalls
    private let work: (CoreCalls) -> Result
    private(set) var result: Result?

    init(_ work: @escaping (CoreCalls) -> Result, _ calls: CoreCalls = CoreCalls()) {
      (self.work, self.calls) = (work, calls)
    }

    func make() { result = work(calls) }
  }
}

/// Work that trapped, and did not reach the trap when it was repeated.
struct TrapNotRepeated: Error, CustomStringConvertible {
  let trap: RuntimeTrap

  var description: String {
    "the code under test trapped, but did not reach this trap again when it was repeated: \(trap); the core or "
      + "the state machine is not deterministic"
  }
}
