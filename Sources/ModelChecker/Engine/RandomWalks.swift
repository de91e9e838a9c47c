import TraceChecker

/// Random behaviors of a model, for what is too large to be explored. A walk depends on the seed and its own number
/// only.
public struct RandomWalks<M: Model>: Sendable {
  /// The model whose states are walked through.
  public var model: M
  /// The seed of all walks.
  public var seed: UInt64
  /// The number of walks.
  public var walks: Int
  /// The steps of a walk, unless no step is left that stays within the bounds.
  public var depth: Int
  /// The memory that the model may take, in bytes; `nil` for no limit.
  public var memoryLimit: Int?

  /// Random walks through `model`.
  public init(_ model: M, seed: UInt64, walks: Int, depth: Int) {
    (self.model, self.seed, self.walks, self.depth) = (model, seed, walks, depth)
  }

  /// Walks until a property is violated, or until `shouldStop` gives a reason; it is asked before each walk, and within
  /// long ones.
  public func run(shouldStop: (WalksResult) -> Exploration.StopReason? = { _ in nil }) -> WalksResult {
    walk(shouldStop: shouldStop).result
  }

  /// Walks, and returns the model too, with all that it has learned: what the actions of a path mean may depend on it.
  public func walk(
    shouldStop: (WalksResult) -> Exploration.StopReason? = { _ in nil }
  ) -> (result: WalksResult, model: M) {
    let walker = Walker(self)
    return (walker.run(shouldStop), walker.model)
  }
}

/// The result of the walks.
public struct WalksResult: Equatable, Sendable {
  /// The walks that were begun.
  public internal(set) var walks = 0
  /// The steps that were taken.
  public internal(set) var taken = 0
  /// All steps from the states on the way, by the kind of action.
  public internal(set) var steps: [Int] = []
  /// How often each property was tested or reached by any of them.
  public internal(set) var judged: [Int] = []
  /// The numbers of the properties that had to be reached and were not.
  public internal(set) var unreached: [Int] = []
  /// The number of the property that was violated, if one was.
  public internal(set) var brokenProperty: Int?
  /// The path to the step that violates it.
  public internal(set) var counterexample: Exploration.Path?
  /// Why the walks ended.
  public internal(set) var stopReason = Exploration.StopReason.complete
  /// What the search began with, if it was around a schedule.
  public internal(set) var scheduleStart: ScheduleStart?
}

/// Random walks in progress.
private final class Walker<M: Model> {
  let plan: RandomWalks<M>
  var model: M
  var successors: Successors
  let initial: [M.State]
  var state: M.State
  var words: [UInt64] = []
  var result = WalksResult()

  init(_ plan: RandomWalks<M>) {
    self.plan = plan
    model = plan.model
    successors = Successors(kinds: model.actionKinds.count)
    initial = model.initialStates()
    precondition(!initial.isEmpty, "a model has an initial state")
    state = initial[0]
  }

  func run(_ shouldStop: (WalksResult) -> Exploration.StopReason?) -> WalksResult {
    var reason: Exploration.StopReason?
    while reason == nil, result.walks < plan.walks {
      reason = reasonToStop(shouldStop) ?? walk(result.walks, shouldStop)
    }
    result.stopReason = reason ?? .complete
    summarize()
    return result
  }

  private func reasonToStop(_ shouldStop: (WalksResult) -> Exploration.StopReason?) -> Exploration.StopReason? {
    if let limit = plan.memoryLimit, model.memory > limit { return .memory }
    return shouldStop(result)
  }

  /// Takes the walk with the number `walk`.
  /// - Returns: why it is the last one, if it is.
  private func walk(
    _ walk: Int, _ shouldStop: (WalksResult) -> Exploration.StopReason?
  ) -> Exploration.StopReason? {
    let key = mix(plan.seed, UInt64(walk))
    let start = Self.pick(mix(key, .max), initial.count)
    var actions: [ModelAction] = []
    setWords(of: initial[start])
    result.walks += 1
    while true {
      expand()
      if let violation = successors.violation {
        result.brokenProperty = violation.property
        result.counterexample = Exploration.Path(
          initial: start, actions: actions + (violation.action.map { [$0] } ?? []))
        return .violation
      }
      guard actions.count < plan.depth, successors.candidates.count > 0 else { return nil }
      if actions.count % Self.patience == Self.patience - 1, let reason = reasonToStop(shouldStop) {
        return reason
      }
      let pick = Self.pick(mix(key, UInt64(actions.count)), successors.candidates.count)
      actions.append(successors.candidates[pick].action)
      take(successors.candidates[pick].action)
    }
  }

  /// After so many steps of a walk it is asked whether to stop: a long one takes long.
  private static var patience: Int { 64 }

  /// An even choice among `count`.
  private static func pick(_ hash: UInt64, _ count: Int) -> Int {
    Int(hash.multipliedFullWidth(by: UInt64(count)).high)
  }

  private func expand() {
    successors.removeAll()
    model.learnAndExpand(words, in: &state, into: &successors)
  }

  private func take(_ action: ModelAction) {
    model.decode(words, into: &state)
    model.apply(action, to: &state)
    setWords(of: state)
    result.taken += 1
  }

  private func setWords(of state: borrowing M.State) {
    words.removeAll(keepingCapacity: true)
    model.encode(state, into: &words)
  }

  private func summarize() {
    var tally = Tally(kinds: model.actionKinds.count, properties: model.properties.count)
    successors.add(to: &tally)
    (result.steps, result.judged) = (tally.steps, tally.judged)
    result.unreached = model.properties.indices.filter {
      model.properties[$0].mode == .reachable && tally.judged[$0] == 0
    }
  }
}
