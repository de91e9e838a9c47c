import Simulator
import TraceChecker

/// Runs work so that a trap of the code under test is a finding, and not the end of the process.
enum TrapGuard {
  /// Runs `work` on a thread of its own. A trap outside of the code under test ends the process with 70.
  /// - Parameter calls: counts the calls of the code under test that `work` makes, on that thread.
  /// - Returns: the trap of such a call; `nil` if `work` has returned.
  static func run(_ calls: CoreCalls, _ work: @escaping @Sendable () -> Void) -> CaughtTrap? {
    guard let caught = GuardedThread.run(work) else { return nil }
    let trap = TrapLocator.trap(caught.signal, caught.addresses)
    guard let call = calls.current else { CrashReport.end(trap, seed: calls.seed) }
    return CaughtTrap(trap, inCall: call)
  }

  /// Does `work`; if it traps in the code under test, does it once more with calls that know the trap, so that it finds
  /// it.
  /// - Parameter isCut: whether work with that result was ended before it was done.
  /// - Throws: `TrapNotRepeated` if it does not come to the trap, and was not cut.
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
    guard other == nil, let result = again.result, again.calls.haveReachedTrap || isCut(result) else {
      throw TrapNotRepeated(trap: caught.trap)
    }
    return result
  }

  /// Work that is done on a guarded thread while its caller waits: one of them at a time has the work and its result.
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

/// Work that trapped, and did not come to the trap when it was done once more.
struct TrapNotRepeated: Error, CustomStringConvertible {
  let trap: RuntimeTrap

  var description: String {
    "the code under test trapped, and did not come to that when the same was done once more: \(trap); it, or its state "
      + "machine, is not deterministic"
  }
}
