/// What a client asks one of the simulated machines for, in plain numbers, so that a trace can carry it.
///
/// The first four are for a key-value store, the others for a to-do list. What an item of the list is called has no say
/// in what the list answers, so it is left out.
public enum ClientOperation: Hashable, Sendable, BitwiseCopyable {
  /// Reads the value of a key.
  case get(key: Int)
  /// Sets the value of a key.
  case put(key: Int, value: Int)
  /// Appends a number to those of a key.
  case append(key: Int, value: Int)
  /// Sets the value of a key if it is `expected`.
  case compareAndSet(key: Int, expected: Int, value: Int)
  /// Adds an item.
  case add
  /// Marks an item as done.
  case complete(id: Int)
  /// Removes an item.
  case remove(id: Int)
  /// Asks for the number of open items.
  case count

  /// The key that it is about; `nil` for the to-do list, which is one object.
  public var key: Int? {
    switch self {
    case .get(let key), .put(let key, _), .append(let key, _), .compareAndSet(let key, _, _): key
    case .add, .complete, .remove, .count: nil
    }
  }
}

/// The result that the client receives.
public enum ClientResult: Hashable, Sendable, BitwiseCopyable {
  /// The number set last, and how many numbers the key holds.
  case value(Int?, count: Int)
  /// It was done; the key now holds `count` numbers.
  case done(count: Int)
  /// The value was another one.
  case refused(actual: Int?)
  /// The number of the item added.
  case added(id: Int)
  /// Whether there was such an item.
  case found(Bool)
  /// The number of open items.
  case open(Int)
}

extension ClientOperation: CustomStringConvertible {
  /// The operation in words: `cas k1 4.6 4.7`, where 4.7 is the value of request 7 of session 4.
  public var description: String {
    switch self {
    case .get(let key): "get k\(key)"
    case .put(let key, let value): "put k\(key) \(Words.value(value))"
    case .append(let key, let value): "append k\(key) \(Words.value(value))"
    case .compareAndSet(let key, let expected, let value): "cas k\(key) \(Words.value(expected)) \(Words.value(value))"
    case .add: "add"
    case .complete(let id): "complete #\(id)"
    case .remove(let id): "remove #\(id)"
    case .count: "count"
    }
  }
}

extension ClientResult: CustomStringConvertible {
  /// The result in words: `3, the last of 2 values` is the value 3, which was appended to another.
  public var description: String {
    switch self {
    case .value(let value, let count): Self.text(value) + (count > 1 ? ", the last of \(count) values" : "")
    case .done(let count): count > 1 ? "ok, \(count) values" : "ok"
    case .refused(let actual): "refused: \(Self.text(actual))"
    case .added(let id): "added #\(id)"
    case .found(let found): found ? "ok" : "no such item"
    case .open(let count): "\(count) open"
    }
  }

  private static func text(_ value: Int?) -> String { value.map(Words.value) ?? "none" }
}
