/// A message as a trace records it. `MessageDescription` says which fields each kind has.
///
/// Fields of different kinds share storage, so that a message stays small; each has an accessor of its own name. What a
/// kind does not use has its default value, so that equal messages are equal values.
public struct TraceMessage: Hashable, Sendable {
  private var anchor = AddressOnly()
  /// What kind of message it is. A message of another kind keeps the stored values: set the kind first, then the
  /// fields.
  public var kind = Kind.voteRequest
  @usableFromInline var flag = false
  /// `forwardReply`: what became of the command.
  public var outcome = TraceOutcome.committed
  /// The number of the server that sent it.
  public var from = 0
  /// The number of the server that it is for.
  public var to = 0
  /// The current term of the sender when it sent the message.
  public var term = 0
  @usableFromInline var first = 0
  @usableFromInline var second = 0
  @usableFromInline var third: UInt64 = 0
  /// `forwardReply`: the leader that the answering server knows, or `noServer`.
  public var leader = TraceMessage.noServer
  /// `appendRequest`: the new entries, in order; empty in a heartbeat.
  public var entries: [TraceEntry] = []
  @usableFromInline var opaque: OpaqueContent?

  /// A message without content.
  public init() {}

  /// The number for no server.
  public static let noServer = -1

  /// Empties every field but keeps the buffer of the entries. The kind is `voteRequest` then.
  @inlinable public mutating func removeAll() {
    (kind, flag, outcome) = (.voteRequest, false, .committed)
    (from, to, term) = (0, 0, 0)
    removePayload()
  }

  /// Empties the fields that depend on the kind.
  @inlinable @inline(__always)
  public mutating func removePayload() {
    (flag, outcome) = (false, .committed)
    (first, second, third, leader) = (0, 0, 0, -1)
    while !entries.isEmpty { entries.removeLast() }
    if opaque != nil { opaque = nil }
  }
}

extension TraceMessage {
  /// A kind of message: its number in a `MessageCatalog`, and which storage its fields use.
  public struct Kind: Hashable, Sendable, BitwiseCopyable {
    /// The position in the catalog.
    public let number: UInt8
    /// The storage that its fields use: what the content hash covers.
    public let slots: MessageSlots

    @usableFromInline init(_ number: UInt8, _ slots: MessageSlots) {
      self.number = number
      self.slots = slots
    }

    /// Whether both have the same number.
    @inlinable public static func == (one: Kind, other: Kind) -> Bool { one.number == other.number }

    /// Feeds the number.
    @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(number) }
  }
}

extension TraceMessage.Kind {
  /// Whether the specification has this kind. The kinds that it has come first in the catalog.
  var isSpecified: Bool { number <= Self.forwardReply.number }

  /// Whether a server that receives it may start an election in the same step.
  var mayBeginElection: Bool { self == .preVoteReply || self == .timeoutNow }
}

/// Parts of the storage of a `TraceMessage`.
public struct MessageSlots: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// One bit for each part.
  public let rawValue: UInt16
  /// The set of these bits.
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A truth value, such as whether a vote is granted.
  @inlinable public static var flag: Self { Self(rawValue: 1 << 0) }
  /// The first number, an index or a term.
  @inlinable public static var first: Self { Self(rawValue: 1 << 1) }
  /// The second number, an index or a term.
  @inlinable public static var second: Self { Self(rawValue: 1 << 2) }
  /// The third number: an index, a term, or a number of 64 bits.
  @inlinable public static var third: Self { Self(rawValue: 1 << 3) }
  /// What became of a command.
  @inlinable public static var outcome: Self { Self(rawValue: 1 << 4) }
  /// The number of a server, or none.
  @inlinable public static var leader: Self { Self(rawValue: 1 << 5) }
  /// A list of log entries.
  @inlinable public static var entries: Self { Self(rawValue: 1 << 6) }
  /// The name of a message of the kind `other`.
  @inlinable public static var name: Self { Self(rawValue: 1 << 7) }
  /// Text that nothing interprets.
  @inlinable public static var data: Self { Self(rawValue: 1 << 8) }
}

/// In a debug build an array literal, and what `SetAlgebra` has for all sets, take a third of the time of a run.
extension MessageSlots {
  /// The parts of both.
  @inlinable public static func | (one: Self, other: Self) -> Self { Self(rawValue: one.rawValue | other.rawValue) }

  /// Whether all parts of `other` are in the set.
  @inlinable public func contains(_ other: Self) -> Bool { rawValue & other.rawValue == other.rawValue }

  /// Whether no part of `other` is in the set.
  @inlinable public func isDisjoint(with other: Self) -> Bool { rawValue & other.rawValue == 0 }
}

/// Text that only rare kinds of messages have. A class, so that the other messages pay one word for it.
@usableFromInline final class OpaqueContent: Hashable, Sendable {
  let name: String
  let data: String

  init(name: String, data: String) {
    self.name = name
    self.data = data
  }

  @usableFromInline static func == (one: OpaqueContent, other: OpaqueContent) -> Bool {
    one.name == other.name && one.data == other.data
  }

  @usableFromInline func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(data)
  }
}
