import RaftCore
import TraceChecker

/// A state machine that clients of the simulated world can use: it generates commands for them.
public protocol SimulatedMachine: StateMachine {
  /// A command for a client.
  /// - Parameters:
  ///   - word: 64 uniformly distributed bits, from which all choices are made.
  ///   - session: the client's session, from 0 to 65,535.
  ///   - sequence: the number of the command among the client's commands, from 1.
  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Command

  /// A command as the checker of linearizability knows it; `nil` for a machine that it does not know, whose answers are
  /// then not judged.
  static func operation(_ command: Command) -> ClientOperation?

  /// What a command returned, as that checker knows it.
  static func result(_ output: Output) -> ClientResult?

  /// A hash of the machine's state, equal in every process for machines that went through the same commands; `nil`, the
  /// default, for a machine that has none. Replicas that have applied the same entries must have the same one.
  static func stateHash(_ machine: Self) -> UInt64?

  /// Whether a command reads and changes nothing, so that a host could answer it without the log. By default none does.
  static func isRead(_ command: Command) -> Bool
}

extension SimulatedMachine {
  /// By default the checker of linearizability does not know the command.
  @inlinable public static func operation(_ command: Command) -> ClientOperation? { nil }

  /// By default the checker of linearizability does not know the output.
  @inlinable public static func result(_ output: Output) -> ClientResult? { nil }

  /// By default a machine has no hash.
  @inlinable public static func stateHash(_ machine: Self) -> UInt64? { nil }

  /// By default no command is known to change nothing.
  @inlinable
  public static func isRead(_ command: Command) -> Bool { false }
}

/// The user's state machine on every server of the world, without its type: the world is not generic over it.
///
/// Functions rather than a protocol, because these are compiled for each machine; the methods of a generic class that
/// are called through a protocol are not, and looking up types at run time took two thirds of a run. A reference type,
/// so that a call of one function does not copy all of them.
@usableFromInline
final class Application {
  /// Generates the content of a client's next command.
  @usableFromInline let invoke: (_ command: RaftCore.Command, _ word: UInt64, _ session: Int, _ sequence: Int) -> Void
  /// The index of the last entry that a server has applied.
  @usableFromInline let lastApplied: (_ server: ServerID) -> LogIndex
  /// The hash of a server's machine, if it has one.
  @usableFromInline let stateHash: (_ server: ServerID) -> UInt64?
  /// Applies the command of the next entry at a server. Returns false the first time that a result is not that of an
  /// earlier application of the same entry.
  @usableFromInline let apply: (_ command: RaftCore.Command, _ server: ServerID) -> Bool
  /// Compares the state of a server's machine with those that have applied as much. Returns false if that is the first
  /// difference.
  @usableFromInline let hasSameState: (_ server: ServerID) -> Bool
  /// How results differ, once some do.
  @usableFromInline let difference: () -> ReplicaDifference?
  /// The word for what a command returned at a server.
  @usableFromInline let output: (_ command: RaftCore.Command, _ server: ServerID) -> UInt64
  /// The word for what a command returns at a server now, without being applied, if it only reads; `nil` if it does
  /// not.
  @usableFromInline let read: (_ command: RaftCore.Command, _ server: ServerID) -> UInt64?
  /// Forgets a server's machine: it restarts.
  @usableFromInline let restart: (_ server: ServerID) -> Void
  /// A command in words.
  @usableFromInline let describe: (_ command: RaftCore.Command) -> String
  /// A command as the checker of linearizability knows it.
  @usableFromInline let operation: (_ command: RaftCore.Command) -> ClientOperation?
  /// What a command returned, as that checker knows it.
  @usableFromInline let result: (_ word: UInt64) -> ClientResult?
  /// What a command returned, in words.
  @usableFromInline let describeOutput: (_ word: UInt64) -> String

  /// - Parameter comparesReplicas: whether the results of applying the same entries are compared.
  @inlinable
  init<Machine: SimulatedMachine>(
    _ machine: Machine.Type, hosts: [HostRules], _ numbering: ClientNumbering, comparesReplicas: Bool
  ) {
    let box = Box(ReplicatedMachine<Machine>(hosts: hosts, numbering, comparesReplicas: comparesReplicas))
    invoke = { box.content.invoke($0, drawing: $1, session: $2, sequence: $3) }
    lastApplied = { box.content.replicas[$0].lastApplied }
    stateHash = { Machine.stateHash(box.content.replicas[$0].machine) }
    apply = { box.content.apply($0, at: $1) }
    hasSameState = { box.content.hasSameState($0) }
    difference = { box.content.comparison.difference }
    output = { box.content.output(of: $0, at: $1) }
    read = { box.content.read($0, at: $1) }
    restart = { box.content.restart($0) }
    describe = { box.content.describe($0) }
    operation = { box.content.operation(of: $0) }
    result = { box.content.result(of: $0) }
    describeOutput = { box.content.describe(output: $0) }
  }

  /// Holds what the closures share. Exclusive access is not checked at run time: each closure makes one access, and
  /// nothing that it calls has a way back to the box.
  @usableFromInline
  final class Box<Content> {
    @exclusivity(unchecked) @usableFromInline var content: Content
    @inlinable init(_ content: Content) { self.content = content }
  }
}
