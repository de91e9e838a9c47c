@testable import ModelChecker

extension Successors {
  var fingerprints: [UInt64] { candidates.elements.map(\.fingerprint) }
  var actions: [ModelAction] { candidates.elements.map(\.action) }
  var parents: [UInt32] { candidates.elements.map(\.parent) }

  /// What was counted, of as many kinds and properties.
  func tally(kinds: Int, properties: Int) -> Tally {
    var tally = Tally(kinds: kinds, properties: properties)
    add(to: &tally)
    return tally
  }
}

extension Model {
  /// The state at the end of `path`, and the property that its last step breaks.
  func replay(_ path: Exploration.Path) -> (state: State, broken: Int?) {
    var state = initialStates()[path.initial]
    var broken: Int?
    for action in path.actions {
      var isEnabled = false
      forEachAction(in: state) { if $0 == action { isEnabled = true } }
      precondition(isEnabled)
      let before = state
      apply(action, to: &state)
      broken = judge(action, from: before, to: state).broken
    }
    return (state, broken)
  }
}

/// An exploration with as many threads.
func explore<M: Model>(_ model: M, jobs: Int = 1, _ change: (inout Explorer<M>) -> Void = { _ in }) -> Exploration {
  var explorer = Explorer(model)
  explorer.jobs = jobs
  change(&explorer)
  return explorer.run()
}
