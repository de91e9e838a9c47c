/// Two different results of applying the same entries to the state machine: on two servers, or on one server before and
/// after a restart.
///
/// Indirect, so that an application that agrees returns one word.
public indirect enum ReplicaDifference: Hashable, Sendable {
  /// The outputs for the entry at `index`, which has a client's `command`.
  case outputs(index: Int, command: UInt64, first: ReplicaOutput, second: ReplicaOutput)
  /// The states after the entry at `index`.
  case states(index: Int, first: ReplicaState, second: ReplicaState)
}

/// What a replica of the state machine returned for an entry.
public struct ReplicaOutput: Hashable, Sendable {
  /// The server.
  public let server: Int
  /// The output as text; `nil` for a command that the replica skipped, as a later one of its session was applied.
  public let text: String?

  /// The output of a server's replica.
  public init(server: Int, text: String?) {
    self.server = server
    self.text = text
  }
}

/// The state of a replica of the state machine.
public struct ReplicaState: Hashable, Sendable {
  /// The server.
  public let server: Int
  /// The hash of the state.
  public let hash: UInt64

  /// The state of a server's replica.
  public init(server: Int, hash: UInt64) {
    self.server = server
    self.hash = hash
  }
}

extension ReplicaDifference {
  /// The two servers, which may be the same.
  var servers: [Int] {
    switch self {
    case .outputs(_, _, let first, let second): [first.server, second.server]
    case .states(_, let first, let second): [first.server, second.server]
    }
  }

  /// The client's command, where outputs differ.
  var commands: [UInt64] {
    if case .outputs(_, let command, _, _) = self { [command] } else { [] }
  }

  /// What differs.
  var kind: String {
    switch self {
    case .outputs: "outputs"
    case .states: "states"
    }
  }
}
