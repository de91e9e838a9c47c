import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("Comparison of the results of applying the same entries")
struct ReplicaComparisonTests {
  private typealias Comparison = ReplicaComparison<Int>

  /// An expectation of the result of a mutating function.
  private static func expect(
    _ agrees: Bool, _ expected: Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(agrees == expected, sourceLocation: sourceLocation)
  }

  /// A comparison of two servers, of which the first has applied commands 1, 2 and 3 with the outputs 10, 20 and 30.
  private static func comparison(isOn: Bool = true) -> Comparison {
    var comparison = Comparison(servers: 2, isOn: isOn)
    for index in 1...3 {
      Self.expect(comparison.agrees(10 * index, of: Command(rawValue: UInt64(index)), at: 0, index), true)
    }
    return comparison
  }

  @Test("Equal outputs agree, on another server and after a restart")
  func equal() {
    var comparison = Self.comparison()
    for server in [1, 0] {
      comparison.restart(server, isOn: true)
      for index in 1...3 {
        Self.expect(comparison.agrees(10 * index, of: Command(rawValue: UInt64(index)), at: server, index), true)
      }
    }
    #expect(comparison.difference == nil && comparison.isCompared == [true, true])
  }

  @Test("Another output is a difference, and so is none; only the first is kept")
  func outputs() {
    for (output, text) in [(21, "21"), (nil, nil)] as [(Int?, String?)] {
      var comparison = Self.comparison()
      Self.expect(comparison.agrees(output, of: Command(rawValue: 2), at: 1, 2), false)
      #expect(
        comparison.difference
          == .outputs(
            index: 2, command: 2, first: ReplicaOutput(server: 0, text: "20"),
            second: ReplicaOutput(server: 1, text: text)))
      comparison.restart(1, isOn: true)
      #expect(comparison.isCompared == [false, false])
    }
  }

  @Test("Two outputs that are not equal to themselves agree, and differ from others")
  func notANumber() {
    var comparison = ReplicaComparison<Double>(servers: 2, isOn: true)
    let command = Command(rawValue: 1)
    #expect(Self.agrees(&comparison, .nan, of: command, at: 0, 1))
    #expect(Self.agrees(&comparison, .nan, of: command, at: 1, 1))
    #expect(!Self.agrees(&comparison, 1, of: command, at: 1, 1))
  }

  private static func agrees(
    _ comparison: inout ReplicaComparison<Double>, _ output: Double, of command: Command, at server: ServerID,
    _ index: LogIndex
  ) -> Bool { comparison.agrees(output, of: command, at: server, index) }

  @Test("A replica that applied a command that nobody has invoked yet is not compared until it restarts")
  func unknownCommand() {
    let hosts = Array(repeating: HostRules(), count: 3)
    var machine = ReplicatedMachine<Fixed>(hosts: hosts, ClientNumbering(clients: 1), comparesReplicas: true)
    let command = Command(rawValue: 1)
    let isFirstRight = machine.apply(command, at: 0)
    machine.invoke(command, drawing: 0, session: 0, sequence: 1)
    let isSecondRight = machine.apply(command, at: 1)
    #expect(isFirstRight && isSecondRight && machine.comparison.difference == nil)
    #expect(machine.comparison.isCompared == [false, true, true])
    let isNoOpRight = machine.apply(.noOp, at: 2)
    #expect(isNoOpRight && machine.comparison.isCompared == [false, true, false])
    machine.restart(0)
    let isRightAgain = machine.apply(command, at: 0)
    #expect(isRightAgain && machine.comparison.isCompared == [true, true, false])
  }

  @Test("A replica that applied another command is not compared until it restarts, and the others are")
  func otherCommand() {
    var comparison = Self.comparison()
    Self.expect(comparison.agrees(99, of: Command(rawValue: 7), at: 1, 2), true)
    #expect(comparison.isCompared == [true, false] && comparison.difference == nil)
    comparison.restart(1, isOn: true)
    #expect(comparison.isCompared == [true, true])
  }

  @Test("States of one index are compared, those of two indexes are not")
  func states() {
    var comparison = Self.comparison()
    Self.expect(comparison.agrees(stateHash: 5, at: 0, 3), true)
    Self.expect(comparison.agrees(stateHash: 6, at: 1, 2), true)
    Self.expect(comparison.agrees(stateHash: 5, at: 1, 3), true)
    Self.expect(comparison.agrees(stateHash: 7, at: 1, 3), false)
    #expect(
      comparison.difference
        == .states(index: 3, first: ReplicaState(server: 0, hash: 5), second: ReplicaState(server: 1, hash: 7)))
    #expect(comparison.isCompared == [false, false])
  }

  @Test("Nothing is compared in a run that is not judged")
  func isOff() { #expect(Comparison(servers: 2, isOn: false).isCompared == [false, false]) }

  @Test("States are compared after every 64th entry at first, and then ever more rarely")
  func spacing() {
    let compared = (1...100_000).filter(Comparison.comparesStates)
    #expect(compared.prefix(15) == (1...15).map { 64 * $0 }[...])
    for power in [1_024, 16_384, 32_768] {
      #expect(compared.count { (power..<2 * power).contains($0) } == 8)
    }
  }
}

/// Returns the same for every command.
private struct Fixed: SimulatedMachine {
  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { sequence }

  mutating func apply(_ command: Int) -> Int { 1 }
}
