/// A key-value store as a state machine: keys and values are whole numbers, and a key can hold several of them.
public struct KeyValueStore: StateMachine, Hashable {
  /// What a client can ask the store for.
  public enum Command: Hashable, Sendable, CustomStringConvertible {
    /// Reads the number set last, and how many numbers the key holds.
    case get(key: Int)
    /// Sets the number of a key in place of all that it holds.
    case put(key: Int, value: Int)
    /// Appends a number to those of a key, which shows every command that was lost or applied twice.
    case append(key: Int, value: Int)
    /// Sets a value if it is `expected`.
    case compareAndSet(key: Int, expected: Int, value: Int)

    /// The command in words.
    public var description: String {
      switch self {
      case .get(let key): "get k\(key)"
      case .put(let key, let value): "put k\(key) \(value)"
      case .append(let key, let value): "append k\(key) \(value)"
      case .compareAndSet(let key, let expected, let value): "cas k\(key) \(expected) \(value)"
      }
    }
  }

  /// The result that the client receives.
  public enum Output: Hashable, Sendable, CustomStringConvertible {
    /// The number set last, and how many numbers the key holds.
    case value(Int?, count: Int)
    /// It was done; the key now holds `count` numbers.
    case done(count: Int)
    /// Not done, because the value was `actual` and not the expected one.
    case refused(actual: Int?)

    /// The output in words.
    public var description: String {
      switch self {
      case .value(let value, let count): "\(value.map(String.init) ?? "none") of \(count)"
      case .done(let count): "ok \(count)"
      case .refused(let actual): "refused: \(actual.map(String.init) ?? "none")"
      }
    }
  }

  private struct Cell: Hashable, Sendable {
    var last = 0
    var count = 0

    mutating func append(_ value: Int) -> Int {
      last = value
      count += 1
      return count
    }
  }

  /// A key that a multiplication hashes: no client of a simulation attacks it.
  private struct Key: Hashable, Sendable {
    let number: Int

    func _rawHashValue(seed: Int) -> Int {
      let product = UInt64(bitPattern: Int64(number ^ seed)) &* 0x9e37_79b9_7f4a_7c15
      return Int(truncatingIfNeeded: product ^ product >> 32)
    }
  }

  private var cells: [Key: Cell] = [:]

  /// An empty store.
  public init() {}

  /// The value of `key`. O(1).
  public subscript(key: Int) -> Int? { cells[Key(number: key)]?.last }

  /// Combines all keys that hold something, in no particular order. O(keys).
  public func reduceCells<Result>(
    into initial: Result, _ update: (inout Result, (key: Int, last: Int, count: Int)) -> Void
  ) -> Result {
    cells.reduce(into: initial) { update(&$0, ($1.key.number, $1.value.last, $1.value.count)) }
  }

  /// Executes a command. O(1).
  public mutating func apply(_ command: Command) -> Output {
    switch command {
    case .get(let key):
      let cell = cells[Key(number: key)]
      return .value(cell?.last, count: cell?.count ?? 0)
    case .put(let key, let value):
      cells[Key(number: key)] = Cell(last: value, count: 1)
      return .done(count: 1)
    case .append(let key, let value):
      return .done(count: cells[Key(number: key), default: Cell()].append(value))
    case .compareAndSet(let key, let expected, let value):
      let actual = cells[Key(number: key)]?.last
      guard actual == expected else { return .refused(actual: actual) }
      cells[Key(number: key)] = Cell(last: value, count: 1)
      return .done(count: 1)
    }
  }
}
