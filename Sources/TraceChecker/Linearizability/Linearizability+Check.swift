extension Linearizability {
  /// Judges a history of any model. For those of this module the other functions do the same, and are much faster.
  ///
  /// Keys are judged one by one. O(n) if `witness` explains all; O(n) by zones, where values are written once and only read
  /// and written otherwise; exponential in the number of open calls at worst, within the budget.
  /// - Parameters:
  ///   - history: what clients saw.
  ///   - model: the object that they used.
  ///   - witness: an order of the calls, by their numbers, that probably explains all; those that never ended may be left
  ///     out.
  ///   - budget: the most work and memory.
  public static func check<Model: SequentialModel>(
    anyModel history: ClientHistory<Model>, _ model: Model, witness: [Int]? = nil, budget: Budget = Budget()
  ) -> Verdict {
    judge(InternedStates<Model>.self, history, model, witness, budget)
  }

  /// Judges a history of registers.
  public static func check(
    _ history: ClientHistory<Register>, _ model: Register = Register(), witness: [Int]? = nil,
    budget: Budget = Budget(), usesZones: Bool = true
  ) -> Verdict {
    judge(InternedStates<Register>.self, history, model, witness, budget, usesZones: usesZones)
  }

  /// Judges a history of a store of texts.
  public static func check(
    _ history: ClientHistory<TextStore>, _ model: TextStore = TextStore(), witness: [Int]? = nil,
    budget: Budget = Budget()
  ) -> Verdict {
    judge(TextStates.self, history, model, witness, budget)
  }

  /// Judges a history of the simulated key-value store.
  public static func check(
    _ history: ClientHistory<Cells>, _ model: Cells = Cells(), witness: [Int]? = nil, budget: Budget = Budget(),
    usesZones: Bool = true
  ) -> Verdict {
    judge(InternedStates<Cells>.self, history, model, witness, budget, usesZones: usesZones)
  }

  /// Judges a history of the simulated to-do list.
  public static func check(
    _ history: ClientHistory<Items>, _ model: Items = Items(), witness: [Int]? = nil, budget: Budget = Budget()
  ) -> Verdict {
    judge(InternedStates<Items>.self, history, model, witness, budget)
  }

  /// Judges each key; of several violations the earliest counts, and any outweighs what is inconclusive.
  static func judge<Space: StateSpace>(
    _ space: Space.Type, _ history: ClientHistory<Space.Model>, _ model: Space.Model, _ witness: [Int]?,
    _ budget: Budget, usesZones: Bool = true
  ) -> Verdict {
    let parts = KeyParts(history, model)
    var verdict = Verdict(outcome: .linearizable, method: .witness, objects: parts.count)
    if let witness, Witness.explains(witness, history, model) { return verdict }
    var budget = budget
    for part in 0..<parts.count {
      let (history, numbers) = parts.history(part, of: history)
      var judge = Judge<Space>(model, history, budget)
      let outcome = judge.outcome(usesZones: usesZones)
      budget.steps = max(0, budget.steps - judge.steps)
      verdict.method = judge.method
      verdict.steps += judge.steps
      verdict.bytes = max(verdict.bytes, judge.bytes)
      verdict.outcome = worse(verdict.outcome, outcome.renumbered(numbers))
    }
    return verdict
  }

  private static func worse(_ one: Outcome, _ other: Outcome) -> Outcome {
    switch (one, other) {
    case (.violation(let first), .violation(let second)):
      var earlier = (first.time, first.call) <= (second.time, second.call) ? first : second
      earlier.isEarliest = first.isEarliest && second.isEarliest
      return .violation(earlier)
    case (.violation(var violation), .inconclusive), (.inconclusive, .violation(var violation)):
      violation.isEarliest = false
      return .violation(violation)
    case (.violation, _), (.inconclusive, .linearizable), (.inconclusive, .inconclusive): return one
    case (.linearizable, _): return other
    }
  }
}

extension Linearizability.Outcome {
  /// With the numbers that calls have in the whole history.
  fileprivate func renumbered(_ numbers: [Int]?) -> Self {
    guard let numbers, case .violation(var violation) = self else { return self }
    violation.call = numbers[violation.call]
    violation.concurrent = violation.concurrent.map { numbers[$0] }
    return .violation(violation)
  }
}

/// The calls of each key, in the order in which keys occur.
private struct KeyParts {
  private var parts: [[Int]] = []

  init<Model>(_ history: ClientHistory<Model>, _ model: Model) {
    var places: [Int: Int] = [:]
    for (call, content) in history.calls.enumerated() {
      let key = model.key(of: content.operation)
      let place = places[key, default: parts.count]
      if place == parts.count {
        places[key] = place
        parts.append([])
      }
      parts[place].append(call)
    }
  }

  /// How many keys there are; one for no calls.
  var count: Int { max(1, parts.count) }

  /// The history of a key, and the numbers of its calls in the whole one, if that is another.
  func history<Model>(_ part: Int, of whole: ClientHistory<Model>) -> (ClientHistory<Model>, [Int]?) {
    guard parts.count > 1 else { return (whole, nil) }
    return (ClientHistory(parts[part].map { whole.calls[$0] }), parts[part])
  }
}
