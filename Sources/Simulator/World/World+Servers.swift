import RaftCore
import TraceChecker

extension World {
  mutating func startServer(_ id: ServerID) {
    if channels.isOn { channels.start(id, now: now) }
    if calls.traps { return serverTraps(id, .start) }
    hosts[id].start(&recorder.step, calls)
    reportStep(.start)
    setTimers(id)
  }

  mutating func electionTimerOccurs(_ id: ServerID) {
    switch hosts[id].electionTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.electionTimer(UInt8(id)), at: time)
    case .fires:
      countShiftedTimer(.election, of: id)
      guard startsElection(id) else { return }
      step(id, .electionTimeout, .timeout)
    }
  }

  mutating func heartbeatTimerOccurs(_ id: ServerID) {
    switch hosts[id].heartbeatTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.heartbeatTimer(UInt8(id)), at: time)
    case .fires:
      countShiftedTimer(.heartbeat, of: id)
      step(id, .heartbeatTimeout, .heartbeat)
    }
  }

  /// A message reaches its receiver, unless a partition has begun since it was sent, or the receiver is down.
  mutating func deliver(_ slot: UInt32) {
    messages.check(slot)
    defer { messages.remove(slot) }
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    if network.hasFaults { leaveLink(slot) }
    guard passesLink(slot) else {
      statistics.cut += 1
      return lose(slot, .partition)
    }
    guard hosts[to].isUp else {
      statistics.missed += 1
      return lose(slot, .receiverDown)
    }
    messages[slot].message.describe(in: &recorder.step.message)
    if memory.watch != nil, !admits(slot) { return lose(slot, .droppedByHost) }
    if channels.isOn, !channels.admits(CallMessage(recorder.step.message), messages[slot].call, now: now) {
      return lose(slot, .noChannel)
    }
    if channels.isOn, recorder.wantsNotes { noteArrival(messages[slot].call) }
    statistics.delivered &+= 1
    memory.peersGivenUp?.hear(from: from, at: to)
    if network.deliver(from: from, to: to, number: messages[slot].number) { statistics.reordered += 1 }
    recorder.step.details.id = messages[slot].id
    recorder.step.details.copy = messages[slot].copy.number
    if calls.traps { return serverTraps(to, .receive) }
    let isElected = hosts[to].receive(messages[slot].message, &recorder.step, calls)
    carryOut(
      to,
      TakenStep(.receive, isElected: isElected, message: messages[slot].hash, call: messages[slot].call))
  }

  /// A message that was in transit is lost.
  mutating func lose(_ slot: UInt32, _ reason: LossReason) {
    recorder.event.details.loss = reason
    report(.lose, messages[slot].message, messages[slot].hash, messages[slot].id, messages[slot].copy)
  }

  /// Reports what happens to a message.
  mutating func report(
    _ action: Action, _ message: borrowing Core.Message, _ hash: UInt64, _ id: MessageID, _ copy: MessageCopy
  ) {
    message.describe(in: &recorder.event.message)
    recorder.event.details.id = id
    recorder.event.details.copy = copy.number
    recorder.report(action, at: now, message: hash)
  }

  /// Whether no partition has cut a message's link while the message was in transit.
  @inline(__always)
  private func passesLink(_ slot: UInt32) -> Bool {
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    return network.passes(
      from: from, to: to, sentAt: messages[slot].sentAt, hasReachedHost: messages[slot].hasReachedHost)
  }

  /// Takes a message off its link. A late duplicate counts only if it reaches a server that is up.
  private mutating func leaveLink(_ slot: UInt32) {
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    switch messages[slot].copy {
    case .original: if !messages[slot].hasReachedHost { network.leaveQueue(from: from, to: to) }
    case .second: break
    case .late:
      guard hosts[to].isUp, passesLink(slot) else { return }
      network.counts.lateDuplicates += 1
    }
  }

  /// Takes a step and carries out what it asks for, in the order of its effects.
  mutating func step(_ id: ServerID, _ input: CoreInput, _ action: Action) {
    if calls.traps { return serverTraps(id, in: action) }
    let isElected = hosts[id].step(input, &recorder.step, calls)
    carryOut(id, TakenStep(action, isElected: isElected))
  }

  private mutating func carryOut(_ id: ServerID, _ step: TakenStep) {
    statistics.events &+= 1
    if hasSlowDisks, holds(id, step) { return }
    conclude(id, step)
    setTimers(id)
  }

  /// Reports a step, and carries out what others notice of it.
  @inline(__always)
  mutating func conclude(_ id: ServerID, _ step: TakenStep, wasHeld: Bool = false) {
    if step.isElected {
      statistics.elections += 1
      memory.watch?.isElected(id, now: now)
    }
    let commits = hosts[id].effects.commits
    var applied = Applied.asOthers
    if commits, hostRules[id].applies == .beforeAnswers { applied = apply(upTo: recorder.step.state.commit, at: id) }
    if wasHeld { reportHeld(message: step.message) } else { reportStep(step.action, message: step.message) }
    if applied != .asOthers, report(applied, at: id) { return }
    for position in hosts[id].effects.messages.indices { sendMessage(position, of: id, inStepOf: step.call) }
    for index in hosts[id].effects.answers.indices {
      let answer = withOutput(hosts[id].effects.answers[index], of: id)
      memory.keptAnswers?.note(answer, at: id)
      clients.send(answer, now)
    }
    if commits, hostRules[id].applies == .afterAnswers {
      _ = report(apply(upTo: recorder.step.state.commit, at: id), at: id)
    }
  }

  /// The result of applying committed entries.
  private enum Applied {
    /// The results are those of other servers, except for known differences.
    case asOthers
    case differently
    /// The state machine is known to trap.
    case trap
  }

  /// Reports the result of applying entries in the last step.
  /// - Returns: whether the server has trapped.
  @inline(never)
  private mutating func report(_ applied: Applied, at id: ServerID) -> Bool {
    switch applied {
    case .asOthers: return false
    case .differently:
      reportDifference(at: recorder.step.sequence)
      return false
    case .trap:
      serverTraps(id, .apply)
      return true
    }
  }

  /// Applies what is committed. A defect may have committed what is not there: nothing is applied beyond the log's end.
  @inline(__always)
  private func apply(upTo index: LogIndex, at id: ServerID) -> Applied {
    let last = min(index, hosts[id].server.lastIndex)
    var applied = Applied.asOthers
    for next in stride(from: application.lastApplied(id) + 1, through: last, by: 1) {
      // Read before the calls are counted: after that, the compiler would copy the server for it.
      let command = hosts[id].command(at: next)
      if calls.traps { return .trap }
      calls.begin()
      let isSame = application.apply(command, id)
      calls.end()
      if !isSame { applied = .differently }
    }
    return applied
  }

  /// Compares the states of the servers' machines at the end of a run that has violated nothing.
  mutating func compareFinalStates() {
    guard !recorder.isViolated else { return }
    for id in hosts.indices where !application.hasSameState(id) { reportDifference(at: recorder.count) }
  }

  /// Reports how the results of applying an entry differ: it is known at the event `step`.
  private mutating func reportDifference(at step: Int) {
    guard let difference = application.difference() else { return }
    let described = difference.describing { number in
      let command = Command(rawValue: number)
      return application.operation(command)?.description ?? application.describe(command)
    }
    recorder.report(.replicasDiffer(described), at: step, now)
  }

  @inline(__always)
  mutating func setTimers(_ id: ServerID) {
    switch hosts[id].effects.electionTimer {
    case .none: break
    case .stop: hosts[id].electionTimer.stop()
    case .reset:
      let set = hosts[id].electionTimeouts.next(within: hosts[id].server.currentTerm)
      let spread = random.upTo(scenario.electionSpread, .electionTimeout, id, set.count, within: set.number)
      let deadline = deadline(scenario.electionTimeout.microseconds + spread, .election, of: id)
      if let time = hosts[id].electionTimer.set(deadline) { queue.push(.electionTimer(UInt8(id)), at: time) }
    }
    switch hosts[id].effects.heartbeatTimer {
    case .none: break
    case .stop: hosts[id].heartbeatTimer.stop()
    case .reset:
      if let time = hosts[id].heartbeatTimer.set(deadline(scenario.heartbeat.microseconds, .heartbeat, of: id)) {
        queue.push(.heartbeatTimer(UInt8(id)), at: time)
      }
    }
  }

  /// An answer to a client of `id`, with what the state machine returned, where the core left that open.
  func withOutput(_ answer: Answer, of id: ServerID) -> Answer {
    guard case .committed(let index, 0) = answer.outcome else { return answer }
    var answer = answer
    answer.outcome = .committed(index: index, output: application.output(answer.command, id))
    return answer
  }

  /// A client's request reaches a server. One that the client has given up meanwhile still asks for its command.
  mutating func requestArrives(of client: Int, at id: ServerID, _ slot: UInt32) {
    let command = clients.takeRequest(slot)
    guard hosts[id].isUp else { return }
    if let answer = ownAnswer(to: command, at: id) { return clients.send(answer, now) }
    guard takes(command, at: id) else { return }
    recorder.step.client.reset(client, command)
    let forwards = hosts[id].server.role != .leader && hosts[id].server.leader != nil
    if forwards { statistics.forwarded += 1 }
    step(id, .request(command), .request)
  }
}
