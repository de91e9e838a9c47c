/// The key-value store of the simulation: each key is a cell with the number set last, and how many were put there.
public struct Cells: DeterministicModel {
  /// What one key holds.
  public struct State: Hashable, Sendable, BitwiseCopyable {
    /// The number set last; of no meaning if there is none.
    public var last = 0
    /// How many numbers the key holds.
    public var count = 0

    /// A key that holds nothing.
    public init() {}

    init(last: Int, count: Int) {
      self.last = last
      self.count = count
    }

    /// The number set last, if there is one.
    var value: Int? { count == 0 ? nil : last }
  }

  /// A store.
  public init() {}

  /// A key that holds nothing.
  public var initial: State { State() }

  /// Compares with the cell, or changes it. O(1).
  @inline(__always)
  public func apply(_ operation: ClientOperation, giving output: ClientResult?, to state: inout State) -> Bool {
    var next = state
    guard let actual = execute(operation, on: &next) else { return false }
    if let output, output != actual { return false }
    state = next
    return true
  }

  /// What the store does, and answers; `nil` for what it cannot be asked.
  @inline(__always)
  public func execute(_ operation: ClientOperation, on cell: inout State) -> ClientResult? {
    switch operation {
    case .get: return .value(cell.value, count: cell.count)
    case .put(_, let value):
      cell = State(last: value, count: 1)
      return .done(count: 1)
    case .append(_, let value):
      cell = State(last: value, count: cell.count + 1)
      return .done(count: cell.count)
    case .compareAndSet(_, let expected, let value):
      guard cell.value == expected else { return .refused(actual: cell.value) }
      cell = State(last: value, count: 1)
      return .done(count: 1)
    case .add, .complete, .remove, .count: return nil
    }
  }

  /// A read, or what was refused.
  public func onlyObserves(_ operation: ClientOperation, giving output: ClientResult?) -> Bool {
    if case .get = operation { return true }
    if case .refused = output { return true }
    return false
  }

  /// The key that the operation is about.
  public func key(of operation: ClientOperation) -> Int { operation.key ?? 0 }

  /// Of reads and writes only.
  public func registerRole(of operation: ClientOperation, giving output: ClientResult?) -> RegisterRole? {
    switch (operation, output) {
    case (.get, .value(let value, let count)) where count == (value == nil ? 0 : 1): .read(value)
    case (.get, nil): .nothing
    case (.put(_, let value), .done(1)), (.put(_, let value), nil): .write(value)
    default: nil
    }
  }

  /// The number set last is a register of its own: all but reads and what was refused write it.
  public func shadowRole(of operation: ClientOperation, giving output: ClientResult?) -> RegisterRole? {
    switch (operation, output) {
    case (.get, .value(let value, _)), (.compareAndSet, .refused(let value)): .read(value)
    case (.get, nil): .nothing
    case (.put(_, let value), _), (.append(_, let value), _), (.compareAndSet(_, _, let value), _): .write(value)
    default: nil
    }
  }

  /// The cell, mixed.
  @inline(__always)
  public func hash(of state: State) -> UInt64 {
    mix(UInt64(bitPattern: Int64(state.last)), UInt64(bitPattern: Int64(state.count)))
  }

  /// The value and the count.
  public func words(for state: State) -> String { "\(ClientResult.value(state.value, count: state.count))" }

  /// The name of the key: `k1`.
  public func words(forKey key: Int) -> String { "k\(key)" }
}
