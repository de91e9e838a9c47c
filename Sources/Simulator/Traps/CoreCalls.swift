import Synchronization
import TraceChecker

/// Counts the calls that a run, a schedule or a search makes of the code under test: the steps of the core, and the
/// entries that the state machine applies.
///
/// Only one thread counts. After a trap of that thread, another thread reads whether it was in such a call, and in
/// which. The work is then repeated, and ends before that call.
package final class CoreCalls: Sendable {
  /// Twice the number of calls that have returned, and one more during a call.
  private let count = Atomic(0)
  /// The value of `count` before the call that is known to trap; `-1` if none is.
  private let countBeforeTrap: Int
  /// The trap that is known, if one is.
  package let caught: CaughtTrap?
  private let lastSeed = Atomic<UInt64>(0)
  private let hasSeed = Atomic(false)

  /// - Parameter caught: the trap of a call that must not be made again; `nil` if none is known.
  package init(repeating caught: CaughtTrap? = nil) {
    self.caught = caught
    countBeforeTrap = caught.map { 2 * $0.call } ?? -1
  }

  /// What is known of the trap.
  package var knownTrap: RuntimeTrap? { caught?.trap }

  /// Counts from the beginning: a run or a schedule begins.
  /// - Parameter seed: the seed of the run; `nil` if there is none.
  package func restart(seed: UInt64? = nil) {
    count.store(0, ordering: .relaxed)
    lastSeed.store(seed ?? 0, ordering: .relaxed)
    hasSeed.store(seed != nil, ordering: .relaxed)
  }

  /// Whether the next call is known to trap, and must not be made.
  @inline(__always)
  package var traps: Bool { count.load(ordering: .relaxed) == countBeforeTrap }

  /// Whether the call that is known to trap is passed: no further call may be made.
  package var areOver: Bool { countBeforeTrap >= 0 && count.load(ordering: .relaxed) > countBeforeTrap }

  /// Counts the call that is known to trap, instead of making it.
  package func skip() {
    begin()
    end()
  }

  /// A call begins.
  @inline(__always)
  package func begin() { count.store(count.load(ordering: .relaxed) &+ 1, ordering: .relaxed) }

  /// The call has returned.
  @inline(__always)
  package func end() { count.store(count.load(ordering: .relaxed) &+ 1, ordering: .relaxed) }

  /// The number of the call that is being made, counted from 0; `nil` outside of calls.
  package var current: Int? {
    let count = count.load(ordering: .relaxed)
    return count & 1 == 1 ? count / 2 : nil
  }

  /// The seed of the last run; `nil` if there was none.
  package var seed: UInt64? { hasSeed.load(ordering: .relaxed) ? lastSeed.load(ordering: .relaxed) : nil }
}

/// A trap in the code under test that did not end the process.
package struct CaughtTrap: Sendable {
  /// The trap.
  package let trap: RuntimeTrap
  /// The number of the call that trapped, as `CoreCalls` counts.
  package let call: Int

  /// A trap.
  package init(_ trap: RuntimeTrap, inCall call: Int) { (self.trap, self.call) = (trap, call) }
}

extension [any Check] {
  /// These checks, with a `NoTrap` that reports `trap`.
  package func finding(_ trap: RuntimeTrap?) -> [any Check] {
    trap.map { including(NoTrap($0)) } ?? self
  }
}
