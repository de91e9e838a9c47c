/// Judges the keys of a history one by one.
///
/// Once an operation of one key cannot be explained, the others are judged only up to its end: the earliest violation
/// is the answer. Where there are several keys, each is first judged for a few steps an operation, and those that were
/// not decided again with more, so that no key waits for one whose search is long.
struct KeywiseJudge<Space: StateSpace> {
  typealias Model = Space.Model

  private let model: Model
  private let parts: KeyParts<Model>
  private let budget: Linearizability.Budget
  private let usesZones: Bool
  private var verdict: Linearizability.Verdict
  private var pending: [Pending]
  private var decided = 0

  /// A key without a verdict.
  private struct Pending {
    let part: Int
    /// Why, if it was judged.
    var shortage: Linearizability.Shortage?
    /// Where its history was cut off then.
    var end: CallEnd?
  }

  /// How many steps an operation may take in the first round. Nearly every key is decided in it.
  private static var firstSteps: Int { 16 }
  /// By how much that grows from round to round.
  private static var growth: Int { 8 }

  init(_ model: Model, _ parts: KeyParts<Model>, _ budget: Linearizability.Budget, usesZones: Bool) {
    self.model = model
    self.parts = parts
    self.budget = budget
    self.usesZones = usesZones
    verdict = Linearizability.Verdict(outcome: .linearizable, method: .witness, objects: parts.count)
    pending = (0..<parts.count).map { Pending(part: $0) }
  }

  /// The verdict: of several violations the earliest counts, and any outweighs what is inconclusive.
  consuming func run() -> Linearizability.Verdict {
    var stepsPerCall = parts.count > 1 ? Self.firstSteps : budget.steps
    while !pending.isEmpty, judgeAll(stepsPerCall) { stepsPerCall = Self.saturated(stepsPerCall, Self.growth) }
    return concluded()
  }

  /// Judges all keys that have no verdict yet. Returns whether it makes sense to judge the rest again with more steps.
  private mutating func judgeAll(_ stepsPerCall: Int) -> Bool {
    let keys = pending
    pending.removeAll()
    var canContinue = false
    for (place, key) in keys.enumerated() {
      if budget.isCancelled() {
        pending += keys[place...].map { Pending(part: $0.part, shortage: .time) }
        return false
      }
      // More steps do not help where memory was short, but a shorter history does.
      if key.shortage == .memory, key.end == end {
        pending.append(key)
        continue
      }
      let steps = min(remainingSteps, Self.saturated(stepsPerCall, parts.calls(of: key.part) + 64))
      let isLast = steps == remainingSteps
      guard let shortage = judge(key.part, steps) else {
        decided += 1
        budget.onProgress?(decided, parts.count)
        continue
      }
      pending.append(Pending(part: key.part, shortage: shortage, end: end))
      canContinue = canContinue || shortage == .memory || !isLast
    }
    return canContinue
  }

  private static func saturated(_ one: Int, _ other: Int) -> Int {
    let (product, overflow) = one.multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  private var remainingSteps: Int { max(0, budget.steps - verdict.steps) }

  /// The completion of the earliest operation known that cannot be explained.
  private var end: CallEnd? { verdict.violation.map { CallEnd($0.time, $0.call) } }

  /// Judges a key up to the earliest violation known. Returns what there was too little of, if it is not decided.
  private mutating func judge(_ part: Int, _ steps: Int) -> Linearizability.Shortage? {
    let (history, numbers) = parts.history(of: part, through: end)
    var limits = budget
    limits.steps = steps
    var judge = Judge<Space>(model, history, limits)
    let outcome = judge.outcome(usesZones: usesZones)
    verdict.method = judge.method
    verdict.steps += judge.steps
    verdict.bytes = max(verdict.bytes, judge.bytes)
    switch outcome {
    case .linearizable: return nil
    case .inconclusive(let shortage): return shortage
    case .violation(let violation):
      verdict.outcome = .violation(numbers.map { inWhole(violation, $0) } ?? violation)
      return violation.isEarliest ? nil : judge.shortage
    }
  }

  /// A violation of a key as one of the whole history, in which operations have other numbers and may end later.
  private func inWhole(_ violation: Linearizability.Violation, _ numbers: [UInt32]) -> Linearizability.Violation {
    ViolationWords(model, parts.whole).violation(
      call: Int(numbers[violation.call]), time: violation.time, isEarliest: violation.isEarliest,
      states: violation.states,
      concurrent: violation.concurrent.map { Int(numbers[$0]) })
  }

  /// The verdict, with what was not decided.
  private func concluded() -> Linearizability.Verdict {
    var verdict = verdict
    verdict.undecided = pending.map { parts.name(of: $0.part, model) }
    if case .violation(var violation) = verdict.outcome {
      violation.isEarliest = pending.isEmpty
      verdict.outcome = .violation(violation)
    } else if let shortage = pending.contains(where: { $0.shortage == .time }) ? .time : pending.first?.shortage {
      verdict.outcome = .inconclusive(shortage)
    }
    return verdict
  }
}
