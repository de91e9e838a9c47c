/// A to-do list, ready-made: what WRaft's example application replicates.
public struct ToDoList: StateMachine, Hashable {
  /// One thing to do.
  public struct Item: Hashable, Sendable {
    /// The number by which it is known, counted from 1.
    public let id: Int
    /// What is to be done.
    public let title: String
    /// Whether it is done.
    public var isDone: Bool
  }

  /// What a client can ask for.
  public enum Command: Hashable, Sendable, CustomStringConvertible {
    /// Adds an item.
    case add(title: String)
    /// Marks an item as done.
    case complete(id: Int)
    /// Removes an item.
    case remove(id: Int)
    /// Asks for the number of open items.
    case count

    /// The command in words.
    public var description: String {
      switch self {
      case .add(let title): "add \(title)"
      case .complete(let id): "complete #\(id)"
      case .remove(let id): "remove #\(id)"
      case .count: "count"
      }
    }
  }

  /// The result that the client receives.
  public enum Output: Hashable, Sendable, CustomStringConvertible {
    /// The number of the item added.
    case added(id: Int)
    /// Whether there was such an item.
    case found(Bool)
    /// The number of open items.
    case open(Int)

    /// The output in words.
    public var description: String {
      switch self {
      case .added(let id): "added #\(id)"
      case .found(let found): found ? "ok" : "no such item"
      case .open(let count): "\(count) open"
      }
    }
  }

  /// The items, in the order of their numbers.
  public private(set) var items: [Item] = []
  private var lastID = 0

  /// An empty list.
  public init() {}

  /// Executes a command. O(items).
  public mutating func apply(_ command: Command) -> Output {
    switch command {
    case .add(let title):
      lastID += 1
      items.append(Item(id: lastID, title: title, isDone: false))
      return .added(id: lastID)
    case .complete(let id):
      guard let position = items.firstIndex(where: { $0.id == id }) else { return .found(false) }
      items[position].isDone = true
      return .found(true)
    case .remove(let id):
      guard let position = items.firstIndex(where: { $0.id == id }) else { return .found(false) }
      items.remove(at: position)
      return .found(true)
    case .count:
      return .open(items.count { !$0.isDone })
    }
  }
}
