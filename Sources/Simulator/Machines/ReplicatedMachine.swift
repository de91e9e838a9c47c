import RaftCore
import TraceChecker

/// A replica of the user's state machine for each server, with the commands and outputs that the core knows by their
/// numbers.
@usableFromInline
struct ReplicatedMachine<Machine: SimulatedMachine> {
  @usableFromInline var replicas: [Replica<Machine>]
  @usableFromInline var commands: CommandTable<SessionCommand<Machine.Command>>
  @usableFromInline var outputs = BlockList<Machine.Output?>()
  /// What the replicas are held to.
  @usableFromInline var comparison: ReplicaComparison<Machine.Output>
  /// The rules of the hosts, by server.
  @usableFromInline let hosts: [HostRules]
  /// Whether the replicas of all hosts apply entries exactly as `Replica` does.
  @usableFromInline let appliesPlainly: Bool
  /// Whether the results of applying the same entries are compared.
  @usableFromInline let comparesReplicas: Bool

  @inlinable
  init(hosts: [HostRules], _ numbering: ClientNumbering, comparesReplicas: Bool) {
    commands = CommandTable(numbering)
    replicas = hosts.map { _ in Replica() }
    comparison = ReplicaComparison(servers: hosts.count, isOn: comparesReplicas) {
      Machine.result($0)?.description ?? String(describing: $0)
    }
    self.hosts = hosts
    self.comparesReplicas = comparesReplicas
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
  /// - Returns: whether the result is that of earlier applications of the entry, or another was reported before.
  @inlinable
  mutating func apply(_ command: Command, at server: ServerID) -> Bool {
    let content = content(of: command)
    let isUnknown = content == nil && command != .noOp
    let output =
      appliesPlainly ? replicas[server].apply(content) : apply(content, at: server, by: hosts[server])
    guard comparison.isCompared[server] else { return true }
    if isUnknown {
      comparison.exclude(server)
      return true
    }
    let index = replicas[server].lastApplied
    guard comparison.agrees(output, of: command, at: server, index) else { return false }
    return !ReplicaComparison<Machine.Output>.comparesStates(after: index) || hasSameState(server)
  }

  /// Compares the state of a replica, if its machine has a hash.
  /// - Returns: whether it is that of the others that have applied as much, or a difference was reported before.
  @inlinable
  mutating func hasSameState(_ server: ServerID) -> Bool {
    guard comparison.isCompared[server], let hash = Machine.stateHash(replicas[server].machine) else { return true }
    return comparison.agrees(stateHash: hash, at: server, replicas[server].lastApplied)
  }

  /// Applies a command by the rules of the server's host.
  @inlinable
  mutating func apply(
    _ command: SessionCommand<Machine.Command>?, at server: ServerID, by rules: HostRules
  ) -> Machine.Output? {
    if rules.sessions != .inEveryReplica, let command { replicas[server].expire(session: command.session) }
    guard let period = rules.forgottenChanges, (replicas[server].lastApplied + 1) % period == 0 else {
      return replicas[server].apply(command)
    }
    let before = replicas[server].machine
    defer { replicas[server].replace(by: before) }
    return replicas[server].apply(command)
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
    if replicas[server].lastApplied == 0 { comparison.restart(server, isOn: comparesReplicas) }
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
