import TraceChecker

/// The steps from a state.
extension ClusterModel {
  public func forEachAction(in state: borrowing ClusterState, _ body: (ModelAction) -> Void) {
    for server in 0..<cluster.servers { forEachOwnAction(of: server, in: state, body) }
    for index in 0..<min(state.width, messages.width) {
      for server in 0..<cluster.servers {
        forEachBit(of: state.messages(index) & messages.addressed[server][index], at: index) { copy in
          body(ClusterAction.deliver(message: messages.message[Int(copy)]).code)
        }
      }
    }
    forEachFault(in: state, body)
  }

  /// What can happen to a server without a message.
  @inline(__always)
  private func forEachOwnAction(
    of server: Int, in state: borrowing ClusterState, _ body: (ModelAction) -> Void
  ) {
    if server < cluster.standingServers {
      if servers.leads[Int(state[server])] {
        body(ClusterAction.heartbeat(server: server).code)
        for command in 0..<cluster.values { body(ClusterAction.request(server: server, command: command + 1).code) }
      } else {
        body(ClusterAction.timeout(server: server).code)
      }
    }
    if server < cluster.restartingServers, cluster.restarts.map({ state.restarts < $0 }) ?? true {
      body(ClusterAction.restart(server: server).code)
    }
  }

  /// What a bag does to messages.
  private func forEachFault(in state: borrowing ClusterState, _ body: (ModelAction) -> Void) {
    guard cluster.network == .bag, cluster.drops || cluster.duplicates else { return }
    state.forEachCopy { copy in
      guard messages.ordinal[Int(copy)] == 0 else { return }
      let message = messages.message[Int(copy)]
      if cluster.drops { body(ClusterAction.drop(message: message).code) }
      if cluster.duplicates { body(ClusterAction.duplicate(message: message).code) }
    }
  }

  @inline(__always)
  func forEachBit(of word: UInt64, at index: Int, _ body: (UInt32) -> Void) {
    var bits = word
    while bits != 0 {
      body(UInt32(truncatingIfNeeded: index << 6 | bits.trailingZeroBitCount))
      bits &= bits &- 1
    }
  }

  public func judge(_ action: ModelAction, from state: borrowing ClusterState, to next: borrowing ClusterState)
    -> Judgement
  {
    var outcome = Outcome()
    _ = self.outcome(of: action, in: state, &outcome)
    return Judgement(
      properties: outcome.tested, broken: outcome.broken == LocalStep.none ? nil : Int(outcome.broken))
  }

  public func expand(_ state: inout ClusterState, into successors: inout Successors) -> Bool {
    let expansion = Expansion(of: state, in: self)
    var isKnown = true
    for server in 0..<cluster.servers {
      forEachOwnAction(of: server, in: state) { action in
        isKnown = isKnown && expansion.add(action, of: server, self, state, &successors)
      }
    }
    guard isKnown else { return false }
    for index in 0..<state.width {
      let word = state.messages(index)
      if word == 0 { continue }
      for server in 0..<cluster.servers where isKnown {
        isKnown = deliver(word & messages.addressed[server][index], at: index, to: server, expansion, state, &successors)
      }
    }
    guard isKnown else { return false }
    forEachFault(in: state) { action in
      isKnown = isKnown && expansion.addFault(action, self, state, &successors)
    }
    return isKnown
  }

  /// Adds the deliveries of a word of the set of messages to a server.
  @inline(__always)
  private func deliver(
    _ word: UInt64, at index: Int, to server: Int, _ expansion: borrowing Expansion,
    _ state: borrowing ClusterState, _ successors: inout Successors
  ) -> Bool {
    if word == 0 { return true }
    let idle = word & steps.idle(state[server], index)
    if idle != 0 {
      successors.addIdle(kind: 0, judged: idleJudgement, count: idle.nonzeroBitCount)
    }
    var bits = word & ~idle
    while bits != 0 {
      let copy = index << 6 | bits.trailingZeroBitCount
      let action = messages.message[copy]
      guard expansion.add(action, of: server, self, state, &successors) else { return false }
      bits &= bits &- 1
    }
    return true
  }
}

/// What is the same for all steps from one state.
struct Expansion {
  private let scene: UInt32?
  private let messageCount: Int
  /// The sum of the hashes of the state's parts, if there is one renaming.
  private let sum: UInt64

  init(of state: borrowing ClusterState, in model: borrowing ClusterModel) {
    scene = model.scene(of: state)
    messageCount = model.cluster.maxMessages == nil ? 0 : state.messageCount
    sum = model.sum(of: state, 0)
  }

  /// Adds the step that an action leads to. Returns `false` if it is not known yet.
  @inline(__always)
  func add(
    _ action: ModelAction, of server: Int, _ model: borrowing ClusterModel, _ state: borrowing ClusterState,
    _ successors: inout Successors
  ) -> Bool {
    guard let number = model.steps.find(state[server], action) else { return false }
    var outcome = Outcome()
    let kind = ClusterAction.kind(action)
    if kind == 0, model.cluster.network == .bag { outcome.removed = model.lastCopy(of: action, in: state) }
    outcome.isRestart = kind == 4
    guard model.takeStep(number, of: server, in: state, scene: scene, &outcome) == nil else { return false }
    return add(outcome, action, kind, model, state, &successors)
  }

  /// The same, for what a bag does to messages.
  func addFault(
    _ action: ModelAction, _ model: borrowing ClusterModel, _ state: borrowing ClusterState,
    _ successors: inout Successors
  ) -> Bool {
    var outcome = Outcome()
    guard model.outcome(of: action, in: state, &outcome) == nil else { return false }
    return add(outcome, action, ClusterAction.kind(action), model, state, &successors)
  }

  @inline(__always)
  private func add(
    _ outcome: Outcome, _ action: ModelAction, _ kind: Int, _ model: borrowing ClusterModel,
    _ state: borrowing ClusterState, _ successors: inout Successors
  ) -> Bool {
    if outcome.broken != LocalStep.none {
      successors.addViolation(action, kind: kind, property: Int(outcome.broken))
    }
    if isBeyond(outcome, model) {
      successors.addBeyond(kind: kind, judged: outcome.tested)
    } else if isIdle(outcome, model, state) {
      successors.addIdle(kind: kind, judged: outcome.tested)
    } else {
      guard let fingerprint = model.fingerprint(of: outcome, from: state, sum) else { return false }
      successors.add(action, kind: kind, judged: outcome.tested, fingerprint: fingerprint)
    }
    return true
  }

  @inline(__always)
  private func isBeyond(_ outcome: Outcome, _ model: borrowing ClusterModel) -> Bool {
    if outcome.server >= 0, model.servers.isBeyond[Int(outcome.next)] { return true }
    guard let most = model.cluster.maxMessages else { return false }
    return messageCount + outcome.addedCount - (outcome.removed == MessageTable.none ? 0 : 1) > most
  }

  @inline(__always)
  private func isIdle(
    _ outcome: Outcome, _ model: borrowing ClusterModel, _ state: borrowing ClusterState
  ) -> Bool {
    if outcome.server >= 0, outcome.next != state[outcome.server] { return false }
    if outcome.past != state.past || outcome.isRestart && model.cluster.restarts != nil { return false }
    if outcome.removed == MessageTable.none { return outcome.addedCount == 0 }
    return outcome.addedCount == 1 && outcome.added[0] == outcome.removed
  }
}
