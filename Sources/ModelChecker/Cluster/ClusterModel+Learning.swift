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
      updateSheet()
    }
  }

  private mutating func learn(_ action: ModelAction, in state: ClusterState) {
    while let gap = state.withView({ known.gap(of: action, in: $0) }) { fill(gap, in: state) }
  }

  mutating func fill(_ gap: Gap, in state: ClusterState) {
    switch gap {
    case .step(let row, let action): learnStep(of: row, ClusterAction(action))
    case .scene: learnScene(of: state)
    case .verdict(let scene, let telling): learnVerdict(scene: scene, telling)
    case .copy(let copy): messages.addCopy(behind: copy)
    }
    makeRoomForSteps()
    updateSheet()
  }

  private mutating func learnScene(of state: ClusterState) {
    scenes.insert(
      state.withView { state in (0..<cluster.servers).map { servers.faces[Int(state[$0])] } + [state.past] })
  }

  private mutating func learnVerdict(scene: UInt32, _ telling: UInt32) {
    var standing = Standing(servers: cluster.servers)
    let parts = scenes[scene]
    for server in 0..<cluster.servers {
      let face = servers.faceTable[parts[server]]
      standing.servers[server].state = face.state
      standing.servers[server].log = face.log
    }
    standing.past = pasts.pasts[Int(parts[cluster.servers])]
    let verdict = judge.judge(telling, in: standing)
    verdicts.insert(UInt64(scene) << 32 | UInt64(telling), UInt32(judgements.count))
    let past = verdict.past.map { pasts.number(of: $0) } ?? parts[cluster.servers]
    judgements.append(SceneJudgement(past: past, broken: verdict.broken, tested: verdict.tested))
  }

  private mutating func learnStep(of row: UInt32, _ action: ClusterAction) {
    let before = servers.servers[Int(row)]
    var server = before
    var effects = Effects()
    var event = TraceEvent()
    take(action, &server, &effects, &event)
    let isAhead = if case .deliver(let message) = action { messages.isAhead[Int(message)] } else { false }
    var standing = Standing.Server(before)
    standing.votesGranted = servers.votes[Int(row)]
    let verdict = judge.judge(event, of: standing, isAhead: isAhead)
    let next = servers.number(of: server, counted: verdict.votes)
    var step = LocalStep(next: next, judged: verdict.tested, broken: verdict.broken)
    if verdict.isTelling {
      step.telling = judge.telling(
        event, from: servers.faces[Int(row)], to: servers.faces[Int(next)], isAhead: isAhead)
    }
    let sent = effects.messages.filter { !$0.isPassedBack }
      .map { messages.number(of: $0, isAhead: $0.term > server.currentTerm) }
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

  /// Lets the core take a step, and tells it as an event.
  private func take(
    _ action: ClusterAction, _ server: inout Server, _ effects: inout Effects, _ event: inout TraceEvent
  ) {
    let id = server.id
    switch action {
    case .deliver(let message):
      event.action = .receive
      TraceAdapter.describe(messages.messages[Int(message)], in: &event.message)
      server.step(receiving: messages.messages[Int(message)], into: &effects)
    case .timeout:
      event.action = .timeout
      server.step(.electionTimeout, into: &effects)
    case .heartbeat:
      event.action = .heartbeat
      server.step(.heartbeatTimeout, into: &effects)
    case .request(_, let command):
      event.action = .request
      event.client.command = UInt64(command)
      server.step(.request(Command(rawValue: UInt64(command))), into: &effects)
    case .restart:
      let had = server.log
      server = Server(
        id: id, configuration: cluster.configuration, restoring: server.durable, rules: cluster.rules(of: id))
      server.start(into: &effects)
      event.action = .restart
      return TraceAdapter.describeRestart(server, had: had, in: &event)
    case .drop, .duplicate: preconditionFailure("no server takes a step in \(action)")
    }
    TraceAdapter.describeStep(of: server, effects, in: &event)
  }
}

extension Standing.Server {
  /// A server as the checker must know it to judge its next step.
  init(_ server: Server) {
    self.init()
    let face = FaceTable.Face(server)
    state = face.state
    log = face.log
    votesGranted = server.votesGranted.rawValue
    TraceAdapter.describe(server.role, server.peers, in: &indexes)
  }
}

extension FaceTable.Face {
  init(_ server: Server) {
    state.term = server.currentTerm
    state.vote = server.votedFor ?? TraceEvent.none
    state.role = TraceAdapter.role(server.role)
    state.commit = server.commitIndex
    log = server.log.entries(behind: 0).map(TraceAdapter.entry)
  }
}
