import Simulator

/// A function that runs `work` and catches a trap in the code under test, whose calls `calls` counts.
package typealias CatchTrap = @Sendable (_ calls: CoreCalls, _ work: @escaping @Sendable () -> Void) -> CaughtTrap?

/// Only runs `work`, so a trap ends the process.
@Sendable package func withoutCatchingTraps(_ calls: CoreCalls, _ work: @escaping @Sendable () -> Void) -> CaughtTrap? {
  work()
  return nil
}
