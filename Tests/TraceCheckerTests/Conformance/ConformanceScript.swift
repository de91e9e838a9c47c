import Testing
import TraceChecker

/// A history written by hand for a checker, with every message that is sent. What a step does not set stays as it was.
struct ConformanceScript {
  private(set) var checker: Checker
  private var states: [ServerState]
  private var sequence = 0

  /// All servers have started.
  init(servers: Int = 3, checks: [any Check] = Checker.stepChecks) {
    checker = Checker(servers: servers, checks: checks, recordsSent: true)
    states = Array(repeating: ServerState(), count: servers)
    for server in 0..<servers { step(.start, server) }
  }

  /// Any event; its server's state is the last one, changed by `change`.
  mutating func step(
    _ action: Action, _ server: Int = TraceEvent.none, _ message: TraceMessage? = nil, command: UInt64 = 0,
    sends sent: [TraceMessage] = [], change: (inout TraceEvent) -> Void = { _ in }
  ) {
    var event = TraceEvent()
    sequence += 1
    (event.sequence, event.time, event.action, event.server) = (sequence, sequence * 1_000, action, server)
    if server != TraceEvent.none { event.state = states[server] }
    if let message { event.message = message }
    event.client.command = command
    for message in sent { event.sent.append { $0 = message } }
    change(&event)
    if server != TraceEvent.none { states[server] = event.state }
    checker.observe(event)
  }

  /// `message` arrives at its receiver.
  mutating func receive(
    _ message: TraceMessage, sends sent: [TraceMessage] = [], change: (inout TraceEvent) -> Void = { _ in }
  ) {
    step(.receive, message.to, message, sends: sent, change: change)
  }

  /// Every step was one that the specification has.
  func isAccepted(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(checker.violations.isEmpty, sourceLocation: sourceLocation)
  }

  /// The last step is the first that is not an action of the specification: this condition of this action does not hold.
  /// Nothing else is broken.
  func deviates(
    _ action: SpecificationAction, _ condition: Deviation.Condition,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(checker.violations.map(\.invariant) == ["Conformance"], sourceLocation: sourceLocation)
    guard let violation = checker.violations.first, case .deviation(let deviation) = violation.evidence else { return }
    #expect(violation.step == sequence, sourceLocation: sourceLocation)
    #expect(deviation.action == action, sourceLocation: sourceLocation)
    #expect(deviation.condition == condition, sourceLocation: sourceLocation)
  }

  /// What the deviation of the last step says, up to the action.
  func explains(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let violation = checker.violations.first { $0.invariant == Conformance.name }
    let sentence = violation.map { EvidenceText.text($0.evidence) } ?? "no violation"
    #expect(sentence.hasPrefix(text + " ("), "'\(sentence)'", sourceLocation: sourceLocation)
    #expect(text.count <= 200, "'\(text)'", sourceLocation: sourceLocation)
  }
}

// MARK: What a step records

extension TraceEvent {
  /// The term, with the vote that belongs to it.
  mutating func term(_ term: Int, vote: Int? = nil) {
    state.term = term
    state.vote = vote ?? TraceEvent.none
  }

  /// What the step did to the log.
  mutating func log(_ kept: Int, _ entries: (term: Int, command: UInt64)...) {
    logKept = kept
    appended = entries.map { TraceEntry(term: $0.term, command: $0.command) }
  }

  /// What a leader knows.
  mutating func indexes(match: [Int], next: [Int]) {
    indexes.begin(match.count)
    for server in match.indices {
      indexes.set(server, match: match[server])
      indexes.set(server, next: next[server])
    }
  }
}

extension TraceMessage {
  private init(_ kind: Kind, _ from: Int, _ to: Int, _ term: Int) {
    self.init()
    (self.kind, self.from, self.to, self.term) = (kind, from, to, term)
  }

  static func voteRequest(_ from: Int, _ to: Int, _ term: Int, last: (index: Int, term: Int) = (0, 0)) -> TraceMessage {
    var message = TraceMessage(.voteRequest, from, to, term)
    (message.lastLogIndex, message.lastLogTerm) = last
    return message
  }

  static func vote(_ from: Int, _ to: Int, _ term: Int, _ granted: Bool = true) -> TraceMessage {
    var message = TraceMessage(.voteReply, from, to, term)
    message.granted = granted
    return message
  }

  static func append(
    _ from: Int, _ to: Int, _ term: Int, after: (index: Int, term: Int) = (0, 0),
    _ entries: [(term: Int, command: UInt64)] = [], commit: Int = 0
  ) -> TraceMessage {
    var message = TraceMessage(.appendRequest, from, to, term)
    (message.prevLogIndex, message.prevLogTerm) = after
    message.entries = entries.map { TraceEntry(term: $0.term, command: $0.command) }
    message.leaderCommit = commit
    return message
  }

  static func accepted(_ from: Int, _ to: Int, _ term: Int, _ match: Int) -> TraceMessage {
    var message = TraceMessage(.appendReply, from, to, term)
    (message.success, message.matchIndex) = (true, match)
    return message
  }

  static func rejected(
    _ from: Int, _ to: Int, _ term: Int, _ previous: Int, hint: (index: Int, term: Int) = (0, 0)
  ) -> TraceMessage {
    var message = TraceMessage(.appendReply, from, to, term)
    message.rejectedIndex = previous
    (message.conflictIndex, message.conflictTerm) = hint
    return message
  }

  static func forward(_ from: Int, _ to: Int, _ term: Int, _ command: UInt64) -> TraceMessage {
    var message = TraceMessage(.forward, from, to, term)
    message.command = command
    return message
  }

  static func forwardReply(
    _ from: Int, _ to: Int, _ term: Int, _ command: UInt64, _ outcome: TraceOutcome, index: Int = 0
  ) -> TraceMessage {
    var message = TraceMessage(.forwardReply, from, to, term)
    (message.command, message.outcome, message.committedIndex) = (command, outcome, index)
    return message
  }
}

// MARK: Longer stretches

extension ConformanceScript {
  /// Server 0 is elected in term 1 by server 1, appends no no-op and sends no append yet.
  mutating func elects() {
    step(.timeout, 0, sends: [.voteRequest(0, 1, 1), .voteRequest(0, 2, 1)]) {
      $0.term(1, vote: 0)
      $0.state.role = .candidate
    }
    receive(.voteRequest(0, 1, 1), sends: [.vote(1, 0, 1)]) { $0.term(1, vote: 0) }
    receive(.vote(1, 0, 1)) { $0.state.role = .leader }
  }

  /// The leader 0 takes a request at `index`, and sends it to server 1.
  mutating func takes(_ command: UInt64, at index: Int, commit: Int = 0) {
    step(.request, 0, command: command, sends: [Self.request(command, at: index, commit: commit)]) {
      $0.log(index - 1, (1, command))
    }
  }

  /// Server 1 takes over what `takes` sent.
  mutating func stores(_ command: UInt64, at index: Int) {
    receive(Self.request(command, at: index), sends: [.accepted(1, 0, 1, index)]) { $0.log(index - 1, (1, command)) }
  }

  /// Server 0 is elected, and server 1 has its first entry, command 7; it answers.
  mutating func replicatesFirst() {
    elects()
    takes(7, at: 1)
    stores(7, at: 1)
  }

  static func request(_ command: UInt64, at index: Int, commit: Int = 0) -> TraceMessage {
    .append(0, 1, 1, after: (index - 1, index > 1 ? 1 : 0), [(1, command)], commit: commit)
  }
}
