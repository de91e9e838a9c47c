/// What is seen of a violation, in words.
struct ViolationWords<Model: SequentialModel> {
  private let model: Model
  private let history: ClientHistory<Model>

  private static var shown: Int { 4 }

  init(_ model: Model, _ history: ClientHistory<Model>) {
    self.model = model
    self.history = history
  }

  func violation(
    call: Int, time: Int, isEarliest: Bool, states: [String], concurrent: [Int]
  ) -> Linearizability.Violation {
    let what = words(for: call)
    return Linearizability.Violation(
      call: call, time: time, isEarliest: isEarliest, states: states, concurrent: concurrent,
      text: "\(key(of: call))\(what) cannot be explained: \(possible(states)); \(alongside(concurrent))")
  }

  private func key(of call: Int) -> String {
    let key = model.words(forKey: model.key(of: history.calls[call].operation))
    return key.isEmpty ? "" : "\(key): "
  }

  private func words(for call: Int) -> String {
    let content = history.calls[call]
    return "p\(content.process)'s \(model.words(for: content.operation, giving: content.output))"
  }

  private func possible(_ states: [String]) -> String {
    guard let last = states.last else { return "no order of the operations gives it" }
    let list = states.dropLast().joined(separator: ", ")
    return "the state then is \(list.isEmpty ? last : "\(list) or \(last)")"
  }

  /// What was under way: first what ended later, then what never did and could have had a say.
  private func alongside(_ calls: [Int]) -> String {
    let ended = calls.filter { history.calls[$0].returned != nil }
    let lasting = calls.filter {
      history.calls[$0].returned == nil && !model.onlyObserves(history.calls[$0].operation, giving: nil)
    }
    if ended.isEmpty, lasting.isEmpty { return "nothing else was under way" }
    let list = (ended + lasting).prefix(Self.shown).map { call in
      words(for: call) + (history.calls[call].returned == nil ? " (never ended)" : "")
    }
    let rest = ended.count + lasting.count - list.count
    return "under way: \(list.joined(separator: ", "))" + (rest > 0 ? ", and \(rest) more" : "")
  }
}
