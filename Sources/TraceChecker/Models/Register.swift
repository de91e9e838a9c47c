/// A register that is read, written, and compared and set. Each key is one, if there are keys.
public struct Register: SequentialModel {
  /// What a client can ask for.
  public struct Operation: Hashable, Sendable, BitwiseCopyable {
    /// The kinds of operations.
    public enum Kind: Hashable, Sendable, BitwiseCopyable {
      /// Returns the value.
      case read
      /// Sets the value.
      case write(Int?)
      /// Sets the value if it is the expected one.
      case compareAndSet(expected: Int?, Int?)
    }

    /// The key of the register; `0` if there is only one.
    public var key: Int
    /// What to do with it.
    public var kind: Kind

    /// An operation on a register.
    public init(_ kind: Kind, key: Int = 0) {
      self.kind = kind
      self.key = key
    }
  }

  /// The result that the client receives.
  public enum Output: Hashable, Sendable, BitwiseCopyable {
    /// The value that was read.
    case value(Int?)
    /// It is written, or compared and set.
    case done
    /// The value was not the expected one.
    case refused
  }

  /// What a register has at first.
  public let initial: Int?
  private let vocabulary: Vocabulary

  /// How values and keys are called; numbers by themselves.
  struct Vocabulary: Sendable {
    var values = ChunkedList<PlainValue>()
    var keys = ChunkedList<PlainValue>()
  }

  /// Registers that have `initial` at first; `nil` is nothing.
  public init(initial: Int? = nil) { self.init(initial: initial, vocabulary: Vocabulary()) }

  init(initial: Int?, vocabulary: Vocabulary) {
    self.initial = initial
    self.vocabulary = vocabulary
  }

  /// Compares with the value, or sets it. O(1).
  @inline(__always)
  public func apply(_ operation: Operation, giving output: Output?, to state: inout Int?) -> Bool {
    switch (operation.kind, output) {
    case (.read, .value(let value)): return value == state
    case (.read, nil): return true
    case (.write(let value), .done), (.write(let value), nil): state = value
    case (.compareAndSet(let expected, let value), .done):
      guard state == expected else { return false }
      state = value
    case (.compareAndSet(let expected, _), .refused): return state != expected
    case (.compareAndSet(let expected, let value), nil): if state == expected { state = value }
    case (.read, _), (.write, _), (.compareAndSet, _): return false
    }
    return true
  }

  /// A read, or what was refused.
  public func onlyObserves(_ operation: Operation, giving output: Output?) -> Bool {
    operation.kind == .read || output == .refused
  }

  /// The key of the register that the operation is about.
  public func key(of operation: Operation) -> Int { operation.key }

  /// Of reads and writes only.
  public func registerRole(of operation: Operation, giving output: Output?) -> RegisterRole? {
    switch (operation.kind, output) {
    case (.read, .value(let value)): .read(value)
    case (.read, nil): .nothing
    case (.write(let value), .done), (.write(let value), nil): .write(value)
    default: nil
    }
  }

  /// What a register has at first.
  public var registerInitial: Int? { initial }

  /// The value, mixed.
  @inline(__always)
  public func hash(of state: Int?) -> UInt64 { mix(UInt64(bitPattern: Int64(state ?? .min)), state == nil ? 1 : 2) }

  /// The value in words.
  public func words(for state: Int?) -> String { word(state) }

  /// As in `cas 1 2 → refused`.
  public func words(for operation: Operation, giving output: Output?) -> String {
    let asked =
      switch operation.kind {
      case .read: "read"
      case .write(let value): "write \(word(value))"
      case .compareAndSet(let expected, let value): "cas \(word(expected)) \(word(value))"
      }
    switch output {
    case .value(let value): return "\(asked) → \(word(value))"
    case .refused: return "\(asked) → refused"
    case .done: return "\(asked) → ok"
    case nil: return asked
    }
  }

  /// The key, if they have names.
  public func words(forKey key: Int) -> String {
    vocabulary.keys.indices.contains(key) ? "key \(vocabulary.keys[key].words)" : ""
  }

  private func word(_ value: Int?) -> String {
    guard let value else { return "nil" }
    return vocabulary.values.indices.contains(value) ? vocabulary.values[value].words : String(value)
  }
}
