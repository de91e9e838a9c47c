/// The steps from a state.
extension ClusterTables {
  /// Calls `body` with every enabled action, in an order that depends on the state only.
  func forEachAction(in state: StateView, _ body: (ModelAction) -> Void) {
    for server in 0..<serverCount { forEachOwnAction(of: server, in: state) { body($0) } }
    for index in 0..<state.width {
      for server in 0..<serverCount {
        var bits = state.messages(index) & addressed[index &* serverCount &+ server]
        while bits != 0 {
          body(message[index << 6 | bits.trailingZeroBitCount])
          bits &= bits &- 1
        }
      }
    }
    forEachFault(in: state) { body($0) }
  }

  /// What can happen to a server without a message.
  @inline(__always)
  private func forEachOwnAction(of server: Int, in state: StateView, _ body: (ModelAction) -> Void) {
    if server < candidates {
      if leads[Int(state[server])] {
        body(ClusterAction.heartbeat(server: server).code)
        for command in 0..<values { body(ClusterAction.request(server: server, command: command &+ 1).code) }
      } else {
        body(ClusterAction.timeout(server: server).code)
      }
    }
    if mayRestart(server, in: state) { body(ClusterAction.restart(server: server).code) }
  }

  /// What a bag does to messages.
  @inline(__always)
  private func forEachFault(in state: StateView, _ body: (ModelAction) -> Void) {
    guard isBag, drops || duplicates else { return }
    state.forEachCopy { copy in
      guard ordinal[Int(copy)] == 0 else { return }
      if drops { body(ClusterAction.drop(message: message[Int(copy)]).code) }
      if duplicates { body(ClusterAction.duplicate(message: message[Int(copy)]).code) }
    }
  }

  /// Adds every step from a state. Returns `false` if one is not known yet.
  func expand(_ state: StateView, into successors: inout Successors) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: renamings) { sums in
      for renaming in 0..<renamings { sums[renaming] = sum(of: state, renaming) }
      guard let base = sums.baseAddress else { return false }
      let origin = Origin(
        state: state, context: context(of: state), messageCount: messageLimit == .max ? 0 : state.messageCount,
        sums: UnsafePointer(base))
      return expand(origin, into: &successors)
    }
  }

  /// What is not known yet of a step, if anything.
  func gap(of action: ModelAction, in state: StateView) -> Gap? {
    var outcome = Outcome()
    if let gap = take(action, in: state, context: context(of: state), &outcome) { return gap }
    return sendsEagerly && !isIdle(outcome, state) ? echoes(after: outcome, from: state).gap : nil
  }

  /// A state, with what is the same for all steps from it.
  struct Origin: BitwiseCopyable {
    let state: StateView
    let context: UInt32?
    let messageCount: Int
    /// The sums of the hashes of its parts, by renaming.
    let sums: UnsafePointer<UInt64>
  }

  private func expand(_ origin: Origin, into successors: inout Successors) -> Bool {
    if progressNumber >= 0 {
      guard let canGoOn = canGoOn(origin.state) else { return false }
      if !canGoOn { successors.addBrokenState(property: progressNumber) }
    }
    var isKnown = true
    for server in 0..<serverCount {
      forEachOwnAction(of: server, in: origin.state) { action in
        isKnown = isKnown && add(action, from: origin, to: &successors)
      }
    }
    for index in 0..<origin.state.width where origin.state.messages(index) != 0 {
      for server in 0..<serverCount where isKnown {
        isKnown = deliver(index, to: server, from: origin, to: &successors)
      }
    }
    forEachFault(in: origin.state) { action in
      isKnown = isKnown && add(action, from: origin, to: &successors)
    }
    return isKnown
  }

  /// Adds the deliveries of a word of the set of messages to a server. Those that do nothing are only counted.
  @inline(__always)
  private func deliver(
    _ index: Int, to server: Int, from origin: Origin, to successors: inout Successors
  ) -> Bool {
    let word = origin.state.messages(index) & addressed[index &* serverCount &+ server]
    if word == 0 { return true }
    let idle = word & mask(origin.state[server], index).idle
    if idle != 0 { successors.addIdle(kind: 0, judged: idleJudgment, count: idle.nonzeroBitCount) }
    var bits = word & ~idle
    while bits != 0 {
      let action = message[index << 6 | bits.trailingZeroBitCount]
      guard add(action, from: origin, to: &successors) else { return false }
      bits &= bits &- 1
    }
    return true
  }

  @inline(__always)
  private func add(_ action: ModelAction, from origin: Origin, to successors: inout Successors) -> Bool {
    var outcome = Outcome()
    guard take(action, in: origin.state, context: origin.context, &outcome) == nil else { return false }
    let kind = ClusterAction.kind(action)
    if outcome.broken != LocalStep.none {
      successors.addViolation(action, property: Int(outcome.broken))
    }
    if isBeyond(outcome, origin) {
      successors.addBeyond(kind: kind, judged: outcome.tested)
    } else if isIdle(outcome, origin.state) {
      successors.addIdle(kind: kind, judged: outcome.tested)
    } else {
      guard let fingerprint = fingerprint(of: outcome, from: origin) else { return false }
      successors.add(action, kind: kind, judged: outcome.tested, fingerprint: fingerprint)
    }
    return true
  }

  @inline(__always)
  private func isBeyond(_ outcome: Outcome, _ origin: Origin) -> Bool {
    if outcome.server >= 0, isBeyond[Int(outcome.next)] { return true }
    let removed = outcome.removed == noCopy ? 0 : 1
    return origin.messageCount &+ outcome.addedCount &- removed > messageLimit
  }

  @inline(__always)
  private func isIdle(_ outcome: Outcome, _ state: StateView) -> Bool {
    if outcome.server >= 0, outcome.next != state[outcome.server] { return false }
    if outcome.ghostState != state.ghostState || outcome.isRestart && restartLimit >= 0 { return false }
    if outcome.removed == noCopy { return outcome.addedCount == 0 }
    return outcome.addedCount == 1 && outcome.added[0] == outcome.removed
  }
}
