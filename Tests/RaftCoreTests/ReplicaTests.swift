import RaftCore
import Testing

@Suite("A replica applies each command once (§8)")
struct ReplicaTests {
  /// Adds numbers up, and counts how often it was asked.
  private struct Adder: StateMachine {
    private(set) var sum = 0
    private(set) var applications = 0

    mutating func apply(_ command: Int) -> Int {
      sum += command
      applications += 1
      return sum
    }
  }

  private func command(_ session: Int, _ sequence: Int, _ number: Int) -> SessionCommand<Int> {
    SessionCommand(session: session, sequence: sequence, content: number)
  }

  @Test("Commands are applied in the order of the log, and their outputs returned")
  func order() {
    var replica = Replica<Adder>()
    #expect(replica.lastApplied == 0)
    #expect(replica.apply(command(1, 1, 5)) == 5)
    #expect(replica.apply(command(1, 2, 7)) == 12)
    #expect(replica.apply(command(2, 1, 1)) == 13)
    #expect(replica.lastApplied == 3)
    #expect(replica.machine.sum == 13)
  }

  @Test("A no-op takes its place in the log, and does nothing")
  func noOp() {
    var replica = Replica<Adder>()
    #expect(replica.apply(nil) == nil)
    #expect(replica.lastApplied == 1)
    #expect(replica.machine.applications == 0)
  }

  @Test("A retry changes nothing, and returns the same output")
  func retry() {
    var replica = Replica<Adder>()
    replica.apply(command(1, 1, 5))
    replica.apply(command(2, 1, 100))
    for _ in 0..<3 { #expect(replica.apply(command(1, 1, 5)) == 5) }
    #expect(replica.machine.sum == 105)
    #expect(replica.machine.applications == 2)
    #expect(replica.lastApplied == 5)
  }

  @Test("An older sequence was given up: it is passed over, whether it was applied before or not")
  func older() {
    var replica = Replica<Adder>()
    replica.apply(command(1, 1, 5))
    replica.apply(command(1, 4, 5))
    #expect(replica.apply(command(1, 1, 5)) == nil)
    #expect(replica.apply(command(1, 3, 5)) == nil)
    #expect(replica.machine.sum == 10)
    #expect(replica.lastApplied == 4)
    #expect(replica.apply(command(1, 4, 5)) == 10, "it is still known what the last one returned")
  }

  @Test("Sessions do not know of each other")
  func sessions() {
    var replica = Replica<Adder>()
    for session in [0, 1, 7, 1000, Replica<Adder>.sessionLimit - 1] { replica.apply(command(session, 1, 1)) }
    #expect(replica.machine.sum == 5)
  }

  @Test("The output of a session's last command can be asked for, of no other")
  func output() {
    var replica = Replica<Adder>()
    #expect(replica.output(of: command(1, 1, 5)) == nil)
    replica.apply(command(1, 1, 5))
    #expect(replica.output(of: command(1, 1, 5)) == 5)
    #expect(replica.output(of: command(1, 2, 5)) == nil)
    #expect(replica.output(of: command(2, 1, 5)) == nil)
    replica.apply(command(1, 2, 5))
    #expect(replica.output(of: command(1, 1, 5)) == nil)
    #expect(replica.output(of: command(1, 2, 5)) == 10)
    #expect(replica.lastApplied == 2, "to ask applies nothing")
  }

  @Test("Replicas that apply the same log are in the same state, retries and all")
  func agreement() {
    var random = SplitMix(seed: 8)
    let log = (0..<500).map { _ in command(random.below(4), random.below(30), random.below(9)) }
    var (one, other) = (Replica<Adder>(), Replica<Adder>())
    let outputs = log.map { one.apply($0) }
    #expect(log.map { other.apply($0) } == outputs)
    #expect(one.machine.sum == other.machine.sum)
    #expect(one.machine.applications < 120, "four sessions of thirty sequences")
  }
}
