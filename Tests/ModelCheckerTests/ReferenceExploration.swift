import Testing

@testable import ModelChecker

/// Breadth-first exploration in its plainest form, to hold the engine and the short cuts of models against: states are
/// distinguished by all of their words, and every step is taken. What counts as the same can be given: by all that it
/// is, a state that a reduction takes for another is still one of its own.
struct ReferenceExploration<M: Model> {
  private(set) var distinct = 0
  private(set) var generated = 0
  private(set) var depth = 0
  private(set) var brokenProperty: Int?
  private(set) var states: [M.State] = []

  init(_ model: inout M, words: (M.State, M) -> [UInt64] = { Self.words($0, $1) }) {
    var known: Set<[UInt64]> = []
    var level = model.initialStates()
    generated = level.count
    level = level.filter { known.insert(words($0, model)).inserted }
    states = level
    while !level.isEmpty {
      depth += 1
      var next: [M.State] = []
      for var state in level {
        model.learn(&state)
        var actions: [ModelAction] = []
        model.forEachAction(in: state) { actions.append($0) }
        for action in actions {
          generated += 1
          var successor = state
          model.apply(action, to: &successor)
          let judgment = model.judge(action, from: state, to: successor)
          if brokenProperty == nil { brokenProperty = judgment.broken }
          guard model.isWithinBounds(successor) else { continue }
          if known.insert(words(successor, model)).inserted { next.append(successor) }
        }
      }
      states += next
      if brokenProperty != nil { break }
      level = next
    }
    distinct = known.count
  }

  /// By the words of exact exploration.
  static func words(_ state: M.State, _ model: M) -> [UInt64] {
    var words: [UInt64] = []
    model.encodeExactly(state, into: &words)
    return words
  }
}
