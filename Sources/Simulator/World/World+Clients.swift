import RaftCore
import TraceChecker

extension World {
  /// A client asks for something new. When the faults have ended, only the client that is there for it does.
  mutating func invoke(_ client: Int) {
    guard healing == nil || client == scenario.clients else { return }
    pendingRequests += 1
    statistics.events += 1
    statistics.invocations += 1
    clients[client].sequence += 1
    let sequence = clients[client].sequence
    let word = random.word(.command, client, sequence)
    let command = application.invoke(word, clients[client].session, sequence)
    origins.append(CommandOrigin(client: UInt8(client), sequence: UInt32(truncatingIfNeeded: sequence)))
    clients[client].pending = command
    clients[client].tries = 0
    describe(client, command, text: record == nil ? "" : application.describe(command))
    event.client.session = clients[client].session
    event.client.operation = application.operation(command)
    emitWorldEvent(.invoke)
    sendRequest(client, command)
  }

  private mutating func sendRequest(_ client: Int, _ command: Command) {
    clients[client].tries += 1
    let (attempt, sequence) = (clients[client].tries, clients[client].sequence)
    let target =
      clients[client].favourite ?? random.below(scenario.servers, .choice, client, attempt, within: sequence)
    setTimer(of: client, in: scenario.requestTimeout)
    guard !random.happens(scenario.loss, .clientLoss, client, attempt, within: sequence) else { return }
    let slot = requests.insert(command)
    let request = Occurrence.requestArrives(client: UInt8(client), server: UInt8(target), slot: slot)
    let jitter = random.below(scenario.jitter + 1, .clientLatency, client, attempt, within: sequence)
    queue.push(request, at: now + scenario.latency / 2 + jitter)
  }

  /// A client's request reaches a server. One that the client has given up meanwhile still asks for its command.
  mutating func requestArrives(of client: Int, at id: ServerID, _ slot: UInt32) {
    defer { requests.remove(slot) }
    let command = requests[slot]
    guard nodes[id].isUp else { return }
    if let answer = ownAnswer(to: command, at: id) { return sendAnswer(answer, of: id) }
    guard takes(command, at: id) else { return }
    describe(client, command, text: "")
    let forwards = nodes[id].server.role != .leader && nodes[id].server.leader != nil
    if forwards { statistics.forwarded += 1 }
    step(id, .request(command), .request)
  }

  /// A server's answer sets out for its client.
  mutating func sendAnswer(_ answer: Answer, of id: ServerID) {
    guard answer.command.rawValue > 0, answer.command.rawValue <= UInt64(origins.count) else { return }
    let place = Int(answer.command.rawValue) - 1
    origins[place].answers &+= 1
    let (client, sequence) = (Int(origins[place].client), Int(origins[place].sequence))
    let number = Int(origins[place].answers)
    guard !random.happens(scenario.loss, .answerLoss, client, number, within: sequence) else { return }
    let flight = AnswerInFlight(answer: withOutput(answer, of: id), client: client)
    let jitter = random.below(scenario.jitter + 1, .answerLatency, client, number, within: sequence)
    queue.push(.answerArrives(slot: answers.insert(flight)), at: now + scenario.latency / 2 + jitter)
  }

  mutating func answerArrives(_ slot: UInt32) {
    defer { answers.remove(slot) }
    let (client, answer) = (answers[slot].client, answers[slot].answer)
    guard clients[client].pending == answer.command else { return }
    statistics.events += 1
    switch answer.outcome {
    case .committed(_, let output):
      finish(
        client, answer, text: record == nil ? "" : application.describeOutput(output), application.result(output))
    case .notLeader(let leader), .unknown(let leader): retry(client, answer, at: leader)
    }
  }

  /// Asks the leader that was named, or anyone after a while.
  private mutating func retry(_ client: Int, _ answer: Answer, at leader: ServerID?) {
    guard clients[client].tries < scenario.attempts else {
      if host.believesRefusals, case .notLeader = answer.outcome { return finish(client, answer, text: "") }
      return giveUp(client, answer.command)
    }
    clients[client].favourite = leader
    if leader != nil { return sendRequest(client, answer.command) }
    setTimer(of: client, in: scenario.electionTimeout / 4)
  }

  private mutating func setTimer(of client: Int, in delay: Int) {
    if let time = clients[client].timer.set(now + delay) { queue.push(.clientTimer(UInt8(client)), at: time) }
  }

  mutating func clientTimerOccurs(_ client: Int) {
    switch clients[client].timer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.clientTimer(UInt8(client)), at: time)
    case .fires: timeOut(client)
    }
  }

  private mutating func timeOut(_ client: Int) {
    guard let command = clients[client].pending else { return }
    statistics.events += 1
    guard clients[client].tries < scenario.attempts else { return giveUp(client, command) }
    clients[client].favourite = nil
    sendRequest(client, command)
  }

  private mutating func giveUp(_ client: Int, _ command: Command) {
    finish(client, Answer(command: command, outcome: .unknown(leader: nil)), text: "")
    guard random.below(2, .session, client, clients[client].sequence) == 0 else { return }
    laterSessions += 1
    clients[client].session = scenario.clients + laterSessions
  }

  /// A client has its answer, or will never have one, and thinks about its next request.
  private mutating func finish(_ client: Int, _ answer: Answer, text: String, _ result: ClientResult? = nil) {
    if case .committed = answer.outcome { statistics.answers += 1 } else { statistics.unknown += 1 }
    clients[client].pending = nil
    pendingRequests -= 1
    clients[client].timer.stop()
    describe(client, answer.command, text: text)
    event.client.result = result
    (event.client.outcome, event.client.index, _) = TraceAdapter.outcome(answer.outcome)
    emitWorldEvent(.answer)
    queue.push(.clientWakes(UInt8(client)), at: now + thinkingTime(client))
  }

  /// When the faults have ended, a client asks again only where one command was not enough: a leader of a newer term,
  /// which appends no no-op, commits nothing of an older one before it has an entry of its own (§5.4.2).
  private mutating func thinkingTime(_ client: Int) -> Int {
    if healing != nil { return scenario.electionTimeout + scenario.requestTimeout }
    return random.around(scenario.think, .think, client, clients[client].sequence)
  }

  private mutating func describe(_ client: Int, _ command: Command, text: String) {
    event.client.client = client
    event.client.command = command.rawValue
    event.client.outcome = .committed
    event.client.index = 0
    event.client.session = TraceEvent.none
    event.client.operation = nil
    event.client.result = nil
    event.client.text = text
  }
}
