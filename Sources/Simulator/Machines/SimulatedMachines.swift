import RaftCore
import TraceChecker

extension KeyValueStore: SimulatedMachine {
  /// Reads, writes, appends and compare-and-sets on a few keys; every value written is unique.
  public static func command(drawing word: UInt64, session: Int, sequence: Int) -> Command {
    let key = Int(word >> 8 & 7)
    let value = session << 32 | sequence
    switch word & 15 {
    case 0..<3: return .get(key: key)
    case 3..<8: return .put(key: key, value: value)
    case 8..<14: return .append(key: key, value: value)
    default: return .compareAndSet(key: key, expected: value - 1, value: value)
    }
  }

  /// The command as an operation of the model `Cells`.
  public static func operation(_ command: Command) -> ClientOperation? {
    switch command {
    case .get(let key): .get(key: key)
    case .put(let key, let value): .put(key: key, value: value)
    case .append(let key, let value): .append(key: key, value: value)
    case .compareAndSet(let key, let expected, let value): .compareAndSet(key: key, expected: expected, value: value)
    }
  }

  /// The sum of the hashes of the keys and what they hold: the order of the keys does not matter.
  public static func stateHash(_ machine: KeyValueStore) -> UInt64? {
    machine.reduceCells(into: 0) { $0 &+= fold(fold(UInt64($1.key), UInt64($1.last)), UInt64($1.count)) }
  }

  /// The output as a result of the model `Cells`.
  public static func result(_ output: Output) -> ClientResult? {
    switch output {
    case .value(let value, let count): .value(value, count: count)
    case .done(let count): .done(count: count)
    case .refused(let actual): .refused(actual: actual)
    }
  }

  /// A `get` changes nothing.
  public static func isRead(_ command: Command) -> Bool {
    if case .get = command { true } else { false }
  }
}

extension ToDoList: SimulatedMachine {
  /// Adds, completes, removes and counts items, and adds more than it removes.
  public static func command(drawing word: UInt64, session: Int, sequence: Int) -> Command {
    let id = 1 + Int(word >> 8 & 31)
    switch word & 15 {
    case 0..<6: return .add(title: "item \(sequence) of c\(session)")
    case 6..<9: return .complete(id: id)
    case 9..<14: return .remove(id: id)
    default: return .count
    }
  }

  /// The hash of the items in their order.
  public static func stateHash(_ machine: ToDoList) -> UInt64? {
    machine.items.reduce(0) { hash, item in
      item.title.utf8.reduce(fold(hash, UInt64(item.id) << 1 | (item.isDone ? 1 : 0))) { fold($0, UInt64($1)) }
    }
  }

  /// The command as an operation of the model `Items`, without the title of an item.
  public static func operation(_ command: Command) -> ClientOperation? {
    switch command {
    case .add: .add
    case .complete(let id): .complete(id: id)
    case .remove(let id): .remove(id: id)
    case .count: .count
    }
  }

  /// The output as a result of the model `Items`.
  public static func result(_ output: Output) -> ClientResult? {
    switch output {
    case .added(let id): .added(id: id)
    case .found(let found): .found(found)
    case .open(let count): .open(count)
    }
  }

  /// A count changes nothing.
  public static func isRead(_ command: Command) -> Bool { command == .count }
}
