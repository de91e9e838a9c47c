/// What an action changes of a state: the difference, not the next state itself.
struct Outcome: BitwiseCopyable {
  /// The server that takes a step, or `-1`.
  var server = -1
  /// Its state after it.
  var next: UInt32 = 0
  var ghostState: UInt32 = 0
  var isRestart = false
  /// The copy of a message that is gone.
  var removed = noCopy
  /// The copies that are new.
  var added = InlineArray<16, UInt32>(repeating: 0)
  var addedCount = 0
  /// The properties that it tests or reaches, a bit each, and the one that it violates.
  var tested: UInt64 = 0
  var broken = LocalStep.none

  @inline(__always)
  func adds(_ copy: UInt32) -> Bool {
    for index in 0..<addedCount where added[index] == copy { return true }
    return false
  }
}

/// What must be learned before an outcome is known.
enum Gap: Hashable {
  case step(row: UInt32, action: ModelAction)
  case context
  case verdict(context: UInt32, visibleStep: UInt32)
  case copy(after: UInt32)
}

extension ClusterTables {
  /// What an enabled action comes to.
  /// - Returns: what is not known of it yet, if anything.
  @inline(__always)
  func take(
    _ action: ModelAction, in state: StateView, context: UInt32?, _ outcome: inout Outcome
  ) -> Gap? {
    let content = ClusterAction.content(action)
    switch ClusterAction.kind(action) {
    case 0:
      if isBag { outcome.removed = lastCopy(of: content, in: state) }
      return takeStep(action, of: Int(receiver[Int(content)]), in: state, context: context, &outcome)
    case 5:
      outcome.ghostState = state.ghostState
      outcome.removed = lastCopy(of: content, in: state)
      return nil
    case 6:
      outcome.ghostState = state.ghostState
      return send(content, in: state, &outcome)
    case let kind:
      outcome.isRestart = kind == 4
      return takeStep(action, of: Int(content & 0xf), in: state, context: context, &outcome)
    }
  }

  @inline(__always)
  private func takeStep(
    _ action: ModelAction, of server: Int, in state: StateView, context: UInt32?, _ outcome: inout Outcome
  ) -> Gap? {
    let row = state[server]
    guard let number = step(row, action) else { return .step(row: row, action: action) }
    let step = steps + Int(number)
    outcome.server = server
    outcome.next = step.pointee.next
    outcome.ghostState = state.ghostState
    outcome.tested = step.pointee.judged
    outcome.broken = step.pointee.broken
    if step.pointee.visibleStep != LocalStep.none, let gap = judge(step.pointee.visibleStep, context, &outcome) {
      return gap
    }
    for offset in 0..<Int(step.pointee.sentCount) {
      if let gap = send(sent[Int(step.pointee.firstSent) &+ offset], in: state, &outcome) { return gap }
    }
    return nil
  }

  @inline(__always)
  private func judge(_ visibleStep: UInt32, _ context: UInt32?, _ outcome: inout Outcome) -> Gap? {
    guard let context else { return .context }
    guard let number = verdicts.find(UInt64(context) << 32 | UInt64(visibleStep)) else {
      return .verdict(context: context, visibleStep: visibleStep)
    }
    let judgment = judgments[Int(number)]
    outcome.ghostState = judgment.ghostState
    outcome.tested |= judgment.tested
    outcome.broken = min(outcome.broken, judgment.broken)
    return nil
  }

  /// Adds a copy of a message, unless the network is a set that has it.
  @inline(__always)
  private func send(_ message: UInt32, in state: StateView, _ outcome: inout Outcome) -> Gap? {
    var copy = first[Int(message)]
    if isBag {
      while state.contains(copy) && copy != outcome.removed || outcome.adds(copy) {
        let next = nextCopy[Int(copy)]
        guard next != noCopy else { return .copy(after: copy) }
        copy = next
      }
    } else if state.contains(copy) {
      return nil
    }
    outcome.added[outcome.addedCount] = copy
    outcome.addedCount &+= 1
    return nil
  }

  /// Makes the next state.
  func carryOut(_ outcome: Outcome, in state: inout ClusterState) {
    if outcome.server >= 0 { state.set(outcome.server, outcome.next) }
    state.setGhostState(outcome.ghostState)
    if outcome.isRestart, restartLimit >= 0 { state.countRestart() }
    if outcome.removed != noCopy { state.remove(outcome.removed) }
    for index in 0..<outcome.addedCount { state.insert(outcome.added[index]) }
  }
}
