import RaftCore

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

  /// A `get` changes nothing.
  public static func isRead(_ command: Command) -> Bool {
    if case .get = command { true } else { false }
  }
}

extension ToDoList: SimulatedMachine {
  /// Adds more than it completes and removes.
  public static func command(drawing word: UInt64, session: Int, sequence: Int) -> Command {
    let id = 1 + Int(word >> 8 & 31)
    switch word & 15 {
    case 0..<6: return .add(title: "item \(sequence) of c\(session)")
    case 6..<9: return .complete(id: id)
    case 9..<14: return .remove(id: id)
    default: return .count
    }
  }

  /// To count changes nothing.
  public static func isRead(_ command: Command) -> Bool { command == .count }
}
