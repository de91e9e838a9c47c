import RaftCore
import TraceChecker

/// The clients of a run: their sessions, the commands that they wait for, and the requests and answers in transit.
struct Clients: ~Copyable {
  /// The world as it is.
  private var scenario: Scenario
  private let random: KeyedRandom
  private let queue: EventQueue
  private let numbering: ClientNumbering
  private var all: Row<SimulatedClient>
  private let rules: ClientRules
  /// Whether the faults have ended: only the client that is there for it asks for something new then.
  private(set) var isRecovering = false
  /// How many clients wait for an answer.
  private(set) var waiting = 0
  private var requests = Slab<Command>()
  private var answers = Slab<AnswerInTransit>()

  init(_ scenario: Scenario, _ random: KeyedRandom, _ queue: EventQueue, _ rules: ClientRules) {
    self.scenario = scenario
    self.random = random
    self.queue = queue
    self.rules = rules
    let numbering = scenario.clientNumbering
    self.numbering = numbering
    all = Row((0..<numbering.clients).map { SimulatedClient(session: numbering.firstSession(of: $0)) })
  }

  /// How many there are, the one that asks when the faults have ended included.
  var count: Int { all.count }

  /// Plans when each client asks first.
  func begin() {
    for client in 0..<scenario.clients {
      queue.push(.clientWakes(UInt8(client)), at: random.upTo(scenario.electionTimeout, .startTime, client, 0))
    }
  }

  /// Continues in another scenario: its rates and times apply from now on.
  mutating func change(to scenario: Scenario) { self.scenario = scenario }

  /// The faults have ended: only the client that is there for it asks for a new command, now.
  mutating func recover(
    _ now: Int, _ application: Application, _ recorder: inout Recorder, _ statistics: inout RunStatistics
  ) {
    isRecovering = true
    wake(scenario.clients, now, application, &recorder, &statistics)
  }

  /// A client asks for something new.
  mutating func wake(
    _ client: Int, _ now: Int, _ application: Application, _ recorder: inout Recorder,
    _ statistics: inout RunStatistics
  ) {
    guard !isRecovering || client == scenario.clients else { return }
    waiting += 1
    statistics.events += 1
    statistics.invocations += 1
    let sequence = all[client].beginCommand(at: now)
    let command = Command(rawValue: numbering.command(sequence, of: client))
    all[client].pending = command
    application.invoke(command, random.word(.command, client, sequence), all[client].session, sequence)
    recorder.event.client.reset(client, command)
    if recorder.wantsText { recorder.event.client.text = application.describe(command) }
    recorder.event.client.session = all[client].session
    recorder.event.client.operation = application.operation(command)
    recorder.report(.invoke, at: now)
    sendRequest(client, command, now)
  }

  private mutating func sendRequest(_ client: Int, _ command: Command, _ now: Int) {
    all[client].tries += 1
    let (attempt, sequence) = (all[client].tries, all[client].sequence)
    let target = all[client].favorite ?? random.below(scenario.servers, .choice, client, attempt, within: sequence)
    if !rules.leavesSilentServer { all[client].favorite = target }
    all[client].asks(target, at: now)
    setTimer(of: client, at: now + scenario.requestTimeout.microseconds)
    guard !random.happens(scenario.loss, .clientLoss, client, attempt, within: sequence) else { return }
    let slot = requests.insert(command)
    let request = Occurrence.requestArrives(client: UInt8(client), server: UInt8(target), slot: slot)
    let jitter = random.upTo(scenario.jitter, .clientLatency, client, attempt, within: sequence)
    queue.push(request, at: now + scenario.latency.microseconds / 2 + jitter)
  }

  /// Takes a request that has arrived, or is lost on the way.
  mutating func takeRequest(_ slot: UInt32) -> Command {
    requests.check(slot)
    defer { requests.remove(slot) }
    return requests[slot]
  }

  /// A server's answer sets out for its client.
  mutating func send(_ answer: Answer, _ now: Int) {
    guard let (client, sequence) = numbering.origin(ofCommand: answer.command.rawValue),
      let number = all[client].countAnswer(to: sequence)
    else { return }
    guard !random.happens(scenario.loss, .answerLoss, client, number, within: sequence) else { return }
    let slot = answers.insert(AnswerInTransit(answer: answer, client: client))
    let jitter = random.upTo(scenario.jitter, .answerLatency, client, number, within: sequence)
    queue.push(.answerArrives(slot: slot), at: now + scenario.latency.microseconds / 2 + jitter)
  }

