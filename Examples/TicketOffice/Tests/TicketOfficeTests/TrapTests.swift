import Foundation
import RaftTesting
import Simulator
import Testing

/// A state machine that traps at its first command.
struct TrappingMachine: SimulatedMachine {
  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { 0 }

  mutating func apply(_ command: Int) -> Int { fatalError("a trap in apply") }
}

/// Ends the process: `check` runs it alone, and looks for the seed in the backtrace.
@Test(.enabled(if: ProcessInfo.processInfo.environment["TICKET_OFFICE_TRAPS"] != nil))
func aTrapNamesItsSeed() {
  expectNoViolation(seeds: 1...1, machine: TrappingMachine.self, jobs: 1)
}
