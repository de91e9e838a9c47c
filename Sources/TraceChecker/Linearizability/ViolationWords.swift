/// A violation of linearizability, in words.
struct ViolationWords<Model: SequentialModel> {
  private let model: Model
  private let history: ClientHistory<Model>

  init(_ model: Model, _ history: ClientHistory<Model>) {
    self.model = model
    self.history = history
  }

  func violation(
    call: Int, time: Int, isEarliest: Bool, states: [String], concurrent: [Int]
  ) -> Linearizability.Violation {
    Linearizability.Violation(
      call: call, time: time, isEarliest: isEarliest, states: states, concurrent: concurrent,
      text: UnexplainedText.text(
        key: model.words(forKey: model.key(of: history.calls[call].operation)), call: words(for: call), states: states,
        ended: concurrent.filter { history.calls[$0].returned != nil }.map(words),
        open: concurrent.filter(isOpen).map(words)))
  }

  private func words(for call: Int) -> String {
    let content = history.calls[call]
    return "p\(content.process)'s \(model.words(for: content.operation, giving: content.output))"
  }

  /// Whether an operation never completed, and could have changed what others saw.
  private func isOpen(_ call: Int) -> Bool {
    history.calls[call].returned == nil && !model.onlyObserves(history.calls[call].operation, giving: nil)
  }
}

/// An answer that no order of the operations explains, as text.
enum UnexplainedText {
  private static let shown = 4

  /// - Parameters:
  ///   - key: the key that it is about, if there is one.
  ///   - call: the operation with its answer.
  ///   - states: the possible states of the object then, if they are known.
  ///   - ended: the operations open then that completed later.
  ///   - open: the operations open then that never completed.
  static func text(key: String, call: String, states: [String], ended: [String], open: [String]) -> String {
    let subject = key.isEmpty ? "" : "\(key): "
    return "\(subject)\(call) cannot be explained: \(possible(states)); \(alongside(ended, open))"
  }

  private static func possible(_ states: [String]) -> String {
    guard let last = states.last else { return "no order of the operations gives it" }
    let list = states.dropLast().joined(separator: ", ")
    return "the state then is \(list.isEmpty ? last : "\(list) or \(last)")"
  }

  private static func alongside(_ ended: [String], _ open: [String]) -> String {
    if ended.isEmpty, open.isEmpty { return "there was no concurrent operation" }
    let list = (ended + open.map { "\($0) (never completed)" }).prefix(shown)
    let rest = ended.count + open.count - list.count
    return "concurrent: \(list.joined(separator: ", "))" + (rest > 0 ? ", and \(rest) more" : "")
  }
}
