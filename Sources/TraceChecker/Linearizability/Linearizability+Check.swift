extension Linearizability {
  /// Judges a history of any model. For those of this module the other functions do the same, and are much faster.
  ///
  /// Keys are judged one by one. O(n) if `witness` explains all; O(n) by zones, where values are written once and only
  /// read and written otherwise; exponential in the number of open operations at worst, within the budget.
  /// - Parameters:
  ///   - history: what clients saw.
  ///   - model: the object that they used.
  ///   - witness: an order of the operations, by their numbers, that probably explains all; those that never completed
  ///     may be left
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

  /// Judges each key, if `witness` does not explain all.
  static func judge<Space: StateSpace>(
    _ space: Space.Type, _ history: ClientHistory<Space.Model>, _ model: Space.Model, _ witness: [Int]?,
    _ budget: Budget, usesZones: Bool = true
  ) -> Verdict {
    let parts = KeyParts(history, model)
    if let witness, Witness.explains(witness, history, model) {
      return Verdict(outcome: .linearizable, method: .witness, objects: parts.count)
    }
    return KeywiseJudge<Space>(model, parts, budget, usesZones: usesZones).run()
  }
}
