/// A key-value store of texts that can be appended to. A key without a value has the empty text.
///
/// If each text is appended only once, a history shows whether commands take effect exactly once: an append that was
/// lost is missing in later reads, and one that took effect twice is there twice.
public struct TextStore: SequentialModel {
  /// What a client can ask for.
  public struct Operation: Hashable, Sendable {
    /// The kinds of operations.
    public enum Kind: Hashable, Sendable {
      /// Returns the text.
      case get
      /// Sets the text.
      case put(String)
      /// Appends a text to the one of the key.
      case append(String)
      /// Sets the text if it is the expected one.
      case compareAndSet(expected: String, String)
    }

    /// The number of the key.
    public var key: Int
    /// What to do with it.
    public var kind: Kind

    /// An operation on a key.
    public init(_ kind: Kind, key: Int = 0) {
      self.kind = kind
      self.key = key
    }
  }

  /// The result that the client receives.
  public enum Output: Hashable, Sendable {
    /// The text that was read.
    case value(String)
    /// It is set, or appended.
    case done
    /// The text was not the expected one.
    case refused
  }

  /// What a key has at first.
  public let initial: String
  private let keys: [String]

  /// A store whose keys have `initial` at first.
  public init(initial: String = "") { self.init(initial: initial, keys: []) }

  init(initial: String, keys: [String]) {
    self.initial = initial
    self.keys = keys
  }

  /// Compares with the text, or changes it. O(length); the search does better.
  public func apply(_ operation: Operation, giving output: Output?, to state: inout String) -> Bool {
    switch (operation.kind, output) {
    case (.get, .value(let value)): return Self.isSame(value, state)
    case (.get, nil): return true
    case (.put(let value), .done), (.put(let value), nil): state = value
    case (.append(let value), .done), (.append(let value), nil): state += value
    case (.compareAndSet(let expected, let value), .done):
      guard Self.isSame(state, expected) else { return false }
      state = value
    case (.compareAndSet(let expected, _), .refused): return !Self.isSame(state, expected)
    case (.compareAndSet(let expected, let value), nil): if Self.isSame(state, expected) { state = value }
    case (.get, _), (.put, _), (.append, _), (.compareAndSet, _): return false
    }
    return true
  }

  /// Byte by byte: what Unicode calls equivalent is not the same.
  private static func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

  /// A read, or what was refused.
  public func onlyObserves(_ operation: Operation, giving output: Output?) -> Bool {
    operation.kind == .get || output == .refused
  }

  /// The number of the key that the operation is about.
  public func key(of operation: Operation) -> Int { operation.key }

  /// The text in quotes, its end if it is long.
  public func words(for state: String) -> String { Self.quote(state) }

  /// As in `append "x" → ok`.
  public func words(for operation: Operation, giving output: Output?) -> String {
    let asked =
      switch operation.kind {
      case .get: "get"
      case .put(let value): "put \(Self.quote(value))"
      case .append(let value): "append \(Self.quote(value))"
      case .compareAndSet(let expected, let value): "cas \(Self.quote(expected)) \(Self.quote(value))"
      }
    switch output {
    case .value(let value): return "\(asked) → \(Self.quote(value))"
    case .refused: return "\(asked) → refused"
    case .done: return "\(asked) → ok"
    case nil: return asked
    }
  }

  /// The key, if keys have names.
  public func words(forKey key: Int) -> String { keys.indices.contains(key) ? "key \(keys[key])" : "" }

  private static func quote(_ text: String) -> String {
    let isLong = text.unicodeScalars.count > longestQuote
    return "\"\(isLong ? "…" + String(text.unicodeScalars.suffix(longestQuote)) : text)\""
  }

  private static let longestQuote = 48
}
