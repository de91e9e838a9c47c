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

  /// The kind and three numbers: those that the kind has, then zeros.
  @inline(__always)
  var parts: (kind: Kind, first: Int, second: Int, third: Int) {
    switch self {
    case .get(let key): (.get, key, 0, 0)
    case .put(let key, let value): (.put, key, value, 0)
    case .append(let key, let value): (.append, key, value, 0)
    case .compareAndSet(let key, let expected, let value): (.cas, key, expected, value)
    case .add: (.add, 0, 0, 0)
    case .complete(let id): (.complete, id, 0, 0)
    case .remove(let id): (.remove, id, 0, 0)
    case .count: (.count, 0, 0, 0)
    }
  }

  /// The operation of a kind. Numbers that the kind does not have are ignored.
  @inline(__always)
  init(_ kind: Kind, _ first: Int, _ second: Int, _ third: Int) {
    switch kind {
    case .get: self = .get(key: first)
    case .put: self = .put(key: first, value: second)
    case .append: self = .append(key: first, value: second)
    case .cas: self = .compareAndSet(key: first, expected: second, value: third)
    case .add: self = .add
    case .complete: self = .complete(id: first)
    case .remove: self = .remove(id: first)
    case .count: self = .count
    }
  }

  /// The list: what kind it is, and its numbers.
  var list: (kind: Kind, numbers: [Int?]) {
    let (kind, first, second, third) = parts
    return (kind, Array([first, second, third].prefix(kind.numbers)))
  }

  /// The operation of a list.
  /// - Precondition: there are as many numbers as the kind has.
  init(_ kind: Kind, _ numbers: [Int]) {
    precondition(numbers.count == kind.numbers, "\(kind) has \(kind.numbers) numbers, not \(numbers.count)")
    self.init(kind, numbers.first ?? 0, numbers.count > 1 ? numbers[1] : 0, numbers.count > 2 ? numbers[2] : 0)
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
  @inline(__always)
  var parts: (kind: Kind, first: Int?, second: Int) {
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

  /// The result of a kind. Numbers that the kind does not have are ignored.
  @inline(__always)
  init(_ kind: Kind, _ first: Int?, _ second: Int) {
    switch kind {
    case .value: self = .value(first, count: second)
    case .done: self = .done(count: first ?? 0)
    case .refused: self = .refused(actual: first)
    case .added: self = .added(id: first ?? 0)
    case .found: self = .found(true)
    case .missing: self = .found(false)
    case .open: self = .open(first ?? 0)
    }
  }

  /// The result of a list.
  /// - Precondition: there are as many numbers as the kind has, and only the first may be `nil`.
  init(_ kind: Kind, _ numbers: [Int?]) {
    precondition(numbers.count == kind.numbers, "\(kind) has \(kind.numbers) numbers, not \(numbers.count)")
    self.init(kind, numbers.first ?? nil, numbers.count > 1 ? numbers[1] ?? 0 : 0)
  }

  /// A hash of it.
  var hash: UInt64 {
    let (kind, first, second) = parts
    return fold(fold(UInt64(kind.rawValue), UInt64(bitPattern: Int64(first ?? -1))), UInt64(bitPattern: Int64(second)))
  }
}
