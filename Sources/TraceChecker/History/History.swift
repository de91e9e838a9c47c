/// The history of a trace so far: the state of every server, and the history variables of the properties.
///
/// It has one owner, and readers borrow it: reading copies nothing and counts no references.
public struct History: ~Copyable, Sendable {
  /// What the checker knows of one server.
  public struct Server: Sendable {
    /// Its state after its last step. A crashed server keeps its last state here; only its restart shows what survived.
    public internal(set) var state = ServerState()
    /// Its log, as far as the trace records it as durable.
    public internal(set) var log = LogHistory()
    /// The highest index that it has ever committed, even before restarts.
    public internal(set) var everCommitted = 0
    /// The highest term that it ever had.
    public internal(set) var highestTerm = 0
    /// Whether the server is running: it has started, and has not crashed since.
    public internal(set) var isUp = false

    /// How many entries at the front of its log it knows to be committed.
    public var committedLength: Int { min(state.commit, log.count) }
  }

  private let anchor = AddressOnly()
  /// The servers, by number.
  public private(set) var servers: Row<Server>
  /// What was committed by any of them.
  public private(set) var committed: CommittedPrefix
  /// Every election won, in their order. TLA+: `elections`.
  public private(set) var elections: [GhostState.Election]
  /// By server: what was irregular in the last of its steps in which something was.
  public internal(set) var unusual: Row<UnusualObservation>
  /// By server: the match indexes that it knows after its last step.
  var matches: Row<KnownMatches>
  /// The highest term in the states with which servers started: the trace does not show who was elected in terms up to
  /// it.
  public private(set) var startTerm: Int
  private var votes: [Ballot: Int]
  /// Whether replies to requests for votes are compared with the votes: only where a trace does not have what is sent,
  /// as otherwise `Conformance` judges the replies when they are sent. Not after a `KnownState`, which does not have
  /// the history of every reply.
  var judgesGrants: Bool

  private struct Ballot: Hashable {
    let term: Int
    let voter: Int
  }

  /// The history of `servers` servers that have not started.
  public init(servers: Int) {
    self.servers = Row(repeating: Server(), count: servers)
    membership = Membership(servers: servers)
    matches = Row(repeating: KnownMatches(), count: servers)
    unusual = Row(repeating: UnusualObservation(), count: servers)
    committed = CommittedPrefix()
    elections = []
    startTerm = -1
    votes = [:]
    judgesGrants = false
  }

  // No property that differs has a default value, so that the compiler rejects this initializer if it forgets one.
  private init(copying other: borrowing History) {
    servers = other.servers.copied()
    committed = other.committed
    elections = other.elections
    unusual = other.unusual.copied()
    matches = other.matches.copied()
    startTerm = other.startTerm
    votes = other.votes
    judgesGrants = other.judgesGrants
    membership = other.membership
  }

  /// The history of a run that has reached `knownState`. Which server committed an entry first is no longer known.
  /// - Precondition: no log has more than what is committed where it is committed, nor less: nothing is violated yet.
  init(_ knownState: KnownState) {
    self.init(servers: knownState.servers.count)
    for server in servers.indices { begin(server, knownState) }
    startTerm = knownState.ghostState.startTerm
    elections = knownState.ghostState.elections
    for vote in knownState.ghostState.votes { votes[Ballot(term: vote.term, voter: vote.voter)] = vote.candidate }
    var hashes = LogHistory()
    for (offset, commit) in knownState.ghostState.committed.enumerated() {
      hashes.append(commit.entry)
      committed.append(
        CommittedPrefix.Record(
          entry: commit.entry, prefixHash: hashes.prefixHash(offset + 1), term: commit.term, server: 0, step: 0))
    }
  }

  private mutating func begin(_ server: Int, _ knownState: KnownState) {
    let known = knownState.servers[server]
    servers[server].state = known.state
    for entry in known.log { servers[server].log.append(entry) }
    servers[server].everCommitted = knownState.ghostState.everCommitted[server]
    servers[server].highestTerm = known.state.term
    servers[server].isUp = true
    if known.indexes.count > 0 { matches[server].take(known.indexes) }
  }

