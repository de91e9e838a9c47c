import RaftCore
import Simulator
import TraceChecker

/// How the model comes to know steps: by asking the core and the checker.
extension ClusterModel {
  mutating func learn(_ state: inout ClusterState) {
    var actions: [ModelAction] = []
    forEachAction(in: state) { actions.append($0) }
    for action in actions { learn(action, in: state) }
    if checksProgress, state.withView({ known.canGoOn($0) }) == nil {
      learnProgress(of: state)
      updateTables()
    }
  }

  private mutating func learn(_ action: ModelAction, in state: ClusterState) {
    while let gap = state.withView({ known.gap(of: action, in: $0) }) { fill(gap, in: state) }
  }

  mutating func fill(_ gap: Gap, in state: ClusterState) {
    switch gap {
    case .step(let row, let action): learnStep(of: row, ClusterAction(action))
    case .context: learnContext(of: state)
    case .verdict(let context, let visibleStep): learnVerdict(context: context, visibleStep)
    case .copy(let copy): messages.addCopy(after: copy)
    }
    makeRoomForSteps()
    updateTables()
  }

  private mutating func learnContext(of state: ClusterState) {
    contexts.insert(
      state.withView { state in
        (0..<cluster.servers).map { servers.observedServers[Int(state[$0])] } + [state.ghostState]
      })
  }

  private mutating func learnVerdict(context: UInt32, _ visibleStep: UInt32) {
    var knownState = KnownState(servers: cluster.servers)
    let parts = contexts[context]
    for server in 0..<cluster.servers {
      let observed = servers.observedTable[parts[server]]
      knownState.servers[server].state = observed.state
      knownState.servers[server].log = observed.log
    }
    knownState.ghostState = ghostStates.ghostStates[Int(parts[cluster.servers])]
    let verdict = judge.judge(visibleStep, in: knownState)
    verdicts.insert(UInt64(context) << 32 | UInt64(visibleStep), UInt32(judgments.count))
    let ghostState = verdict.ghostState.map { ghostStates.number(of: $0) } ?? parts[cluster.servers]
    judgments.append(ContextJudgment(ghostState: ghostState, broken: verdict.broken, tested: verdict.tested))
  }

  private mutating func learnStep(of row: UInt32, _ action: ClusterAction) {
    let before = servers.servers[Int(row)]
    var host = Host(running: before, cluster.configuration)
    var event = TraceEvent()
    take(action, &host, &event)
    let isAhead = if case .deliver(let message) = action { messages.isAhead[Int(message)] } else { false }
    var knownState = KnownState.Server(before, of: cluster.servers)
    knownState.votesGranted = servers.votes[Int(row)]
    let verdict = judge.judge(event, of: knownState, isAhead: isAhead)
    let next = servers.number(of: host.server, counted: verdict.votes)
    var step = LocalStep(next: next, judged: verdict.tested, broken: verdict.broken)
    if verdict.isVisible {
      step.visibleStep = judge.visibleStep(
        event, from: servers.observedServers[Int(row)], to: servers.observedServers[Int(next)], isAhead: isAhead)
    }
    let sent = host.effects.messages.indices.filter { !host.effects.messages[$0].isPassedBack }
      .map { messages.number(of: host.effects.messages[$0], isAhead: event.sent[$0].term > host.server.currentTerm) }
    steps.insert(step, sending: sent, row: row, action: action.code)
    makeRoomForSteps()
    note(step, sends: !sent.isEmpty, row, action)
  }

  private mutating func note(_ step: LocalStep, sends: Bool, _ row: UInt32, _ action: ClusterAction) {
    guard case .deliver(let message) = action, cluster.network == .set else { return }
    let isQuiet = step.isQuiet(from: row)
    let isEcho = isQuiet && sends && reductions.eagerSending
    steps.note(row, messages.first[Int(message)], isIdle: isQuiet && !sends || isEcho, isEcho: isEcho)
  }

  /// Lets a server take a step, which the event describes then.
  private func take(_ action: ClusterAction, _ host: inout Host<Core>, _ event: inout TraceEvent) {
    if calls.traps { return describeTrap(in: action, &host, &event) }
    if calls.areOver { return describeNothing(&host, &event) }
    switch action {
    case .deliver(let message):
      event.action = .receive
      messages.messages[Int(message)].describe(in: &event.message)
      host.receive(messages.messages[Int(message)], &event, calls)
    case .timeout:
      event.action = .timeout
      host.step(.electionTimeout, &event, calls)
    case .heartbeat:
      event.action = .heartbeat
      host.step(.heartbeatTimeout, &event, calls)
    case .request(_, let command):
      event.action = .request
      event.client.command = UInt64(command)
      host.step(.request(Command(rawValue: UInt64(command))), &event, calls)
    case .restart:
      event.action = .restart
      host.restart(rules[host.server.id], &event, calls)
    case .drop, .duplicate: preconditionFailure("no server takes a step in \(action)")
    }
  }
}

extension ClusterModel {
  /// Describes that the server traps in `action`, and does not take the step.
  private func describeTrap(in action: ClusterAction, _ host: inout Host<Core>, _ event: inout TraceEvent) {
    calls.skip()
    event = self.event(action)
    event.details.trap = TrapPoint(event.action)
    event.action = .crash
    host.crash(&event)
  }

  /// Describes a crash in place of a step: after a trap the search only ends.
  private func describeNothing(_ host: inout Host<Core>, _ event: inout TraceEvent) {
    event.action = .crash
    host.crash(&event)
  }
}

extension KnownState.Server {
  /// A server of a cluster of `servers`, as the checker must know it to judge its next step.
  init(_ server: some ServerCore, of servers: Int) {
    self.init()
    let observed = ObservedServerTable.ObservedServer(server)
    state = observed.state
    log = observed.log
    votesGranted = server.votesGranted.rawValue
    server.describeIndexes(servers, in: &indexes)
  }
}
