/// Two different results of applying the same entries to the state machine: on two servers, or on one server before and
/// after a restart.
///
/// Indirect, so that an application that agrees returns one word.
public indirect enum ReplicaDifference: Hashable, Sendable {
  /// The outputs for the entry at `index`, which has a client's `command`; `content` is the command in words, if it is
  /// known.
  case outputs(index: Int, command: UInt64, content: String = "", first: ReplicaOutput, second: ReplicaOutput)
  /// The states after the entry at `index`.
  case states(index: Int, first: ReplicaState, second: ReplicaState)
}

/// What a replica of the state machine returned for an entry.
public struct ReplicaOutput: Hashable, Sendable {
  /// The number of the replica's server.
  public let server: Int
  /// The output as text; `nil` for a command that the replica skipped, because it had already applied a later one of
  /// the session.
  public let text: String?

  /// The output of a server's replica.
  public init(server: Int, text: String?) {
    self.server = server
    self.text = text
  }
}

/// The state of a replica of the state machine.
public struct ReplicaState: Hashable, Sendable {
  /// The number of the replica's server.
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
  /// The difference with its command in words.
  package func describing(_ words: (_ command: UInt64) -> String) -> Self {
    guard case .outputs(let index, let command, _, let first, let second) = self else { return self }
    return .outputs(index: index, command: command, content: words(command), first: first, second: second)
  }

  /// The two servers, which may be the same.
  var servers: [Int] {
    switch self {
    case .outputs(_, _, _, let first, let second): [first.server, second.server]
    case .states(_, let first, let second): [first.server, second.server]
    }
  }

  /// The client's command, where outputs differ.
  var commands: [UInt64] {
    if case .outputs(_, let command, _, _, _) = self { [command] } else { [] }
  }

  /// What differs.
  var kind: String {
    switch self {
    case .outputs: "outputs"
    case .states: "states"
    }
  }
}
