import RaftCore
import TraceChecker

extension World {
  mutating func startServer(_ id: ServerID) {
    if channels.isOn { channels.start(id, now: now) }
    hosts[id].start(&recorder.step)
    reportStep(.start)
    setTimers(id)
  }

  mutating func electionTimerOccurs(_ id: ServerID) {
    switch hosts[id].electionTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.electionTimer(UInt8(id)), at: time)
    case .fires:
      countBent(.election, of: id)
      guard startsElection(id) else { return }
      step(id, .electionTimeout, .timeout)
    }
  }

  mutating func heartbeatTimerOccurs(_ id: ServerID) {
    switch hosts[id].heartbeatTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.heartbeatTimer(UInt8(id)), at: time)
    case .fires:
      countBent(.heartbeat, of: id)
      step(id, .heartbeatTimeout, .heartbeat)
    }
  }

  /// A message reaches its receiver, unless a partition began on its way or there is nobody.
  mutating func deliver(_ slot: UInt32) {
    defer { messages.remove(slot) }
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    if network.hasFaults { leaveLink(slot) }
    guard
      network.passes(
        from: from, to: to, sentAt: messages[slot].sentAt, hasReachedHost: messages[slot].hasReachedHost)
    else {
      statistics.cut += 1
      return lose(slot, .partition)
    }
    guard hosts[to].isUp else {
      statistics.missed += 1
      return lose(slot, .receiverDown)
    }
    messages[slot].message.describe(in: &recorder.step.message)
    if memory.watch != nil, !admits(slot) { return lose(slot, .droppedByHost) }
    if channels.isOn, !channels.admits(recorder.step.message, messages[slot].call, now: now) {
      return lose(slot, .noChannel)
    }
    if channels.isOn, recorder.wantsNotes { noteArrival(messages[slot].call) }
    statistics.delivered += 1
    memory.peersGivenUp?.hear(from: from, at: to)
    if network.deliver(from: from, to: to, number: messages[slot].number) { statistics.reordered += 1 }
    recorder.step.details.id = messages[slot].id
    recorder.step.details.copy = messages[slot].copy.number
    let isElected = hosts[to].receive(messages[slot].message, &recorder.step)
    carryOut(
      to,
      TakenStep(.receive, isElected: isElected, message: messages[slot].hash, call: messages[slot].call))
  }

  /// A message that was under way is lost.
  mutating func lose(_ slot: UInt32, _ reason: LossReason) {
    recorder.event.details.loss = reason
    report(.lose, messages[slot].message, messages[slot].hash, messages[slot].id, messages[slot].copy)
  }

  /// Reports what happens to a message.
  private mutating func report(
    _ action: Action, _ message: borrowing Core.Message, _ hash: UInt64, _ id: MessageID, _ copy: MessageCopy
  ) {
    message.describe(in: &recorder.event.message)
    recorder.event.details.id = id
    recorder.event.details.copy = copy.number
    recorder.report(action, at: now, message: hash)
  }

  /// A message is on its link no more. One that comes late counts where it comes to somebody.
  private mutating func leaveLink(_ slot: UInt32) {
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    switch messages[slot].copy {
    case .original: if !messages[slot].hasReachedHost { network.leave(from: from, to: to) }
    case .second: break
    case .late:
      guard hosts[to].isUp,
        network.passes(
          from: from, to: to, sentAt: messages[slot].sentAt, hasReachedHost: messages[slot].hasReachedHost)
      else { return }
      network.counts.lateDuplicates += 1
    }
  }

  /// Takes a step and carries out what it asks for, in the order of its effects.
  mutating func step(_ id: ServerID, _ input: CoreInput, _ action: Action) {
    let isElected = hosts[id].step(input, &recorder.step)
    carryOut(id, TakenStep(action, isElected: isElected))
  }

  private mutating func carryOut(_ id: ServerID, _ step: TakenStep) {
    statistics.events += 1
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
    if commits, hostRules[id].applies == .beforeAnswers { apply(upTo: recorder.step.state.commit, at: id) }
    if wasHeld { reportHeld(message: step.message) } else { reportStep(step.action, message: step.message) }
    for index in hosts[id].effects.messages.indices { sendMessage(index, of: id, inStepOf: step.call) }
    for index in hosts[id].effects.answers.indices {
      let answer = withOutput(hosts[id].effects.answers[index], of: id)
      memory.keptAnswers?.note(answer, at: id)
      clients.send(answer, now)
    }
    if commits, hostRules[id].applies == .afterAnswers { apply(upTo: recorder.step.state.commit, at: id) }
  }

  /// Applies what is committed. A defect may have committed what is not there: nothing is applied beyond the log's end.
  @inline(__always)
  private func apply(upTo index: LogIndex, at id: ServerID) {
    let last = min(index, hosts[id].server.lastIndex)
    for next in stride(from: application.lastApplied(id) + 1, through: last, by: 1) {
      application.apply(hosts[id].server.entry(at: next).command, id)
    }
  }

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

  /// Sends a message of a server's last step.
  private mutating func sendMessage(_ index: Int, of id: ServerID, inStepOf taken: Call) {
    statistics.sent += 1
    let (from, to) = (hosts[id].effects.messages[index].from, hosts[id].effects.messages[index].to)
    let hash = recorder.step.sent.contentHash(at: index)
    if memory.watch != nil, !sends(index, from: from, to: to) {
      return withhold(index, of: id, hash, .droppedByHost)
    }
    if memory.peersGivenUp?.isSilenced(from: from, to: to) == true {
      return withhold(index, of: id, hash, .droppedByHost)
    }
    var call = Call()
    if channels.isOn {
      guard let found = channels.call(of: recorder.step.sent[index], inStepOf: taken, now: now) else {
        return withhold(index, of: id, hash, .noChannel)
      }
      call = found
      if recorder.wantsNotes { noteSending(index, call) }
    }
    switch network.send(from: from, to: to, content: hash, now: now) {
    case .lost(let loss):
      noteLoss(loss, from: from, to: to)
      withhold(index, of: id, hash, loss.reason)
    case .arrives(let time): push(index, of: id, hash, call, .original, at: time)
    case .arrivesTwice(let time, let again):
      statistics.duplicated += 1
      duplicate(index, of: id, hash, call, at: time, .second, at: again)
    case .arrivesTooLateAgain(let time, let again):
      duplicate(index, of: id, hash, call, at: time, .late, at: again)
    }
  }

  private mutating func duplicate(
    _ index: Int, of id: ServerID, _ hash: UInt64, _ call: Call, at time: Int, _ copy: MessageCopy,
    at again: Int
  ) {
    report(.duplicate, hosts[id].effects.messages[index], hash, idOfSent(index), copy)
    push(index, of: id, hash, call, .original, at: time)
    push(index, of: id, hash, call, copy, at: again)
  }

  /// Puts a message on its way. The answer to a forwarded request takes along what the state machine returned here.
  @inline(__always)
  private mutating func push(
    _ index: Int, of id: ServerID, _ hash: UInt64, _ call: Call, _ copy: MessageCopy, at time: Int
  ) {
    let (from, to) = (hosts[id].effects.messages[index].from, hosts[id].effects.messages[index].to)
    memory.peersGivenUp?.reach(from: from, to: to)
    let slot = messages.insert(
      MessageInFlight(
        message: hosts[id].effects.messages[index], hash: hash, id: idOfSent(index), sentAt: now,
        number: network.number(from: from, to: to), copy: copy, call: call))
    queue.push(.delivery(slot: slot), at: time)
    if let answer = messages[slot].message.answer { messages[slot].message.answer = withOutput(answer, of: from) }
  }

  private mutating func noteLoss(_ loss: Network.Loss, from: ServerID, to: ServerID) {
    switch loss {
    case .cut: statistics.cut += 1
    case .chance: statistics.lost += 1
    // Counted by the network.
    case .burst, .overflow: break
    }
    memory.peersGivenUp?.lose(loss, from: from, to: to)
  }

  /// A message that was sent is not under way.
  private mutating func withhold(_ index: Int, of id: ServerID, _ hash: UInt64, _ reason: LossReason) {
    recorder.event.details.loss = reason
    report(.lose, hosts[id].effects.messages[index], hash, idOfSent(index), .original)
  }

  /// The id of a message that the step sends which was reported last.
  @inline(__always)
  private func idOfSent(_ index: Int) -> MessageID { MessageID(step: recorder.step.sequence, position: index) }

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

extension Network.Loss {
  /// The same in a trace.
  var reason: LossReason {
    switch self {
    case .cut: .partition
    case .chance: .chance
    case .burst: .burst
    case .overflow: .overflow
    }
  }
}
