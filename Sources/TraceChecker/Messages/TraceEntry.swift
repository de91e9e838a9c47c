/// An entry of a log as a trace records it: two words, because logs are long.
public struct TraceEntry: Hashable, Sendable, BitwiseCopyable {
  /// The term in the low 56 bits, and the kind above.
  @usableFromInline var termAndKind: UInt64
  /// The command; `0` is a no-op. Of a configuration, its number.
  public var command: UInt64

  @usableFromInline static var termMask: UInt64 { (1 << 56) - 1 }

  /// What an entry is.
  public enum Kind: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// A client's command, or a no-op.
    case command
    /// A configuration of the cluster.
    case configuration
  }

  /// An entry created in `term`, at most `TraceReader.numberLimit`.
  @inlinable public init(term: Int, command: UInt64, kind: Kind = .command) {
    termAndKind = UInt64(truncatingIfNeeded: term) & Self.termMask | UInt64(kind.rawValue) << 56
    self.command = command
  }

  /// An entry whose term and kind are stored as one word.
  init(termAndKind: UInt64, command: UInt64) {
    self.termAndKind = termAndKind
    self.command = command
  }

  /// The term in which a leader created it.
  @inlinable public var term: Int {
    get { Int(truncatingIfNeeded: termAndKind & Self.termMask) }
    set { termAndKind = UInt64(truncatingIfNeeded: newValue) & Self.termMask | termAndKind & ~Self.termMask }
  }

  /// Whether it is a command or a configuration of the cluster.
  public var kind: Kind { termAndKind >> 56 == 0 ? .command : .configuration }

  /// The term and the kind, for a hash. It is the term where the entry is a command.
  @inlinable var hashedTerm: UInt64 { termAndKind }
}
