/// The echoes on a path: exploration does not count them, a schedule needs those whose messages arrive.
extension ClusterModel {
  /// A step of a path, an echo or not, and the copies of messages that were not there before it.
  private struct TrailStep {
    let action: ModelAction
    let isEcho: Bool
    let added: [UInt32]
  }

  /// The actions of a path through states in which echoes are taken at once, with the echoes that they need.
  func withEchoes(_ path: Exploration.Path) -> [ModelAction] {
    var needed: Set<UInt32> = []
    var actions: [ModelAction] = []
    for step in trail(path).reversed() where !step.isEcho || step.added.contains(where: needed.contains) {
      actions.append(step.action)
      if case .deliver(let message) = ClusterAction(step.action) { needed.insert(messages.first[Int(message)]) }
    }
    return actions.reversed()
  }

  private func trail(_ path: Exploration.Path) -> [TrailStep] {
    var state = initial[path.initial]
    var trail = echoes(in: &state)
    for action in path.actions {
      guard let outcome = outcome(of: action, in: state) else {
        preconditionFailure("a path has an action that is not known: \(ClusterAction(action))")
      }
      known.carryOut(outcome, in: &state)
      trail.append(TrailStep(action: action, isEcho: false, added: []))
      trail += echoes(in: &state)
    }
    return trail
  }

  /// Takes every echo, one after the other, as long as one adds something.
  private func echoes(in state: inout ClusterState) -> [TrailStep] {
    var trail: [TrailStep] = []
    var isOver = false
    while !isOver {
      isOver = true
      var actions: [ModelAction] = []
      forEachAction(in: state) { actions.append($0) }
      for action in actions where known.isEcho(action, in: state) {
        guard let outcome = outcome(of: action, in: state), outcome.addedCount > 0 else { continue }
        known.carryOut(outcome, in: &state)
        trail.append(TrailStep(action: action, isEcho: true, added: (0..<outcome.addedCount).map { outcome.added[$0] }))
        isOver = false
      }
    }
    return trail
  }
}
