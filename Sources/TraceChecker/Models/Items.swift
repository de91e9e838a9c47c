/// The to-do list of the simulation, one object. The titles of items do not matter.
public struct Items: DeterministicModel {
  /// The items of a list, and the number of the last one that was added.
  public struct State: Hashable, Sendable {
    /// The numbers of the items, growing.
    private(set) var ids: [Int] = []
    /// Whether each is done.
    private(set) var isDone: [Bool] = []
    private(set) var lastID = 0
    /// How many are not done.
    private(set) var open = 0

    /// The model; it has no parameters.
    public init() {}
  }

  /// A list.
  public init() {}

  /// An empty list.
  public var initial: State { State() }

  /// Compares with the list, or changes it. O(log items), O(items) to remove.
  public func apply(_ operation: ClientOperation, giving output: ClientResult?, to state: inout State) -> Bool {
    guard let actual = state.answer(to: operation), output == nil || output == actual else { return false }
    state.execute(operation)
    return true
  }

  /// What the list does, and answers. O(log items), O(items) to remove.
  public func execute(_ operation: ClientOperation, on state: inout State) -> ClientResult? {
    let answer = state.answer(to: operation)
    state.execute(operation)
    return answer
  }

  /// What only counts, or finds nothing.
  public func onlyObserves(_ operation: ClientOperation, giving output: ClientResult?) -> Bool {
    operation == .count || output == .found(false)
  }

  /// Nine bytes an item, and two arrays.
  public func weight(of state: State) -> Int { state.ids.count * 9 + 64 }

  /// How many items there are, and how many are open.
  public func words(for state: State) -> String {
    "a list of \(state.ids.count), \(state.open) open, numbered up to #\(state.lastID)"
  }
}

extension Items.State {
  /// What the list answers; `nil` for what it cannot be asked. It does not change, so that what does not fit costs
  /// little.
  fileprivate func answer(to operation: ClientOperation) -> ClientResult? {
    switch operation {
    case .add: .added(id: lastID + 1)
    case .complete(let id), .remove(let id): .found(place(of: id) != nil)
    case .count: .open(open)
    case .get, .put, .append, .compareAndSet: nil
    }
  }

  fileprivate mutating func execute(_ operation: ClientOperation) {
    switch operation {
    case .add:
      lastID += 1
      open += 1
      ids.append(lastID)
      isDone.append(false)
    case .complete(let id):
      guard let place = place(of: id), !isDone[place] else { return }
      isDone[place] = true
      open -= 1
    case .remove(let id):
      guard let place = place(of: id) else { return }
      if !isDone[place] { open -= 1 }
      ids.remove(at: place)
      isDone.remove(at: place)
    case .count, .get, .put, .append, .compareAndSet: return
    }
  }

  private func place(of id: Int) -> Int? {
    var (low, high) = (0, ids.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && ids[low] == id ? low : nil
  }
}
