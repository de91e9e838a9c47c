import RaftCore
import TraceChecker

/// A replica of the user's state machine for each server, with the commands and outputs that the core knows by their
/// numbers.
@usableFromInline
struct ReplicatedMachine<Machine: SimulatedMachine> {
  @usableFromInline var replicas: [Replica<Machine>]
  @usableFromInline var commands: CommandTable<SessionCommand<Machine.Command>>
  @usableFromInline var outputs = BlockList<Machine.Output?>()
  /// The rules of the hosts, by server.
  @usableFromInline let hosts: [HostRules]
  /// Whether the replicas of all hosts apply entries exactly as `Replica` does.
  @usableFromInline let appliesPlainly: Bool

  @inlinable
  init(hosts: [HostRules], _ numbering: ClientNumbering) {
    commands = CommandTable(numbering)
    replicas = Array(repeating: Replica(), count: hosts.count)
    self.hosts = hosts
    appliesPlainly = hosts.allSatisfy(\.appliesPlainly)
  }

  /// Generates the content of a client's next command.
  @inlinable
  mutating func invoke(_ command: Command, drawing word: UInt64, session: Int, sequence: Int) {
    let content = Machine.command(drawing: word, session: session, sequence: sequence)
    let made = SessionCommand(session: session, sequence: sequence, content: content)
    commands.append(made, forCommand: command.rawValue)
  }

  /// Applies the command of the next entry.
  @inlinable
  mutating func apply(_ command: Command, at server: ServerID) {
    let command = content(of: command)
    if appliesPlainly { replicas[server].apply(command) } else { apply(command, at: server, by: hosts[server]) }
  }

  /// Applies a command by the rules of the server's host.
  @inlinable
  mutating func apply(_ command: SessionCommand<Machine.Command>?, at server: ServerID, by rules: HostRules) {
    if rules.sessions != .inEveryReplica, let command { replicas[server].expire(session: command.session) }
    guard let period = rules.forgottenChanges, (replicas[server].lastApplied + 1) % period == 0 else {
      replicas[server].apply(command)
      return
    }
    let before = replicas[server].machine
    replicas[server].apply(command)
    replicas[server].replace(by: before)
  }

  @inlinable
  mutating func output(of command: Command, at server: ServerID) -> UInt64 {
    outputs.append(content(of: command).flatMap { replicas[server].output(of: $0) })
    return UInt64(outputs.count)
  }

  /// Asks a copy of the machine: a read leaves the machine as it is.
  @inlinable
  mutating func read(_ command: Command, at server: ServerID) -> UInt64? {
    guard let command = content(of: command), Machine.isRead(command.content) else { return nil }
    var machine = replicas[server].machine
    outputs.append(machine.apply(command.content))
    return UInt64(outputs.count)
  }

  @inlinable
  mutating func restart(_ server: ServerID) {
    let (machine, applied) = (replicas[server].machine, replicas[server].lastApplied)
    switch hosts[server].machineAfterRestart {
    case .fresh: replicas[server] = Replica()
    case .olderThanLastApplied: replicas[server] = Replica(machine: Machine(), lastApplied: applied)
    case .dirty: replicas[server] = Replica(machine: machine, lastApplied: 0)
    }
  }

  @inlinable
  func describe(_ command: Command) -> String {
    content(of: command).map { String(describing: $0.content) } ?? "no-op"
  }

  @inlinable
  func describe(output word: UInt64) -> String { output(of: word).map { String(describing: $0) } ?? "superseded" }

  @inlinable
  func operation(of command: Command) -> ClientOperation? {
    content(of: command).flatMap { Machine.operation($0.content) }
  }

  @inlinable
  func result(of word: UInt64) -> ClientResult? { output(of: word).flatMap(Machine.result) }

  /// The output that a word refers to; `nil` for a command that was passed over.
  @inlinable
  func output(of word: UInt64) -> Machine.Output? {
    word > 0 && word <= UInt64(outputs.count) ? outputs[Int(word) - 1] : nil
  }

  @inlinable
  func content(of command: Command) -> SessionCommand<Machine.Command>? { commands[command: command.rawValue] }
}
