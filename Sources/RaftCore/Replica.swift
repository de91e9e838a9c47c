/// A command as a client's session sends it: by session and sequence a retry is known for what it is (§8).
public struct SessionCommand<Content: Sendable>: Sendable {
  /// The client's session.
  public let session: Int
  /// The number of the command in its session, rising.
  public let sequence: Int
  /// What the client asks for.
  public let content: Content

  /// The command `sequence` of `session`.
  @inlinable public init(session: Int, sequence: Int, content: Content) {
    self.session = session
    self.sequence = sequence
    self.content = content
  }
}

/// One server's copy of the user's state machine: it applies what is committed, in order, and each command once, however often
/// a client retried it (§8).
public struct Replica<Machine: StateMachine>: Sendable {
  /// The machine.
  @inlinable public var machine: Machine { state }
  @usableFromInline var state: Machine
  /// The index of the last entry applied (Figure 2). TLA+ has none: the specification ends at the commit index.
  @inlinable public var lastApplied: LogIndex { applied }
  @usableFromInline var applied: LogIndex = 0
  @usableFromInline var sessions: [Int: LastOutput] = [:]

  @usableFromInline struct LastOutput: Sendable {
    @usableFromInline let sequence: Int
    @usableFromInline let output: Machine.Output

    @inlinable init(sequence: Int, output: Machine.Output) {
      self.sequence = sequence
      self.output = output
    }
  }

  /// A replica that has applied nothing.
  @inlinable public init() { state = Machine() }

  /// Applies the entry at `lastApplied + 1`; `nil` is a no-op.
  ///
  /// A command whose sequence is the last one's of its session is a retry: it gets the same output and changes nothing. One with an
  /// older sequence was given up by its client: it is passed over. O(1) beside the machine's own cost.
  /// - Returns: the output for the client, or `nil` where there is nobody to tell.
  @inlinable @discardableResult
  public mutating func apply(_ command: SessionCommand<Machine.Command>?) -> Machine.Output? {
    applied += 1
    guard let command else { return nil }
    guard let position = sessions.index(forKey: command.session) else {
      let output = state.apply(command.content)
      sessions[command.session] = LastOutput(sequence: command.sequence, output: output)
      return output
    }
    let last = sessions.values[position]
    guard command.sequence > last.sequence else {
      return command.sequence == last.sequence ? last.output : nil
    }
    let output = state.apply(command.content)
    sessions.values[position] = LastOutput(sequence: command.sequence, output: output)
    return output
  }

  /// What `command` returned, if it is the last one of its session that was applied. O(1).
  @inlinable public func output(of command: SessionCommand<Machine.Command>) -> Machine.Output? {
    guard let last = sessions[command.session], last.sequence == command.sequence else { return nil }
    return last.output
  }
}