  /// An answer reaches its client.
  mutating func answerArrives(
    _ slot: UInt32, _ now: Int, _ application: Application, _ recorder: inout Recorder,
    _ statistics: inout RunStatistics
  ) {
    answers.check(slot)
    defer { answers.remove(slot) }
    let (client, answer) = (answers[slot].client, answers[slot].answer)
    guard all[client].pending == answer.command else { return }
    statistics.events += 1
    switch answer.outcome {
    case .committed(_, let output):
      recorder.event.client.reset(client, answer.command)
      if recorder.wantsText { recorder.event.client.text = application.describeOutput(output) }
      recorder.event.client.result = application.result(output)
      finish(client, answer, now, &recorder, &statistics)
    case .notLeader(let leader), .unknown(let leader): retry(client, answer, at: leader, now, &recorder, &statistics)
    }
  }

  /// Asks the leader that was named, or anyone after a while.
  private mutating func retry(
    _ client: Int, _ answer: Answer, at leader: ServerID?, _ now: Int, _ recorder: inout Recorder,
    _ statistics: inout RunStatistics
  ) {
    guard all[client].tries < scenario.attempts else {
      guard rules.believesRefusals, case .notLeader = answer.outcome else {
        return giveUp(client, answer.command, now, &recorder, &statistics)
      }
      recorder.event.client.reset(client, answer.command)
      return finish(client, answer, now, &recorder, &statistics)
    }
    all[client].favorite = leader
    if leader != nil { return sendRequest(client, answer.command, now) }
    setTimer(of: client, at: now + scenario.electionTimeout.microseconds / 4)
  }

  private mutating func setTimer(of client: Int, at deadline: Int) {
    if let time = all[client].timer.set(deadline) { queue.push(.clientTimer(UInt8(client)), at: time) }
  }

  /// An occurrence of a client's timer: the client asks again if it has waited long enough.
  mutating func timerOccurs(
    _ client: Int, _ now: Int, _ recorder: inout Recorder, _ statistics: inout RunStatistics
  ) {
    switch all[client].timer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.clientTimer(UInt8(client)), at: time)
    case .fires: timeOut(client, now, &recorder, &statistics)
    }
  }

  private mutating func timeOut(
    _ client: Int, _ now: Int, _ recorder: inout Recorder, _ statistics: inout RunStatistics
  ) {
    guard let command = all[client].pending else { return }
    statistics.events += 1
    guard all[client].tries < scenario.attempts else { return giveUp(client, command, now, &recorder, &statistics) }
    if rules.leavesSilentServer { all[client].favorite = nil }
    sendRequest(client, command, now)
  }

  private mutating func giveUp(
    _ client: Int, _ command: Command, _ now: Int, _ recorder: inout Recorder, _ statistics: inout RunStatistics
  ) {
    recorder.event.client.reset(client, command)
    finish(client, Answer(command: command, outcome: .unknown(leader: nil)), now, &recorder, &statistics)
    guard random.below(2, .session, client, all[client].sequence) == 0 else { return }
    // A client that has no more sessions stays in its last one.
    if let session = numbering.session(after: all[client].session) { all[client].session = session }
  }

  /// Ends a client's command, answered or given up, and starts the think time. The event has the answer.
  private mutating func finish(
    _ client: Int, _ answer: Answer, _ now: Int, _ recorder: inout Recorder, _ statistics: inout RunStatistics
  ) {
    if case .committed = answer.outcome { statistics.answers += 1 } else { statistics.unknown += 1 }
    all[client].pending = nil
    waiting -= 1
    all[client].timer.stop()
    (recorder.event.client.outcome, recorder.event.client.index, _) = TraceAdapter.outcome(answer.outcome)
    recorder.report(.answer, at: now)
    queue.push(.clientWakes(UInt8(client)), at: now + thinkingTime(client))
  }

  /// When the faults have ended, a client asks again only where one command was not enough: a leader of a newer term,
  /// which appends no no-op, commits nothing of an older one before it has an entry of its own (§5.4.2).
  @inline(__always)
  private func thinkingTime(_ client: Int) -> Int {
    if isRecovering { return (scenario.electionTimeout + scenario.requestTimeout).microseconds }
    return random.around(scenario.think, .think, client, all[client].sequence)
  }

  /// The numbers of the clients.
  var indices: Range<Int> { all.indices }

  /// A client that waits for an answer, with its command; `nil` for one that does not.
  func waiting(_ client: Int) -> (client: SimulatedClient, command: Command)? {
    all[client].pending.map { (all[client], $0) }
  }
}

extension ClientPart {
  /// Forgets everything but the client and its command. In place: a new one costs more.
  mutating func reset(_ client: Int, _ command: Command) {
    self.client = client
    self.command = command.rawValue
    outcome = .committed
    index = 0
    session = TraceEvent.none
    operation = nil
    result = nil
    if !text.isEmpty { text = "" }
  }
}
