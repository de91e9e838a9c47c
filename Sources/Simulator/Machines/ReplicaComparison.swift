import RaftCore
import TraceChecker

/// Compares the results of applying the same entries: each later output, and each later hash of the state, with the
/// first one.
///
/// Only the first difference of a run is reported. A replica that applied another command at some index than the first
/// replica there is not compared until it restarts: that is what `StateMachineSafety` reports. Nor is a replica that
/// applied a command that no client has invoked yet, which a damaged disk can contain: other replicas may apply the
/// command after a client has invoked it.
@usableFromInline
struct ReplicaComparison<Output: Hashable & Sendable> {
  /// The output for an entry that was first.
  @usableFromInline
  struct Applied {
    @usableFromInline let output: Output?
    @usableFromInline let command: Command
    @usableFromInline let server: UInt8

    @inlinable
    init(_ output: Output?, of command: Command, at server: ServerID) {
      self.output = output
      self.command = command
      self.server = UInt8(truncatingIfNeeded: server)
    }
  }

  /// The first outputs: that of index `n` at `n - 1`.
  @usableFromInline var outputs = BlockList<Applied>()
  /// The first states, by the index of the last entry applied.
  @usableFromInline var states: [LogIndex: ReplicaState] = [:]
  /// By server: whether the results of its replica are to be compared.
  @usableFromInline var isCompared: [Bool]
  /// What differs, once something does.
  @usableFromInline var difference: ReplicaDifference?

  /// An output in words.
  @usableFromInline let describe: @Sendable (Output) -> String

  /// - Parameters:
  ///   - isOn: whether results are compared at all.
  ///   - describe: an output in words.
  @inlinable
  init(servers: Int, isOn: Bool, describe: @escaping @Sendable (Output) -> String = { String(describing: $0) }) {
    isCompared = Array(repeating: isOn, count: servers)
    self.describe = describe
  }

  /// A server's replica begins again with the first entry.
  /// - Parameter isOn: as at the beginning.
  @inlinable
  mutating func restart(_ server: ServerID, isOn: Bool) { isCompared[server] = isOn && difference == nil }

  /// Compares what a server's replica returned for the entry at `index`, after those before it. O(1).
  /// - Returns: whether it is what others returned.
  @inlinable
  mutating func agrees(_ output: Output?, of command: Command, at server: ServerID, _ index: LogIndex) -> Bool {
    guard index <= outputs.count else {
      outputs.append(Applied(output, of: command, at: server))
      return true
    }
    let first = outputs[index - 1]
    guard first.command == command else {
      exclude(server)
      return true
    }
    if first.output == output || Self.isUnequalToItself(first.output) && Self.isUnequalToItself(output) { return true }
    end(
      .outputs(
        index: index, command: command.rawValue, first: described(first.output, at: Int(first.server)),
        second: described(output, at: server)))
    return false
  }

  /// Whether an output cannot be compared, such as a `Double` that is not a number.
  @inlinable
  static func isUnequalToItself(_ output: Output?) -> Bool { output != output }

  /// A server's replica is not compared until it restarts: what it applied depends on more than the entry.
  @inlinable
  mutating func exclude(_ server: ServerID) { isCompared[server] = false }

  /// Compares the state of a server's replica after the entry at `index`. O(1).
  /// - Returns: whether it is that of others.
  @inlinable
  mutating func agrees(stateHash hash: UInt64, at server: ServerID, _ index: LogIndex) -> Bool {
    let state = ReplicaState(server: server, hash: hash)
    guard let first = states[index] else {
      states[index] = state
      return true
    }
    if first.hash == hash { return true }
    end(.states(index: index, first: first, second: state))
    return false
  }

  /// Nothing is compared any more.
  @usableFromInline
  mutating func end(_ difference: ReplicaDifference) {
    self.difference = difference
    for server in isCompared.indices { isCompared[server] = false }
  }

  /// Whether states are compared after the entry at `index`: after every 64th at first, later after 8 entries of each
  /// power of two. A machine that grows with every entry is then hashed in O(1) amortized.
  @inlinable
  static func comparesStates(after index: LogIndex) -> Bool {
    guard index & 63 == 0 else { return false }
    let power = 1 << (Int.bitWidth - 1 - index.leadingZeroBitCount)
    return index & (power >> 3 - 1) == 0
  }

  @inlinable
  func described(_ output: Output?, at server: ServerID) -> ReplicaOutput {
    ReplicaOutput(server: server, text: output.map(describe))
  }
}
