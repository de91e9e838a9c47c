extension ClientOperation {
  /// The first element of the list that a trace has for an operation.
  enum Kind: UInt8, Named {
    case get, put, append, cas, add, complete, remove, count

    /// How many numbers come after it.
    var numbers: Int {
      switch self {
      case .add, .count: 0
      case .get, .complete, .remove: 1
      case .put, .append: 2
      case .cas: 3
      }
    }
  }

  /// The list: what kind it is, and its numbers.
  var list: (kind: Kind, numbers: [Int?]) {
    switch self {
    case .get(let key): (.get, [key])
    case .put(let key, let value): (.put, [key, value])
    case .append(let key, let value): (.append, [key, value])
    case .compareAndSet(let key, let expected, let value): (.cas, [key, expected, value])
    case .add: (.add, [])
    case .complete(let id): (.complete, [id])
    case .remove(let id): (.remove, [id])
    case .count: (.count, [])
    }
  }

  /// The operation of a list.
  /// - Precondition: there are as many numbers as the kind has.
  init(_ kind: Kind, _ numbers: [Int]) {
    switch kind {
    case .get: self = .get(key: numbers[0])
    case .put: self = .put(key: numbers[0], value: numbers[1])
    case .append: self = .append(key: numbers[0], value: numbers[1])
    case .cas: self = .compareAndSet(key: numbers[0], expected: numbers[1], value: numbers[2])
    case .add: self = .add
    case .complete: self = .complete(id: numbers[0])
    case .remove: self = .remove(id: numbers[0])
    case .count: self = .count
    }
  }
}

extension ClientResult {
  /// The first element of the list that a trace has for a result.
  enum Kind: UInt8, Named {
    case value, done, refused, added, found, missing, open

    /// How many numbers come after it.
    var numbers: Int {
      switch self {
      case .found, .missing: 0
      case .done, .refused, .added, .open: 1
      case .value: 2
      }
    }

    /// Whether the first number may be `null`.
    var mayBeNothing: Bool { self == .value || self == .refused }
  }

  /// What kind it is, and two numbers: those that the kind has, and zeros.
  private var parts: (kind: Kind, first: Int?, second: Int) {
    switch self {
    case .value(let value, let count): (.value, value, count)
    case .done(let count): (.done, count, 0)
    case .refused(let actual): (.refused, actual, 0)
    case .added(let id): (.added, id, 0)
    case .found(true): (.found, 0, 0)
    case .found(false): (.missing, 0, 0)
    case .open(let count): (.open, count, 0)
    }
  }

  /// The list: what kind it is, and its numbers.
  var list: (kind: Kind, numbers: [Int?]) {
    let (kind, first, second) = parts
    return (kind, Array([first, second].prefix(kind.numbers)))
  }

  /// The result of a list.
  /// - Precondition: there are as many numbers as the kind has, and only the first may be `nil`.
  init(_ kind: Kind, _ numbers: [Int?]) {
    switch kind {
    case .value: self = .value(numbers[0], count: numbers[1] ?? 0)
    case .done: self = .done(count: numbers[0] ?? 0)
    case .refused: self = .refused(actual: numbers[0])
    case .added: self = .added(id: numbers[0] ?? 0)
    case .found: self = .found(true)
    case .missing: self = .found(false)
    case .open: self = .open(numbers[0] ?? 0)
    }
  }

  /// A hash of it.
  var hash: UInt64 {
    let (kind, first, second) = parts
    return fold(fold(UInt64(kind.rawValue), UInt64(bitPattern: Int64(first ?? -1))), UInt64(bitPattern: Int64(second)))
  }
}