  /// What the run has left in the history variables. O(votes log votes).
  /// - Precondition: nothing committed is forgotten.
  public var ghostState: GhostState {
    precondition(committed.forgotten == 0, "what is forgotten is not part of the ghost state")
    var ghostState = GhostState(servers: servers.count)
    // Under a wrong rule a server can be elected twice in a term.
    ghostState.elections = Set(elections).sorted { ($0.term, $0.leader) < ($1.term, $1.leader) }
    ghostState.votes = votes.map { GhostState.Vote(term: $0.key.term, voter: $0.key.voter, candidate: $0.value) }
      .sorted { ($0.term, $0.voter) < ($1.term, $1.voter) }
    for index in 0..<committed.count {
      ghostState.committed.append(GhostState.Commit(entry: committed[index + 1].entry, term: committed[index + 1].term))
    }
    ghostState.everCommitted = servers.map(\.everCommitted)
    ghostState.startTerm = startTerm
    return ghostState
  }

  /// The servers that vote.
  public let membership: Membership
  /// The lowest base of all logs: what concerns only entries up to it can be forgotten.
  public var lowestBase: LogBase {
    servers.map(\.log.base).min { $0.index < $1.index } ?? LogBase()
  }

  /// Forgets what was committed up to `base`. Logs forget with their own bases.
  mutating func forget(upTo base: LogBase) { committed.forget(upTo: base.index) }

  /// The candidate for which `voter` voted in `term`, as far as its states show it.
  func vote(of voter: Int, in term: Int) -> Int? { votes[Ballot(term: term, voter: voter)] }

  /// Who voted for `candidate` in `term`. TLA+: `votes`.
  public func voters(for candidate: Int, in term: Int) -> [Int] {
    servers.indices.filter { votes[Ballot(term: term, voter: $0)] == candidate }
  }

  /// Whether a server's step changes anything: most replies, heartbeats and forwarded requests do not.
  func isChanged(by event: TraceEvent) -> Bool {
    switch event.action {
    case .start, .crash, .restart: true
    default: event.logKept != nil ? true : servers[event.server].state != event.state
    }
  }

  /// How many of the entries that a step writes after `index` are in the log already. Mostly none are: they come after
  /// the end of the log.
  @inline(__always)
  func agreement(_ event: TraceEvent, after index: Int) -> Int {
    if index >= servers[event.server].log.count { return 0 }
    return servers[event.server].log.agreement(after: index, with: event.appended)
  }

  /// Whether a step's log differs from the one before: entries that are written over themselves are no change.
  func changesLog(_ event: TraceEvent) -> Bool {
    guard let kept = event.logKept else { return false }
    let agreed = agreement(event, after: kept)
    if agreed < event.appended.count { return true }
    return kept + agreed < servers[event.server].log.count
  }

  /// A step that changes nothing, or an event of the world: that of a message is its sender's.
  func idle(_ event: TraceEvent) -> Transition {
    let server = event.server == TraceEvent.none ? event.message.from : event.server
    let state = servers[server].state
    return Transition(
      step: event.sequence, server: server, action: event.action, received: nil, before: state, after: state)
  }

  /// Takes in a server's step, and returns what it changed. O(1) and the entries appended or committed.
  /// - Parameter irregular: what `takeNote(of:)` found in it.
  @inline(__always)
  mutating func apply(_ event: TraceEvent, irregular: Transition.Changes = []) -> Transition {
    let server = event.server
    var change = Transition(
      step: event.sequence, server: server, action: event.action,
      received: event.action == .receive ? event.message.kind : nil, before: servers[server].state, after: event.state,
      changes: irregular)
    applyLife(event, &change)
    applyLog(event, &change)
    applyState(&change)
    return change
  }

  private mutating func applyLife(_ event: TraceEvent, _ change: inout Transition) {
    let server = event.server
    switch event.action {
    case .crash:
      servers[server].isUp = false
      if let trap = event.details.trap {
        unusual[server].trap = trap
        change.changes.insert(.trap)
      }
    case .restart:
      servers[server].isUp = true
      change.changes.insert(.restart)
    case .start:
      servers[server].isUp = true
      noteStartingState(event, &change)
    default: break
    }
  }

