import RaftCore
import TraceChecker

extension World {
  mutating func startServer(_ id: ServerID) {
    nodes[id].isUp = true
    if channels.isOn { channels.start(id, now: now) }
    nodes[id].server.start(into: &effects)
    nodes[id].carryOut(effects, &event)
    emit(.start)
    setTimers(id)
  }

  mutating func electionTimerOccurs(_ id: ServerID) {
    switch nodes[id].electionTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.electionTimer(UInt8(id)), at: time)
    case .fires:
      countBent(.election, of: id)
      guard startsElection(id) else { return }
      step(id, .electionTimeout, .timeout)
    }
  }

  mutating func heartbeatTimerOccurs(_ id: ServerID) {
    switch nodes[id].heartbeatTimer.occur(at: now) {
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
    TraceAdapter.describe(messages[slot].message, in: &event.message)
    guard getsThrough(slot) else {
      statistics.cut += 1
      return emitLoss(.partition)
    }
    guard nodes[to].isUp else {
      statistics.missed += 1
      return emitLoss(.receiverDown)
    }
    if watch != nil, !admits(slot) { return emitLoss(.droppedByHost) }
    if channels.isOn, !isAdmitted(slot) { return emitLoss(.noChannel) }
    statistics.delivered += 1
    if host.givesUpPeers { peersGivenUp.hear(from: from, at: to, host) }
    if network.deliver(from: from, to: to, number: messages[slot].number) { statistics.reordered += 1 }
    let isElected = nodes[to].receive(messages[slot].message, &effects, &event)
    carryOut(to, .receive, isElected)
  }

  /// Whether a message that was under way reaches its receiver's host, or has reached it before: no partition cut it off.
  @inline(__always)
  mutating func getsThrough(_ slot: UInt32) -> Bool {
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    return messages[slot].hasReachedHost || network.passes(from: from, to: to, sentAt: messages[slot].sentAt)
  }

  /// A message is on its link no more. One that comes late counts where it comes to somebody.
  mutating func leaveLink(_ slot: UInt32) {
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    switch messages[slot].copy {
    case .original: if !messages[slot].hasReachedHost { network.leave(from: from, to: to) }
    case .second: break
    case .late:
      guard nodes[to].isUp, getsThrough(slot) else { return }
      network.counts.lateDuplicates += 1
    }
  }

  /// Takes a step and carries out what it asks for, in the order of `Effects`.
  mutating func step(_ id: ServerID, _ input: Input, _ action: Action) {
    let isElected = nodes[id].step(input, &effects, &event)
    carryOut(id, action, isElected)
  }

  private mutating func carryOut(_ id: ServerID, _ action: Action, _ isElected: Bool) {
    statistics.events += 1
    if record != nil || observer.checker.isConforming { TraceAdapter.describe(effects, in: &event.sent) }
    if hasSlowDisks, holds(id, action, isElected) { return }
    conclude(id, action, isElected)
    setTimers(id)
  }

  /// Tells a step, and carries out what others notice of it.
  @inline(__always)
  mutating func conclude(_ id: ServerID, _ action: Action, _ isElected: Bool) {
    if isElected {
      statistics.elections += 1
      watch?.isElected(id)
    }
    emit(action)
    if effects.commits, host.applies == .beforeAnswers { nodes[id].apply(upTo: event.state.commit, to: application) }
    // Sending describes other events in `event`.
    let commit = event.state.commit
    for index in effects.messages.indices { sendMessage(index) }
    for index in effects.answers.indices { sendAnswer(effects.answers[index], of: id) }
    if effects.commits, host.applies == .afterAnswers { nodes[id].apply(upTo: commit, to: application) }
  }

  mutating func setTimers(_ id: ServerID) {
    switch effects.electionTimer {
    case .none: break
    case .stop: nodes[id].electionTimer.stop()
    case .reset:
      let set = nodes[id].electionTimeouts.next(within: nodes[id].server.currentTerm)
      let spread = random.below(scenario.electionSpread + 1, .electionTimeout, id, set.count, within: set.number)
      let deadline = deadline(scenario.electionTimeout + spread, .election, of: id)
      if let time = nodes[id].electionTimer.set(deadline) { queue.push(.electionTimer(UInt8(id)), at: time) }
    }
    switch effects.heartbeatTimer {
    case .none: break
    case .stop: nodes[id].heartbeatTimer.stop()
    case .reset:
      if let time = nodes[id].heartbeatTimer.set(deadline(scenario.heartbeat, .heartbeat, of: id)) {
        queue.push(.heartbeatTimer(UInt8(id)), at: time)
      }
    }
  }

  private mutating func sendMessage(_ index: Int) {
    statistics.sent += 1
    let (from, to) = (effects.messages[index].from, effects.messages[index].to)
    if watch != nil, !sends(index) { return withhold(effects.messages[index], .droppedByHost) }
    if host.givesUpPeers, peersGivenUp.isSilenced(from: from, to: to, host) {
      return withhold(effects.messages[index], .droppedByHost)
    }
    if channels.isOn, !findsChannel(index) { return }
    switch network.send(from: from, to: to, content: effects.messages[index].contentHash, now: now) {
    case .lost(let loss): lose(effects.messages[index], loss)
    case .arrives(let time): push(index, from, to, .original, at: time)
    case .arrivesTwice(let time, let again):
      statistics.duplicated += 1
      duplicate(index, from, to, at: time, .second, at: again)
    case .arrivesTooLateAgain(let time, let again): duplicate(index, from, to, at: time, .late, at: again)
    }
  }

  private mutating func duplicate(
    _ index: Int, _ from: ServerID, _ to: ServerID, at time: Int, _ copy: MessageInFlight.Copy, at again: Int
  ) {
    TraceAdapter.describe(effects.messages[index], in: &event.message)
    emitWorldEvent(.duplicate)
    push(index, from, to, .original, at: time)
    push(index, from, to, copy, at: again)
  }

  /// Puts a message on its way. The answer to a forwarded request takes along what the state machine returned here.
  private mutating func push(
    _ index: Int, _ from: ServerID, _ to: ServerID, _ copy: MessageInFlight.Copy, at time: Int
  ) {
    if host.givesUpPeers { peersGivenUp.reach(from: from, to: to) }
    let number = network.number(from: from, to: to)
    let slot = messages.insert(
      MessageInFlight(message: effects.messages[index], sentAt: now, number: number, copy: copy, passage: passage))
    queue.push(.delivery(slot: slot), at: time)
    if case .forwardReply(let answer) = effects.messages[index].body {
      messages.update(slot) { $0.message.body = .forwardReply(withOutput(answer, of: from)) }
    }
  }

  private mutating func lose(_ message: Message, _ loss: Network.Loss) {
    switch loss {
    case .cut: statistics.cut += 1
    case .chance: statistics.lost += 1
    // Counted by the network.
    case .burst, .overflow: break
    }
    if host.givesUpPeers { peersGivenUp.lose(loss, from: message.from, to: message.to, host) }
    withhold(message, loss.reason)
  }

  /// A message that was sent is not under way.
  private mutating func withhold(_ message: Message, _ reason: LossReason) {
    TraceAdapter.describe(message, in: &event.message)
    emitLoss(reason)
  }

  /// The message that `event` describes is lost.
  mutating func emitLoss(_ reason: LossReason) {
    event.details.loss = reason
    emitWorldEvent(.lose)
  }

  /// An answer to a client of `id`, with what the state machine returned, where the core left that open.
  mutating func withOutput(_ answer: Answer, of id: ServerID) -> Answer {
    guard case .committed(let index, 0) = answer.outcome else { return answer }
    var answer = answer
    answer.outcome = .committed(index: index, output: application.output(answer.command, id))
    return answer
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
