import TraceChecker

/// Linearizability as its definition says it, by trying every order. It shares nothing with the checker but the model.
struct PlainReference<Model: SequentialModel> {
  typealias Call = ClientHistory<Model>.Call

  let model: Model

  /// Whether some order explains the calls.
  func isLinearizable(_ calls: [Call]) -> Bool { explains(calls, model.initial) }

  private func explains(_ rest: [Call], _ state: Model.State) -> Bool {
    if rest.allSatisfy({ $0.returned == nil }) { return true }
    for (place, call) in rest.enumerated() {
      let mustWait = rest.contains { other in other.returned.map { $0 < call.invoked } ?? false }
      var next = state
      guard !mustWait, model.apply(call.operation, giving: call.output, to: &next) else { continue }
      var others = rest
      others.remove(at: place)
      if explains(others, next) { return true }
    }
    return false
  }

  /// The number of the call with whose end the calls cannot be explained any more, nor could be before; `nil` if they can.
  func firstViolation(_ calls: [Call]) -> Int? {
    let ends = calls.indices.compactMap { call in calls[call].returned.map { (time: $0, call: call) } }
      .sorted { ($0.time, $0.call) < ($1.time, $1.call) }
    for (place, end) in ends.enumerated() {
      let over = Set(ends[...place].map(\.call))
      let prefix = calls.indices.filter { calls[$0].invoked <= end.time }.map { number in
        var call = calls[number]
        if !over.contains(number) { (call.output, call.returned) = (nil, nil) }
        return call
      }
      if !isLinearizable(prefix) { return end.call }
    }
    return nil
  }
}
