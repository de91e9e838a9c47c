import RaftCore
import TraceChecker

/// Notes for those who record a run. They are found by looking at the world after each occurrence, so that a run
/// without them does nothing for them.
extension World {
  /// Reports what has changed of timers, channels and calls since the last time.
  mutating func reportNotes() {
    for id in hosts.indices {
      noteTimer(.election, .election, of: id, hosts[id].electionTimer.deadline)
      noteTimer(.heartbeat, .heartbeat, of: id, hosts[id].heartbeatTimer.deadline)
    }
    if channels.isOn { noteConnections() }
  }

  /// The faults have ended.
  mutating func noteEndOfFaults() {
    guard recorder.wantsNotes else { return }
    reportNotes()
    recorder.note(.faultsEnd, at: now)
  }

  /// A crash stops the timers without a word.
  private mutating func noteTimer(_ kind: TimerKind, _ timer: TraceTimer, of id: ServerID, _ deadline: Int) {
    guard recorder.notes?.moves(kind, of: id, to: deadline) == true, hosts[id].isUp else { return }
    event.details.timer = timer
    event.details.due = deadline == .max ? TraceEvent.none : deadline
    recorder.note(.timer, at: now, of: id)
  }

  // MARK: Connections

  private mutating func noteConnections() {
    if recorder.notes?.isIntroducerUp != channels.introducer.isUp {
      recorder.notes?.isIntroducerUp = channels.introducer.isUp
      recorder.note(channels.introducer.isUp ? .introducerRestart : .introducerCrash, at: now)
    }
    for end in channels.ends.indices { noteChannel(at: end) }
    let timeout = channels.scenario.connections.callTimeout.microseconds
    guard timeout > 0, let late = recorder.notes?.calls.giveUp(before: now - timeout) else { return }
    for call in late { noteCall(.callEnd, call) }
  }

  private mutating func noteChannel(at end: Int) {
    let state = channels.ends[end].state
    let open = state.phase == .open ? state.channel.answer : 0
    guard let before = recorder.notes?.channel(at: end, is: open), before != open else { return }
    let (from, to) = channels.servers(of: end)
    let link = TraceLink(from: from, to: to)
    if before > 0 {
      for call in recorder.notes?.calls.close(before, link) ?? [] { noteCall(.callEnd, call) }
      noteConnection(.channelClose, link, before)
    }
    if open > 0 { noteConnection(.channelOpen, link, open) }
  }

  /// A message leaves over a channel: if it is a request, a call begins.
  mutating func noteSending(_ message: Int, _ made: Call) {
    let (from, to) = (recorder.step.sent[message].from, recorder.step.sent[message].to)
    guard !recorder.step.sent[message].kind.isReply else { return }
    let call = OpenCalls.Call(
      number: made.number, link: TraceLink(from: from, to: to), channel: made.channel, calledAt: now)
    recorder.notes?.calls.begin(call)
    noteCall(.call, call)
  }

  /// A message has come over its channel: if it is a reply, it ends the call.
  mutating func noteArrival(_ made: Call) {
    guard recorder.step.message.kind.isReply, let call = recorder.notes?.calls.end(made.number) else { return }
    noteCall(.callEnd, call)
  }

  private mutating func noteCall(_ action: Action, _ call: OpenCalls.Call) {
    noteConnection(action, call.link, call.number)
  }

  private mutating func noteConnection(_ action: Action, _ link: TraceLink, _ number: UInt32) {
    event.details.link = link
    event.details.connection = Int(number)
    recorder.note(action, at: now)
  }

  // MARK: State machines

  /// Fills in what a server's state machine has applied, if that changed or the server starts again.
  mutating func describeMachine(of id: ServerID, _ action: Action) {
    let applied = application.lastApplied(id)
    let isNew = recorder.notes?.applies(id, upTo: applied) == true || action == .restart
    recorder.step.details.applied = isNew ? applied : TraceEvent.none
    recorder.step.details.machineHash = isNew ? application.stateHash(id) : nil
  }
}
