/// A command as a client's session sends it: session and sequence identify a retry (§8).
public struct SessionCommand<Content: Sendable>: Sendable {
  /// The client's session: hosts number them from 0.
  public let session: Int
  /// The number of the command in its session; numbers increase.
  public let sequence: Int
  /// The command of the client.
  public let content: Content

  /// The command `sequence` of `session`.
  @inlinable public init(session: Int, sequence: Int, content: Content) {
    self.session = session
    self.sequence = sequence
    self.content = content
  }
}

/// One server's copy of the user's state machine: it applies what is committed, in order, and each command once,
/// however often a client retried it (§8).
public struct Replica<Machine: StateMachine>: Sendable {
  /// The state machine, after all entries applied so far.
  @inlinable public var machine: Machine { state }
  @usableFromInline var state: Machine
  /// The index of the last entry applied (Figure 2). TLA+ has none: the specification ends at the commit index.
  @inlinable public var lastApplied: LogIndex { applied }
  @usableFromInline var applied: LogIndex = 0
  /// The last output of each session, by the number of the session.
  @usableFromInline var sessions: [LastOutput?] = []

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

  /// A replica that continues with a machine to which the entries up to `lastApplied` were applied; it has no sessions.
  @inlinable public init(machine: Machine, lastApplied: LogIndex) {
    state = machine
    applied = lastApplied
  }

  /// Puts another machine in place of this one; the sessions stay.
  @inlinable public mutating func replace(by machine: Machine) { state = machine }

  /// Forgets a session: retries in it are not recognized any more. Every server must do so at the same entry. O(1).
  @inlinable public mutating func expire(session: Int) {
    if sessions.indices.contains(session) { sessions[session] = nil }
  }

  /// Applies the entry at `lastApplied + 1`; `nil` is a no-op.
  ///
  /// A command whose sequence is the last one's of its session is a retry: it gets the same output and changes nothing.
  /// One with an older sequence was given up by its client: it is passed over. O(1) amortized beside the machine's own
  /// cost.
  /// - Precondition: the session is in `0 ..< sessionLimit`.
  /// - Returns: the output for the client, or `nil` if no client waits for one.
  @inlinable @discardableResult
  public mutating func apply(_ command: SessionCommand<Machine.Command>?) -> Machine.Output? {
    applied += 1
    guard let command else { return nil }
    makeRoom(for: command.session)
    if let last = sessions[command.session], command.sequence <= last.sequence {
      return command.sequence == last.sequence ? last.output : nil
    }
    let output = state.apply(command.content)
    sessions[command.session] = LastOutput(sequence: command.sequence, output: output)
    return output
  }

  @inlinable mutating func makeRoom(for session: Int) {
    precondition((0..<Self.sessionLimit).contains(session), "session \(session) of at most \(Self.sessionLimit)")
    while sessions.count <= session { sessions.append(nil) }
  }

  /// The largest number of sessions.
  @inlinable public static var sessionLimit: Int { 1 << 20 }

  /// What `command` returned, if it is the last one of its session that was applied. O(1).
  @inlinable public func output(of command: SessionCommand<Machine.Command>) -> Machine.Output? {
    guard sessions.indices.contains(command.session), let last = sessions[command.session],
      last.sequence == command.sequence
    else { return nil }
    return last.output
  }
}
