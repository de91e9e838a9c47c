import RaftCore

/// What an action changes of a state: the difference, not the next state itself.
struct Outcome {
  /// The server that takes a step, or `-1`.
  var server = -1
  /// Its state after it.
  var next: UInt32 = 0
  var past: UInt32 = 0
  var isRestart = false
  /// The copy of a message that is gone.
  var removed = MessageTable.none
  /// The copies that are new.
  var added = InlineArray<16, UInt32>(repeating: 0)
  var addedCount = 0
  var tested: UInt64 = 0
  var broken = LocalStep.none

  @inline(__always)
  func adds(_ copy: UInt32) -> Bool {
    for index in 0..<addedCount where added[index] == copy { return true }
    return false
  }
}

/// What must be learnt before an outcome is known.
enum Gap: Hashable {
  case step(row: UInt32, action: ModelAction)
  case scene
  case verdict(scene: UInt32, telling: UInt32)
  case copy(behind: UInt32)
}

extension ClusterModel {
  /// What a step of a server comes to.
  /// - Returns: what is not known of it yet, if anything.
  @inline(__always)
  func takeStep(
    _ number: UInt32, of server: Int, in state: borrowing ClusterState, scene: UInt32?, _ outcome: inout Outcome
  ) -> Gap? {
    let step = steps[number]
    outcome.server = server
    outcome.next = step.next
    outcome.past = state.past
    outcome.tested = step.judged
    outcome.broken = step.broken
    if step.telling != LocalStep.none {
      guard let scene else { return .scene }
      guard let verdict = verdicts.find(UInt64(scene) << 32 | UInt64(step.telling)) else {
        return .verdict(scene: scene, telling: step.telling)
      }
      outcome.past = judgements[Int(verdict)].past
      outcome.tested |= judgements[Int(verdict)].tested
      outcome.broken = min(outcome.broken, judgements[Int(verdict)].broken)
    }
    for offset in 0..<Int(step.sentCount) {
      if let gap = send(steps.sent(step, offset), in: state, &outcome) { return gap }
    }
    return nil
  }

  /// Adds a copy of a message, unless the network is a set that has it.
  @inline(__always)
  private func send(_ message: UInt32, in state: borrowing ClusterState, _ outcome: inout Outcome) -> Gap? {
    var copy = messages.first[Int(message)]
    if cluster.network == .set {
      if state.contains(copy) { return nil }
    } else {
      while state.contains(copy) && copy != outcome.removed || outcome.adds(copy) {
        let next = messages.next[Int(copy)]
        guard next != MessageTable.none else { return .copy(behind: copy) }
        copy = next
      }
    }
    outcome.added[outcome.addedCount] = copy
    outcome.addedCount &+= 1
    return nil
  }

  /// The last copy of a message that is under way.
  @inline(__always)
  func lastCopy(of message: UInt32, in state: borrowing ClusterState) -> UInt32 {
    var copy = messages.first[Int(message)]
    while true {
      let next = messages.next[Int(copy)]
      guard next != MessageTable.none, state.contains(next) else { return copy }
      copy = next
    }
  }

  /// What an enabled action comes to.
  func outcome(of action: ModelAction, in state: borrowing ClusterState, _ outcome: inout Outcome) -> Gap? {
    switch ClusterAction(action) {
    case .deliver(let message):
      let server = messages.messages[Int(message)].to
      if cluster.network == .bag { outcome.removed = lastCopy(of: message, in: state) }
      return take(action, of: server, in: state, &outcome)
    case .timeout(let server), .heartbeat(let server), .request(let server, _):
      return take(action, of: server, in: state, &outcome)
    case .restart(let server):
      outcome.isRestart = true
      return take(action, of: server, in: state, &outcome)
    case .drop(let message):
      outcome.past = state.past
      outcome.removed = lastCopy(of: message, in: state)
      return nil
    case .duplicate(let message):
      outcome.past = state.past
      return send(message, in: state, &outcome)
    }
  }

  private func take(
    _ action: ModelAction, of server: Int, in state: borrowing ClusterState, _ outcome: inout Outcome
  ) -> Gap? {
    guard let number = steps.find(state[server], action) else { return .step(row: state[server], action: action) }
    return takeStep(number, of: server, in: state, scene: scene(of: state), &outcome)
  }

  /// The scene of a state, if it was met before.
  @inline(__always)
  func scene(of state: borrowing ClusterState) -> UInt32? {
    withFaces(of: state) { scenes.find($0) }
  }

  @inline(__always)
  func withFaces<Result>(
    of state: borrowing ClusterState, _ body: (UnsafeBufferPointer<UInt32>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: cluster.servers + 1) { parts in
      for server in 0..<cluster.servers { parts.initializeElement(at: server, to: servers.faces[Int(state[server])]) }
      parts.initializeElement(at: cluster.servers, to: state.past)
      return body(UnsafeBufferPointer(parts))
    }
  }

  public func apply(_ action: ModelAction, to state: inout ClusterState) {
    var outcome = Outcome()
    let gap = self.outcome(of: action, in: state, &outcome)
    precondition(gap == nil, "an action is taken before it is known: \(ClusterAction(action))")
    carryOut(outcome, in: &state)
    if reductions.eagerSending { sendEagerly(in: &state) }
  }

  func carryOut(_ outcome: Outcome, in state: inout ClusterState) {
    if outcome.server >= 0 { state[outcome.server] = outcome.next }
    state.past = outcome.past
    if outcome.isRestart, cluster.restarts != nil { state.restarts += 1 }
    if outcome.removed != MessageTable.none { state.remove(outcome.removed) }
    for index in 0..<outcome.addedCount { state.insert(outcome.added[index]) }
  }
}
