/// The states of an object under the operations of a history, as numbers: equal numbers are equal states.
protocol StateSpace: Sendable {
  associatedtype Model: SequentialModel

  init(_ model: Model, _ history: ClientHistory<Model>)

  /// The number of the first state.
  static var initial: UInt32 { get }

  /// The state after an operation; `nil` if the operation is not possible in `state`.
  mutating func next(_ state: UInt32, _ call: Int) -> UInt32?

  /// The state in words.
  func words(for state: UInt32) -> String

  /// The memory that it takes, in bytes.
  var bytes: Int { get }

  /// Whether it can look ahead.
  static var looksAhead: Bool { get }

  /// Provides what is yet to come: the history's own timeline. Answers given at `horizon` or later are not to be used.
  mutating func lookAhead(_ timeline: Timeline, before horizon: Int)

  /// Whether it is known that from a state at a place no order of what is left explains an operation that begins there
  /// or later.
  func isLost(_ state: UInt32, at position: Int) -> Bool

  /// Whether it is known that from a state at a place no order of what is left explains `call`, which is open there,
  /// was not taken yet, and only observes.
  func isLost(_ state: UInt32, for call: Int, at position: Int) -> Bool
}

extension StateSpace {
  /// It knows nothing of what is to come.
  static var looksAhead: Bool { false }

  /// Nothing.
  mutating func lookAhead(_ timeline: Timeline, before horizon: Int) {}

  /// Nothing is known.
  @inline(__always)
  func isLost(_ state: UInt32, at position: Int) -> Bool { false }

  /// Nothing is known.
  @inline(__always)
  func isLost(_ state: UInt32, for call: Int, at position: Int) -> Bool { false }
}

/// The states of any model, each kept once.
struct InternedStates<Model: SequentialModel>: StateSpace {
  private let model: Model
  private let calls: [ClientHistory<Model>.Call]
  private var states: [Model.State]
  private var table = ProbeTable<NumberSlot<UInt32>>()
  private var weight = 0

  static var initial: UInt32 { 0 }

  init(_ model: Model, _ history: ClientHistory<Model>) {
    self.model = model
    calls = history.calls
    states = []
    _ = number(of: model.initial)
  }

  @inline(__always)
  mutating func next(_ state: UInt32, _ call: Int) -> UInt32? {
    var next = states[Int(state)]
    guard model.apply(calls[call].operation, giving: calls[call].output, to: &next) else { return nil }
    return next == states[Int(state)] ? state : number(of: next)
  }

  func words(for state: UInt32) -> String { model.words(for: states[Int(state)]) }

  var bytes: Int { states.capacity * MemoryLayout<Model.State>.stride + table.bytes + weight }

  private mutating func number(of state: Model.State) -> UInt32 {
    if table.isFull { grow() }
    let place = table.place(model.hash(of: state)) { states[Int($0.number)] == state }
    if !table[place].isVacant { return table[place].number }
    let number = UInt32(states.count)
    table.insert(NumberSlot(number), at: place)
    states.append(state)
    weight += model.weight(of: state)
    return number
  }

  private mutating func grow() {
    let (model, states) = (model, states)
    table.makeRoom { model.hash(of: states[Int($0.number)]) }
  }
}
