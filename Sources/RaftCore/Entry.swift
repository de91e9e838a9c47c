/// What a client asks the state machine to do, as the core sees it: an opaque word that the host can turn into the
/// user's command (`StateMachine.Command`). The core orders commands and never looks inside.
public struct Command: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
  /// The host's word for the command; `0` is the no-op.
  public let rawValue: UInt64

  /// The command with the host's word `rawValue`.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// What a new leader appends so that it can commit in its own term (§8): it changes no state machine.
  public static let noOp = Command(rawValue: 0)
}

/// An entry of the log: a command, with the term in which a leader received it (§5.3).
public struct Entry: Hashable, Sendable, BitwiseCopyable {
  /// The term of the leader that created the entry.
  public let term: Term
  /// The command for the state machine.
  public let command: Command

  /// An entry created in `term`.
  public init(term: Term, command: Command) {
    self.term = term
    self.command = command
  }
}

/// The entries of one `AppendEntries`, stored inline so that a message is plain data and costs no allocation.
public struct EntryBatch: Hashable, Sendable, BitwiseCopyable {
  /// The most entries that one message carries.
  public static let capacity = 4

  /// The number of entries, at most `capacity`.
  @inlinable public var count: Int { used }
  @usableFromInline var used = 0
  @usableFromInline var storage = InlineArray<4, Entry>(repeating: Entry(term: 0, command: .noOp))

  /// A batch without entries: a heartbeat's.
  public init() {}

  /// A batch of `entries`, in order.
  /// - Precondition: at most `capacity` of them.
  public init(_ entries: some Sequence<Entry>) {
    for entry in entries { append(entry) }
  }

  /// Whether there is no entry.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// Adds an entry after the others. O(1).
  @inlinable public mutating func append(_ entry: Entry) {
    precondition(count < Self.capacity, "a batch holds \(Self.capacity) entries")
    storage[used] = entry
    used += 1
  }

  /// The entry at `offset`, counted from 0.
  @inlinable public subscript(offset: Int) -> Entry {
    precondition(offset < count, "offset \(offset) of a batch of \(count)")
    return storage[offset]
  }

  /// Whether both batches hold the same entries in the same order.
  @inlinable public static func == (one: EntryBatch, other: EntryBatch) -> Bool {
    one.count == other.count && (0..<one.count).allSatisfy { one.storage[$0] == other.storage[$0] }
  }

  /// Feeds the count and the entries.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for offset in 0..<count { hasher.combine(storage[offset]) }
  }
}
