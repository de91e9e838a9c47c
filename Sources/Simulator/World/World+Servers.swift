import RaftCore
import TraceChecker

extension World {
  mutating func startServer(_ id: ServerID) {
    nodes[id].isUp = true
    nodes[id].server.start(into: &effects)
    nodes[id].carryOut(effects, &event)
    emit(.start)
    setTimers(id)
  }

  mutating func electionTimerOccurs(_ id: ServerID) {
    switch nodes[id].electionTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.electionTimer(UInt8(id)), at: time)
    case .fires: step(id, .electionTimeout, .timeout)
    }
  }

  mutating func heartbeatTimerOccurs(_ id: ServerID) {
    switch nodes[id].heartbeatTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.heartbeatTimer(UInt8(id)), at: time)
    case .fires: step(id, .heartbeatTimeout, .heartbeat)
    }
  }

  /// A message reaches its receiver, unless a partition began on its way or there is nobody.
  mutating func deliver(_ slot: UInt32) {
    defer { messages.remove(slot) }
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    TraceAdapter.describe(messages[slot].message, in: &event.message)
    guard network.passes(from: from, to: to, sentAt: messages[slot].sentAt) else {
      statistics.cut += 1
      return emitWorldEvent(.lose)
    }
    guard nodes[to].isUp else {
      statistics.missed += 1
      return emitWorldEvent(.lose)
    }
    statistics.delivered += 1
    if network.deliver(from: from, to: to, number: messages[slot].number) { statistics.reordered += 1 }
    let isElected = nodes[to].receive(messages[slot].message, &effects, &event)
    carryOut(to, .receive, isElected)
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
    if isElected { statistics.elections += 1 }
    emit(action)
    if effects.commits { nodes[id].apply(upTo: event.state.commit, to: application) }
    for index in effects.messages.indices { sendMessage(index) }
    for index in effects.answers.indices { sendAnswer(effects.answers[index], of: id) }
  }

  mutating func setTimers(_ id: ServerID) {
    switch effects.electionTimer {
    case .none: break
    case .stop: nodes[id].electionTimer.stop()
    case .reset:
      nodes[id].electionTimeouts += 1
      let spread = random.below(scenario.electionSpread + 1, .electionTimeout, id, nodes[id].electionTimeouts)
      let deadline = now + scenario.electionTimeout + spread
      if let time = nodes[id].electionTimer.set(deadline) { queue.push(.electionTimer(UInt8(id)), at: time) }
    }
    switch effects.heartbeatTimer {
    case .none: break
    case .stop: nodes[id].heartbeatTimer.stop()
    case .reset:
      if let time = nodes[id].heartbeatTimer.set(now + scenario.heartbeat) {
        queue.push(.heartbeatTimer(UInt8(id)), at: time)
      }
    }
  }

  private mutating func sendMessage(_ index: Int) {
    statistics.sent += 1
    let (from, to) = (effects.messages[index].from, effects.messages[index].to)
    switch network.send(from: from, to: to, now: now) {
    case .lost: lose(effects.messages[index])
    case .arrives(let time): push(index, from, to, at: time)
    case .arrivesTwice(let time, let again):
      statistics.duplicated += 1
      TraceAdapter.describe(effects.messages[index], in: &event.message)
      emitWorldEvent(.duplicate)
      push(index, from, to, at: time)
      push(index, from, to, at: again)
    }
  }

  /// Puts a message on its way. The answer to a forwarded request takes along what the state machine returned here.
  private mutating func push(_ index: Int, _ from: ServerID, _ to: ServerID, at time: Int) {
    let number = network.number(from: from, to: to)
    let slot = messages.insert(MessageInFlight(message: effects.messages[index], sentAt: now, number: number))
    queue.push(.delivery(slot: slot), at: time)
    if case .forwardReply(let answer) = effects.messages[index].body {
      messages.update(slot) { $0.message.body = .forwardReply(withOutput(answer, of: from)) }
    }
  }

  private mutating func lose(_ message: Message) {
    if network.isCut(message.from, message.to) { statistics.cut += 1 } else { statistics.lost += 1 }
    TraceAdapter.describe(message, in: &event.message)
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
