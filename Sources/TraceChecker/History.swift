/// What a trace has told so far: how every server stands, and the history variables that the properties speak of.
public struct History: Sendable {
  /// One server.
  public struct Server: Sendable {
    /// Its state after its last step. A crashed server's is what it had; only a restart tells what survived.
    public internal(set) var state = ServerState()
    /// Its log, durable as far as the trace knows.
    public internal(set) var log = LogHistory()
    /// How far it ever committed, whatever restarts have made it forget.
    public internal(set) var everCommitted = 0
    /// The highest term that it ever had.
    public internal(set) var highestTerm = 0
    /// Whether it runs.
    public internal(set) var isUp = false

    /// How many entries at the front of its log it knows to be committed.
    public var committedLength: Int { min(state.commit, log.count) }
  }

  /// The servers, by number.
  public private(set) var servers: [Server]
  /// What was committed by any of them.
  public private(set) var committed = CommittedPrefix()
  /// How many times a server became leader.
  public private(set) var elections = 0
  /// By server: what it told last of the others, if it leads.
  public internal(set) var indexes: [LeaderIndexes]
  /// What a leader had told of the others before the last step in which a match index fell.
  public internal(set) var indexesBeforeFall = LeaderIndexes()
  private var votes: [Ballot: Int] = [:]

  private struct Ballot: Hashable {
    let term: Int
    let voter: Int
  }

  /// The history of `servers` servers that have not started.
  public init(servers: Int) {
    self.servers = Array(repeating: Server(), count: servers)
    indexes = Array(repeating: LeaderIndexes(), count: servers)
  }

  /// The fewest servers that are a majority. TLA+: `Quorum`.
  public var majority: Int { servers.count / 2 + 1 }

  /// Who voted for `candidate` in `term`. TLA+: `votesGranted`, over all of history.
  public func voters(for candidate: Int, in term: Int) -> [Int] {
    servers.indices.filter { votes[Ballot(term: term, voter: $0)] == candidate }
  }

  /// Whether a server's step changes anything: most answers, heartbeats and forwarded requests do not.
  func isChanged(by event: borrowing TraceEvent) -> Bool {
    switch event.action {
    case .start, .crash, .restart: true
    default: event.logKept != nil || servers[event.server].state != event.state
    }
  }

  /// Takes a server's step in, and tells what it changed. O(1) and the entries appended or committed.
  /// - Parameter irregular: what `takeNote(of:)` found in it.
  mutating func apply(_ event: borrowing TraceEvent, irregular: Transition.Changes = []) -> Transition {
    let server = event.server
    let received =
      event.action == .receive
      ? Transition.Received(kind: event.message.kind, sender: event.message.from, term: event.message.term) : nil
    var change = Transition(
      step: event.sequence, server: server, action: event.action, received: received,
      before: servers[server].state, after: event.state, changes: irregular)
    applyLife(event.action, server, &change)
    applyLog(event, &change)
    if change.before != change.after { applyState(&change) }
    return change
  }

  private mutating func applyLife(_ action: Action, _ server: Int, _ change: inout Transition) {
    switch action {
    case .crash: servers[server].isUp = false
    case .restart:
      servers[server].isUp = true
      change.changes.insert(.restart)
    case .start: servers[server].isUp = true
    default: break
    }
  }

  /// Entries that are written over themselves are no change: `kept` goes as far as the old and the new log agree.
  private mutating func applyLog(_ event: borrowing TraceEvent, _ change: inout Transition) {
    let server = event.server
    change.lengthBefore = servers[server].log.count
    change.kept = change.lengthBefore
    guard let kept = event.logKept else { return }
    let agreed = servers[server].log.agreement(behind: kept, with: event.appended)
    change.kept = kept + agreed
    if change.kept < change.lengthBefore {
      change.removed = servers[server].log[change.kept + 1]
      change.everCommitted = servers[server].everCommitted
      change.changes.insert(.truncated)
      servers[server].log.truncate(to: change.kept)
    }
    guard agreed < event.appended.count else { return }
    change.changes.insert(.appended)
    for offset in agreed..<event.appended.count { servers[server].log.append(event.appended[offset]) }
  }

  private mutating func applyState(_ change: inout Transition) {
    let (before, after) = (change.before, change.after)
    servers[change.server].state = after
    if after.term != before.term {
      change.changes.insert(.term)
      servers[change.server].highestTerm = max(servers[change.server].highestTerm, after.term)
    }
    if after.role != before.role { change.changes.insert(.role) }
    if after.vote != TraceEvent.none, after.vote != before.vote || after.term != before.term { recordVote(&change) }
    if after.role == .leader, before.role != .leader || after.term != before.term {
      elections += 1
      change.changes.insert(.newLeader)
    }
    if after.commit != before.commit {
      change.changes.insert(.commit)
      let committed = min(after.commit, servers[change.server].log.count)
      servers[change.server].everCommitted = max(servers[change.server].everCommitted, committed)
      extendCommitted(&change)
    }
  }

  private mutating func recordVote(_ change: inout Transition) {
    change.changes.insert(.vote)
    let ballot = Ballot(term: change.after.term, voter: change.server)
    guard let earlier = votes[ballot] else {
      votes[ballot] = change.after.vote
      return
    }
    if earlier != change.after.vote { change.earlierVote = earlier }
  }

  /// Adds what this server committed first. A server whose committed entries differ from those of others adds nothing:
  /// State Machine Safety is broken already.
  private mutating func extendCommitted(_ change: inout Transition) {
    let server = change.server
    let length = min(change.after.commit, servers[server].log.count)
    guard length > committed.count, committed.isPrefix(committed.count, of: servers[server].log) else { return }
    change.changes.insert(.newlyCommitted)
    for index in (committed.count + 1)...length {
      committed.append(
        CommittedPrefix.Record(
          entry: servers[server].log[index], prefixHash: servers[server].log.prefixHash(index),
          term: change.after.term, server: server, step: change.step))
    }
  }
}