  /// Takes note of the terms of the state with which a server starts, if it has one.
  private mutating func noteStartingState(_ event: TraceEvent, _ change: inout Transition) {
    var term = event.state.term
    for offset in event.appended.indices { term = max(term, event.appended[offset].term) }
    guard term > 0 else { return }
    change.changes.insert(.otherTerm)
    startTerm = max(startTerm, term)
  }

  /// Entries that are written over themselves are no change: `kept` goes as far as the old and the new log agree.
  private mutating func applyLog(_ event: TraceEvent, _ change: inout Transition) {
    let server = event.server
    change.lengthBefore = servers[server].log.count
    change.kept = change.lengthBefore
    guard let kept = event.logKept else { return }
    let agreed = agreement(event, after: kept)
    change.kept = kept + agreed
    if change.kept < change.lengthBefore {
      change.removed = servers[server].log[change.kept + 1]
      change.everCommitted = servers[server].everCommitted
      change.changes.insert(.truncated)
      servers[server].log.truncate(to: change.kept)
    }
    if agreed < event.appended.count { append(event, from: agreed, &change) }
    if !holdsCommitted(server) { change.changes.insert(.lacking) }
  }

  /// Whether a server's log begins with all committed entries.
  @inline(__always)
  private func holdsCommitted(_ server: Int) -> Bool {
    servers[server].log.holds(committed.count, committed.prefixHash(committed.count))
  }

  @inline(__always)
  private mutating func append(_ event: TraceEvent, from offset: Int, _ change: inout Transition) {
    change.changes.insert(.appended)
    var term = servers[event.server].log.lastTerm
    let blocks = servers[event.server].log.links.blockCount
    for offset in offset..<event.appended.count {
      let entry = event.appended[offset]
      if entry.term != term || change.kept == 0 { change.changes.insert(.otherTerm) }
      term = entry.term
      servers[event.server].log.append(entry)
    }
    if servers[event.server].log.links.blockCount != blocks { shareBlock(of: event.server) }
  }

  /// Lets the last block of a server's log be one in memory with that of another server, if one has the same.
  private mutating func shareBlock(of server: Int) {
    for other in servers.indices where other != server {
      if servers[server].log.shareLastBlock(with: servers[other].log) { break }
    }
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
      elections.append(GhostState.Election(term: after.term, leader: change.server))
      change.changes.insert(.newLeader)
    }
    if after.commit != before.commit {
      change.changes.insert(.commit)
      let committed = min(after.commit, servers[change.server].log.count)
      servers[change.server].everCommitted = max(servers[change.server].everCommitted, committed)
      if after.role == .leader, isOld(after.commit, change) { change.changes.insert(.oldCommit) }
      extendCommitted(&change)
      noteLacking(&change)
    }
  }

  private func isOld(_ index: Int, _ change: Transition) -> Bool {
    index > change.before.commit && index <= servers[change.server].log.count
      && servers[change.server].log[index].term != change.after.term
  }

  private mutating func noteLacking(_ change: inout Transition) {
    let length = servers[change.server].committedLength
    let hash = servers[change.server].log.prefixHash(length)
    for server in servers.indices where !servers[server].log.holds(length, hash) {
      change.lacking |= 1 << UInt16(server)
    }
    if change.lacking != 0 { change.changes.insert(.lacking) }
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
  /// State Machine Safety is violated already.
  private mutating func extendCommitted(_ change: inout Transition) {
    let server = change.server
    let length = min(change.after.commit, servers[server].log.count)
    guard length > committed.count, holdsCommitted(server) else { return }
    change.changes.insert(.newlyCommitted)
    let blocks = committed.blockCount
    for index in (committed.count + 1)...length {
      committed.append(
        CommittedPrefix.Record(
          entry: servers[server].log[index], prefixHash: servers[server].log.prefixHash(index),
          term: change.after.term, server: server, step: change.step))
    }
    if committed.blockCount != blocks { committed.shareLastBlock(with: servers[server].log) }
    committed.checkInvariants()
  }
}

extension History: Duplicable {
  borrowing func copied() -> History { History(copying: self) }
}
