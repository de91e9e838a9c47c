import ModelChecker
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
  /// - Throws: `TrapNotRepeated` if it does not come to the trap.
  static func repeating<Result: TrapFinder>(
    _ work: @escaping (_ calls: CoreCalls) -> Result
  ) throws(TrapNotRepeated) -> Result {
    let attempt = Attempt(work)
    guard let caught = run(attempt.calls, attempt.make) else {
      guard let result = attempt.result else { preconditionFailure("work that has returned has a result") }
      return result
    }
    let result = work(CoreCalls(repeating: caught))
    guard result.mayHaveFound(trap: NoTrap.name) else { throw TrapNotRepeated(trap: caught.trap) }
    return result
  }

  /// Work that is done on a guarded thread while its caller waits: one of them at a time has the work and its result.
  private final class Attempt<Result>: @unchecked Sendable {
    let calls = CoreCalls()
    private let work: (CoreCalls) -> Result
    private(set) var result: Result?

    init(_ work: @escaping (CoreCalls) -> Result) { self.work = work }

    func make() { result = work(calls) }
  }
}

/// The result of work that knows of a trap.
protocol TrapFinder {
  /// Whether the property `name`, that nothing traps, is violated, or the work was ended before it came to that.
  func mayHaveFound(trap name: String) -> Bool
}

extension RunResult: TrapFinder {
  func mayHaveFound(trap name: String) -> Bool { wasCancelled || violations.contains { $0.invariant == name } }
}

extension ScheduleResult: TrapFinder {
  func mayHaveFound(trap name: String) -> Bool { wasCancelled || violations.contains { $0.invariant == name } }
}

extension ScheduleExtent: TrapFinder {
  /// It only measures what comes before the trap.
  func mayHaveFound(trap name: String) -> Bool { true }
}

/// Work that trapped, and did not come to the trap when it was done once more.
struct TrapNotRepeated: Error, CustomStringConvertible {
  let trap: RuntimeTrap

  var description: String {
    "the code under test trapped, and did not come to that when the same was done once more: \(trap); it, or its state "
      + "machine, is not deterministic"
  }
}
