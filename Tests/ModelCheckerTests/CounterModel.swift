import ModelChecker

/// Counters that go up by one or two, modulo a number: small, with many ways to every state. For what the engine has to
/// do with a model, each part can be replaced.
struct CounterModel: Model {
  var counters = 3
  var modulus = 12
  /// A state whose sum is this breaks the property.
  var brokenSum: Int?
  /// A state whose sum is more than this is beyond the bounds.
  var greatestSum = Int.max
  /// The bits that are left of each fingerprint.
  var fingerprintBits = 64
  /// Whether fingerprints depend on the step that leads to a state: a flaw.
  var hasFlaw = false
  /// Whether counters count as equal in any order.
  var isSymmetric = false

  typealias State = [Int]

  let actionKinds = ["one", "two"]
  let properties = [
    ModelProperty("sum", .always), ModelProperty("zero", .reachable), ModelProperty("beyond", .reachable),
  ]

  func initialStates() -> [State] { [Array(repeating: 0, count: counters), Array(repeating: 1, count: counters)] }

  func forEachAction(in state: borrowing State, _ body: (ModelAction) -> Void) {
    for counter in 0..<counters {
      body(ModelAction(2 * counter))
      body(ModelAction(2 * counter + 1))
    }
  }

  func apply(_ action: ModelAction, to state: inout State) {
    let counter = Int(action / 2)
    state[counter] = (state[counter] + 1 + kind(of: action)) % modulus
  }

  func kind(of action: ModelAction) -> Int { Int(action % 2) }

  func judge(_ action: ModelAction, from state: borrowing State, to next: borrowing State) -> Judgment {
    let sum = next.reduce(0, +)
    return Judgment(properties: sum == 0 ? 3 : 1, broken: sum == brokenSum ? 0 : nil)
  }

  func isWithinBounds(_ state: borrowing State) -> Bool { state.reduce(0, +) <= greatestSum }

  func encode(_ state: borrowing State, into words: inout [UInt64]) {
    for index in 0..<counters { words.append(UInt64(state[index])) }
  }

  func encodeExactly(_ state: borrowing State, into words: inout [UInt64]) {
    encode(representative(state), into: &words)
  }

  func decode(_ words: borrowing [UInt64], into state: inout State) {
    for index in 0..<counters { state[index] = Int(words[index]) }
  }

  func expand(_ state: inout State, into successors: inout Successors) -> Bool {
    let own = state
    forEachAction(in: own) { action in
      state = own
      apply(action, to: &state)
      add(action, own, state, &successors)
    }
    return true
  }

  private func add(_ action: ModelAction, _ own: State, _ next: State, _ successors: inout Successors) {
    let (kind, judgment) = (kind(of: action), judge(action, from: own, to: next))
    if let broken = judgment.broken { successors.addViolation(action, property: broken) }
    guard isWithinBounds(next) else { return successors.addBeyond(kind: kind, judged: judgment.properties) }
    let flaw: UInt64 = hasFlaw && next.reduce(0, +) == 7 && kind == 1 ? 1 : 0
    let fingerprint = fingerprint(of: next) ^ flaw
    successors.add(action, kind: kind, judged: judgment.properties, fingerprint: fingerprint)
  }

  func fingerprint(of state: borrowing State) -> UInt64 {
    let hash = representative(state).reduce(UInt64(1)) { ($0 ^ UInt64($1)) &* 0x9e37_79b9_7f4a_7c15 ^ $0 >> 29 }
    return hash >> UInt64(64 - fingerprintBits)
  }

  private func representative(_ state: borrowing State) -> State { isSymmetric ? state.sorted() : state.map { $0 } }
}

/// A model that has to learn of every state that has another sum.
struct LearningModel: Model {
  var base: CounterModel
  private var sums: Set<Int> = []

  init(_ base: CounterModel) { self.base = base }

  var actionKinds: [String] { base.actionKinds }
  var properties: [ModelProperty] { base.properties }
  var memory: Int { 8 * sums.count }

  func initialStates() -> [[Int]] { base.initialStates() }
  func forEachAction(in state: borrowing [Int], _ body: (ModelAction) -> Void) { base.forEachAction(in: state, body) }
  func apply(_ action: ModelAction, to state: inout [Int]) { base.apply(action, to: &state) }
  func kind(of action: ModelAction) -> Int { base.kind(of: action) }
  func judge(_ action: ModelAction, from state: borrowing [Int], to next: borrowing [Int]) -> Judgment {
    base.judge(action, from: state, to: next)
  }
  func isWithinBounds(_ state: borrowing [Int]) -> Bool { base.isWithinBounds(state) }
  func encode(_ state: borrowing [Int], into words: inout [UInt64]) { base.encode(state, into: &words) }
  func decode(_ words: borrowing [UInt64], into state: inout [Int]) { base.decode(words, into: &state) }
  func fingerprint(of state: borrowing [Int]) -> UInt64 { base.fingerprint(of: state) }

  /// Adds its steps before it finds out that it cannot, and leaves a changed state.
  func expand(_ state: inout [Int], into successors: inout Successors) -> Bool {
    let sum = state.reduce(0, +)
    return base.expand(&state, into: &successors) && sums.contains(sum)
  }

  mutating func learn(_ state: inout [Int]) {
    precondition(sums.insert(state.reduce(0, +)).inserted)
    state[0] += 1
  }
}
