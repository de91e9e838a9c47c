import TraceChecker

/// A system whose states are to be explored: from initial states, by actions that lead from one state to the next. The
/// engine knows nothing else of it; a bounded Raft cluster is one, an election of three servers another.
///
/// The first requirements have no defaults. The others have, and are for models that can do better: know the
/// fingerprint of a successor without making it, or share work between states.
public protocol Model: Sendable {
  /// A state, in the form in which the model works on it. Values are used again: what is decoded into one replaces it.
  associatedtype State

  /// The kinds of actions, by name, in the order of their numbers. At most 64.
  var actionKinds: [String] { get }
  /// The properties, in the order of their numbers. At most 64.
  var properties: [ModelProperty] { get }

  /// The states to begin with, within the bounds.
  func initialStates() -> [State]

  /// Calls `body` with every action that is enabled in `state`, each once, always in the same order.
  func forEachAction(in state: borrowing State, _ body: (ModelAction) -> Void)

  /// Takes an enabled action: the next state, in place.
  func apply(_ action: ModelAction, to state: inout State)

  /// The kind of an action, `0 ..< actionKinds.count`.
  func kind(of action: ModelAction) -> Int

  /// Judges a step: the properties that it tests or reaches, and the first one that it violates.
  func judge(_ action: ModelAction, from state: borrowing State, to next: borrowing State) -> Judgment

  /// Whether a state is to be explored further. Any other state is judged, but neither counted nor expanded.
  func isWithinBounds(_ state: borrowing State) -> Bool

  /// Appends the state as words. Equal states give equal words and different ones different: lengths are part of it.
  func encode(_ state: borrowing State, into words: inout [UInt64])

  /// Replaces `state` by the one whose words these are.
  func decode(_ words: borrowing [UInt64], into state: inout State)

  // MARK: What has a default

  /// Adds every step from `state`, in the order of the actions.
  /// - Returns: `false` if the model has to learn first; what was added is then taken back.
  func expand(_ state: inout State, into successors: inout Successors) -> Bool

  /// Learns all that `expand` needs for `state`. No other thread is at work then.
  mutating func learn(_ state: inout State)

  /// Appends the words by which exact exploration distinguishes states: those of a state that represents all that a
  /// reduction takes for the same.
  func encodeExactly(_ state: borrowing State, into words: inout [UInt64])

  /// The fingerprint of a state: of an initial one, and the one that `expand` gives for the same state as a successor.
  func fingerprint(of state: borrowing State) -> UInt64

  /// What the model itself keeps in memory, in bytes.
  var memory: Int { get }
}

/// An action with its parameters, in a form that only its model knows.
public typealias ModelAction = UInt32

/// A property of a model: its name, and whether it must always hold or must be reached.
public struct ModelProperty: Hashable, Sendable {
  /// The name, as reports show it.
  public let name: String
  /// Whether it must always hold, or must be reached.
  public let mode: Mode

  /// A property called `name`.
  public init(_ name: String, _ mode: Mode) {
    self.name = name
    self.mode = mode
  }

  /// What is expected of a property.
  public enum Mode: Hashable, Sendable {
    /// No step may violate it.
    case always
    /// Some step must reach it: bounds within which none does are too narrow to prove anything.
    case reachable
  }
}

/// The result of judging a step.
public struct Judgment: Hashable, Sendable {
  /// The properties that must always hold and were tested by the step, and the reachable ones that it reached: a bit
  /// each.
  public var properties: UInt64
  /// The number of the property that the step violates, if it violates one.
  public var broken: Int?

  /// A judgment; without arguments, that of a step that tests and violates nothing.
  public init(properties: UInt64 = 0, broken: Int? = nil) {
    self.properties = properties
    self.broken = broken
  }
}

extension Model {
  /// Takes every enabled action, and encodes each next state to find out its fingerprint.
  public func expand(_ state: inout State, into successors: inout Successors) -> Bool {
    var words: [UInt64] = []
    encode(state, into: &words)
    let own = words
    var next = state
    forEachAction(in: state) { action in
      decode(own, into: &next)
      apply(action, to: &next)
      let judgment = judge(action, from: state, to: next)
      let kind = kind(of: action)
      if let broken = judgment.broken { successors.addViolation(action, property: broken) }
      guard isWithinBounds(next) else { return successors.addBeyond(kind: kind, judged: judgment.properties) }
      words.removeAll(keepingCapacity: true)
      encode(next, into: &words)
      if words == own { return successors.addIdle(kind: kind, judged: judgment.properties) }
      successors.add(action, kind: kind, judged: judgment.properties, fingerprint: fingerprint(of: words))
    }
    return true
  }

  /// By default a model has nothing to learn.
  public mutating func learn(_ state: inout State) {}

  /// The words of the state.
  public func encodeExactly(_ state: borrowing State, into words: inout [UInt64]) { encode(state, into: &words) }

  /// A hash of the words of the state.
  public func fingerprint(of state: borrowing State) -> UInt64 {
    var words: [UInt64] = []
    encode(state, into: &words)
    return fingerprint(of: words)
  }

  /// By default a model keeps nothing in memory.
  public var memory: Int { 0 }

  private func fingerprint(of words: [UInt64]) -> UInt64 {
    words.reduce(UInt64(words.count)) { fold($0, $1) }
  }
}

extension Model {
  /// Expands the state whose words these are, and learns for it if need be: what was learned for another may be enough.
  /// - Parameter state: any state, whose memory is used.
  mutating func learnAndExpand(
    _ words: borrowing [UInt64], in state: inout State, into successors: inout Successors
  ) {
    decode(words, into: &state)
    if expand(&state, into: &successors) { return }
    successors.rollBack()
    decode(words, into: &state)
    learn(&state)
    decode(words, into: &state)
    let canExpand = expand(&state, into: &successors)
    precondition(canExpand, "a model has to expand what it has learned")
  }
}
