import Testing
import TraceChecker

/// A history written by hand for a checker, step by step. Every step returns its number; the clock ticks a millisecond
/// a step.
struct Script {
  private(set) var checker: Checker
  private var states: [ServerState]
  private var sequence = 0

  /// Nothing has happened yet, but that all servers have started.
  init(servers: Int = 3, checks: [any Check] = Checker.stepChecks, started: Bool = true) {
    checker = Checker(servers: servers, checks: checks)
    states = Array(repeating: ServerState(), count: servers)
    guard started else { return }
    for server in 0..<servers { step(.start, server) }
  }

  /// The invariants that speak of what a run comes to, and not of each step on the way: for histories that leave out how
  /// their entries came about.
  static var outcomes: [any Check] { Array(Checker.stepChecks.prefix(12)) }

  var violations: [Violation] { checker.violations }
  var history: History { _read { yield checker.history } }

  /// The fingerprint of the only violation.
  var fingerprint: UInt64? { violations.count == 1 ? violations[0].fingerprint : nil }

  /// An entry as a script writes it: its term and its command.
  typealias Written = (term: Int, command: UInt64)

  /// Any step of a server: whatever `change` does not touch stays as it was.
  @discardableResult
  mutating func step(
    _ action: Action, _ server: Int, kept: Int? = nil, _ entries: [Written] = [],
    change: (inout TraceEvent) -> Void = { _ in }
  ) -> Int {
    var event = TraceEvent()
    sequence += 1
    event.sequence = sequence
    event.time = sequence * 1_000
    event.action = action
    event.server = server
    event.state = states[server]
    event.logKept = kept
    event.appended = entries.map { TraceEntry(term: $0.term, command: $0.command) }
    change(&event)
    states[server] = event.state
    checker.observe(event)
    return sequence
  }

  // MARK: Elections

  /// `server` starts an election: its timeout passes. A leader steps down first.
  @discardableResult
  mutating func timesOut(_ server: Int, term: Int) -> Int {
    if states[server].role == .leader { step(.heartbeat, server) { $0.state.role = .follower } }
    return step(.timeout, server) { event in
      event.state.term = term
      event.state.vote = server
      event.state.role = .candidate
    }
  }

  /// `server` grants `candidate` its vote.
  @discardableResult
  mutating func votes(_ server: Int, for candidate: Int, term: Int) -> Int {
    receives(server, .voteRequest, term: term) { $0.state.vote = candidate }
  }

  /// The last vote that it needs reaches `server`.
  @discardableResult
  mutating func wins(_ server: Int) -> Int {
    step(.receive, server) { event in
      event.message.kind = .voteReply
      event.state.role = .leader
    }
  }

  /// `server` starts an election, gets the votes of `voters` (by default of as many as it needs) and wins.
  @discardableResult
  mutating func leader(_ server: Int, term: Int, voters: [Int]? = nil) -> Int {
    let needed = history.servers.count / 2
    timesOut(server, term: term)
    for voter in voters ?? (0..<needed).map({ (server + 1 + $0) % states.count }) {
      votes(voter, for: server, term: term)
    }
    return wins(server)
  }

  /// `server` follows: it learns `term`, if that is new, or it only steps down.
  @discardableResult
  mutating func follows(_ server: Int, term: Int) -> Int { receives(server, .appendRequest, term: term) }

  private mutating func receives(
    _ server: Int, _ kind: TraceMessage.Kind, term: Int, kept: Int? = nil, _ entries: [Written] = [],
    change: (inout TraceEvent) -> Void = { _ in }
  ) -> Int {
    step(.receive, server, kept: kept, entries) { event in
      event.message.kind = kind
      if event.state.term != term { event.state.vote = TraceEvent.none }
      event.state.term = term
      event.state.role = .follower
      change(&event)
    }
  }

  // MARK: Logs

  /// The leader `server` adds entries of its term to its own log, for a client.
  @discardableResult
  mutating func creates(_ server: Int, _ commands: UInt64...) -> Int {
    let term = states[server].term
    return step(.request, server, kept: history.servers[server].log.count, commands.map { (term, $0) })
  }

  /// `server` receives an append: of its log, the first `kept` entries stay, and `entries` come after them.
  @discardableResult
  mutating func appends(
    _ server: Int, kept: Int, _ entries: [Written], term: Int? = nil, commit: Int? = nil
  ) -> Int {
    receives(server, .appendRequest, term: term ?? states[server].term, kept: kept, entries) { event in
      if let commit { event.state.commit = commit }
    }
  }

  /// Each of `followers` receives an append of `leader` that brings it the whole log.
  mutating func replicates(_ leader: Int, to followers: Int..., commit: Int? = nil) {
    let log = history.servers[leader].log
    for follower in followers {
      let old = history.servers[follower].log
      let kept = (0..<log.count).first { old.entry(at: $0 + 1) != log[$0 + 1] } ?? log.count
      let new = (kept..<log.count).map { (log[$0 + 1].term, log[$0 + 1].command) }
      appends(follower, kept: kept, new, term: states[leader].term, commit: commit)
    }
  }

  /// `server` commits up to `index`: a leader by an answer that it counts, a follower by a heartbeat.
  @discardableResult
  mutating func commits(_ server: Int, _ index: Int) -> Int {
    step(.receive, server) { event in
      event.message.kind = event.state.role == .leader ? .appendReply : .appendRequest
      event.state.commit = index
    }
  }

  /// The answer to an append reaches the leader `server`, which now knows each server `match` and `next` of its own.
  @discardableResult
  mutating func hears(
    _ server: Int, match: [Int], next: [Int], change: (inout TraceEvent) -> Void = { _ in }
  ) -> Int {
    step(.receive, server) { event in
      event.message.kind = .appendReply
      event.indexes.begin(match.count)
      for peer in match.indices {
        event.indexes.set(peer, match: match[peer])
        event.indexes.set(peer, next: next[peer])
      }
      change(&event)
    }
  }

  // MARK: Lives

  @discardableResult
  mutating func crash(_ server: Int, change: (inout TraceEvent) -> Void = { _ in }) -> Int {
    step(.crash, server, change: change)
  }

  /// `server` runs again as a follower that knows of no commits; what it lost is in `change` and the entries.
  @discardableResult
  mutating func restart(
    _ server: Int, kept: Int? = nil, _ entries: [Written] = [], change: (inout ServerState) -> Void = { _ in }
  ) -> Int {
    step(.restart, server, kept: kept, entries) { event in
      event.state.role = .follower
      event.state.commit = 0
      change(&event.state)
    }
  }
}

// MARK: What comes of it

extension Script {
  /// All of the history is right.
  func isAccepted(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(violations.isEmpty, sourceLocation: sourceLocation)
  }

  /// The history breaks `name` and `others`, and nothing else, and the text of the evidence of `name` has all `parts`.
  func breaks(
    _ name: String, at step: Int, servers: [Int], others: [String] = [], saying parts: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      violations.map(\.invariant).filter { $0 != name } == others, "other invariants", sourceLocation: sourceLocation)
    guard let violation = violations.first(where: { $0.invariant == name }) else {
      Issue.record("\(name) is not broken", sourceLocation: sourceLocation)
      return
    }
    #expect(violation.step == step, sourceLocation: sourceLocation)
    #expect(violation.time == step * 1_000, sourceLocation: sourceLocation)
    #expect(violation.servers == servers, sourceLocation: sourceLocation)
    let text = EvidenceText.text(violation.evidence)
    for part in parts where !text.contains(part) {
      Issue.record("'\(text)' does not contain '\(part)'", sourceLocation: sourceLocation)
    }
  }
}
