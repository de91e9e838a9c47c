/// A command as a client's session sends it: by session and sequence a retry is known for what it is (§8).
public struct SessionCommand<Content: Sendable>: Sendable {
  /// The client's session.
  public let session: Int
  /// The number of the command in its session, rising.
  public let sequence: Int
  /// What the client asks for.
  public let content: Content

  /// The command `sequence` of `session`.
  public init(session: Int, sequence: Int, content: Content) {
    self.session = session
    self.sequence = sequence
    self.content = content
  }
}

/// One server's copy of the user's state machine: it applies what is committed, in order, and each command once, however often
/// a client retried it (§8).
public struct Replica<Machine: StateMachine>: Sendable {
  /// The machine.
  public private(set) var machine = Machine()
  /// The index of the last entry applied (Figure 2). TLA+ has none: the specification ends at the commit index.
  public private(set) var lastApplied: LogIndex = 0
  private var sessions: [Int: (sequence: Int, output: Machine.Output)] = [:]

  /// A replica that has applied nothing.
  public init() {}

  /// Applies the entry at `lastApplied + 1`; `nil` is a no-op.
  ///
  /// A command whose sequence is the last one's of its session is a retry: it gets the same output and changes nothing. One with an
  /// older sequence was given up by its client: it is passed over. O(1) beside the machine's own cost.
  /// - Returns: the output for the client, or `nil` where there is nobody to tell.
  @discardableResult
  public mutating func apply(_ command: SessionCommand<Machine.Command>?) -> Machine.Output? {
    lastApplied += 1
    guard let command else { return nil }
    if let last = sessions[command.session], command.sequence <= last.sequence {
      return command.sequence == last.sequence ? last.output : nil
    }
    let output = machine.apply(command.content)
    sessions[command.session] = (command.sequence, output)
    return output
  }
}
