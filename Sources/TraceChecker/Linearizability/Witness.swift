/// An order of the operations that is claimed to explain the history.
enum Witness {
  /// Whether the order explains the history: every operation that ended is in it, once, the outputs fit, and no
  /// operation comes after one that began after its end. O(n), and O(keys) memory.
  static func explains<Model>(_ order: [Int], _ history: ClientHistory<Model>, _ model: Model) -> Bool {
    let calls = history.calls
    var isThere = [Bool](repeating: false, count: calls.count)
    var states: [Int: Model.State] = [:]
    var latestBegin = Int.min
    for call in order {
      guard calls.indices.contains(call), !isThere[call] else { return false }
      isThere[call] = true
      let (operation, key) = (calls[call].operation, model.key(of: calls[call].operation))
      guard calls[call].returned.map({ $0 >= latestBegin }) ?? true,
        model.apply(operation, giving: calls[call].output, to: &states[key, default: model.initial])
      else { return false }
      latestBegin = max(latestBegin, calls[call].invoked)
    }
    return calls.indices.allSatisfy { isThere[$0] || isOptional(calls[$0], model) }
  }

  /// Whether an operation need not have taken effect, as far as anyone knows.
  private static func isOptional<Model>(_ call: ClientHistory<Model>.Call, _ model: Model) -> Bool {
    call.returned == nil || call.output == nil && model.onlyObserves(call.operation, giving: nil)
  }
}
