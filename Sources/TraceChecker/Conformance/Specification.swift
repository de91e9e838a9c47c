/// The executable form of `Specs/Raft.tla`, written from it and independent of RaftCore: for every step, whether the
/// action was enabled in the state that the trace has led to, and whether the action allows what the trace records.
/// `Specs/README.md` is the map.
///
/// What a trace records (term, vote, role, log and commit index) is in `History`; here is the rest of the state.
struct Specification: ~Copyable, Duplicable, Sendable {
  private let anchor = AddressOnly()
  /// The number of servers.
  let count: Int
  /// The servers that vote. TLA+: `IsQuorum`.
  let membership: Membership
  /// By server, one bit a voter. TLA+: `votesGranted`.
  private var votesGranted: Row<UInt16>
  /// By leader, then by server: one array, because to index two levels copies the inner one. TLA+: `matchIndex`.
  private var matchIndexes: Row<Int>
  /// By server: the newest term in which it heard from the term's leader, since it started; `-1` if in none.
  private var heardLeader: Row<Int>
  var messages: MessageBag
  /// The required result of the step that is being judged. It has no meaning between two steps, so a copy need not have
  /// it.
  var expected = Expectation()
  /// Why the step that was judged last is not an action; it has a meaning only if there is such a reason.
  var reason: Deviation.Reason?

  /// The initial state of `count` servers. TLA+: `Init`.
  init(servers count: Int) {
    self.count = count
    membership = Membership(servers: count)
    votesGranted = Row(repeating: 0, count: count)
    matchIndexes = Row(repeating: 0, count: count * count)
    heardLeader = Row(repeating: -1, count: count)
    messages = MessageBag()
  }

  private init(copying other: borrowing Specification) {
    count = other.count
    membership = other.membership
    votesGranted = other.votesGranted.copied()
    matchIndexes = other.matchIndexes.copied()
    heardLeader = other.heardLeader.copied()
    messages = other.messages.copied()
  }

  borrowing func copied() -> Specification { Specification(copying: self) }

  /// The state of a run that has reached `knownState`.
  init(_ knownState: KnownState) {
    self.init(servers: knownState.servers.count)
    for server in 0..<count {
      votesGranted[server] = knownState.servers[server].votesGranted
      guard knownState.servers[server].indexes.count > 0 else { continue }
      for other in 0..<count { setMatchIndex(server, other, knownState.servers[server].indexes.match(other)) }
    }
    for message in knownState.messages { messages.insert(message.contentHash) }
  }

  /// What `leader` knows `server` to agree with.
  @inline(__always)
  func matchIndex(_ leader: Int, _ server: Int) -> Int { matchIndexes[leader &* count &+ server] }

  /// The votes that a candidate or leader has, one bit a voter.
  func votes(for candidate: Int) -> UInt16 { votesGranted[candidate] }

  @inline(__always)
  mutating func setMatchIndex(_ leader: Int, _ server: Int, _ index: Int) {
    matchIndexes[leader &* count &+ server] = index
  }

  /// Whether `server` has heard from the leader of `term`. TLA+: `KnowsLeader` in `TraceRaft.tla`.
  func knowsLeader(_ server: Int, of term: Int) -> Bool { heardLeader[server] == term }

  /// A server hears from the leader of a term.
  mutating func hearsLeader(_ server: Int, of term: Int) { heardLeader[server] = term }

  /// Adds a vote to a candidate's. Returns all that it has.
  mutating func grant(_ candidate: Int, _ voter: Int) -> UInt16 {
    votesGranted[candidate] |= 1 << UInt16(voter)
    return votesGranted[candidate]
  }

  /// What a role does not use is as it was in the beginning.
  mutating func forget(_ server: Int) {
    votesGranted[server] = 0
    for other in 0..<count { matchIndexes[server * count + other] = 0 }
  }

  /// Judges an event that is not a step of a server.
  /// - Parameter message: the content hash of the event's message, if it has one.
  mutating func judgeOther(_ event: TraceEvent, message: UInt64) -> Deviation.Condition? {
    switch event.action {
    case .lose: removeFromNetwork(event, message)
    case .duplicate: duplicate(event, message)
    default: nil
    }
  }

  /// Judges a step of a server by the state before it, except for what it sends. O(servers²), for nine at most, and the
  /// entries of the event.
  /// - Parameters:
  ///   - message: the content hash of the event's message, if it has one.
  ///   - history: the history of the trace, without this event.
  @inline(__always)
  mutating func judgeStep(
    _ event: TraceEvent, message: UInt64, _ history: borrowing History
  ) -> Deviation.Condition? {
    if event.action == .start { return start(event) }
    expected = Expectation(history.servers[event.server].state, length: history.servers[event.server].log.count)
    let deviation =
      event.action == .receive ? receive(event, message: message, history) : takeOwnStep(event, history)
    return deviation ?? compare(event, history)
  }

  /// Finds the state to which a step without a received message must lead; returns a deviation if its action is not
  /// enabled.
  private mutating func takeOwnStep(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition? {
    switch event.action {
    case .timeout: return timeout(event, history)
    case .heartbeat: return heartbeat(event)
    case .request: return request(event.client.command, at: event.server, history)
    case .restart: return restart(event)
    case .tick: return tick(event, history)
    case .installSnapshot: return .notSpecified(event.action)
    // A read and the loss of what a snapshot covers change nothing that the specification has.
    default: return nil
    }
  }

  /// A tick is an election timeout, a heartbeat, or nothing.
  private mutating func tick(_ event: TraceEvent, _ history: borrowing History) -> Deviation.Condition? {
    if event.state.term > expected.state.term { return timeout(event, history) }
    _ = stepsDown(event)
    return nil
  }

  /// Term, vote and log stay; how far it had committed, the server may know or not. TLA+: `RestartTold`.
  ///
  /// A step that the crash cut short may have written a newer term or a vote, which nobody heard of; and a leader may
  /// lose entries of its own, but for those that are committed because it counted itself.
  private mutating func restart(_ event: TraceEvent) -> Deviation.Condition? {
    let length = event.logKept.map { $0 + event.appended.count } ?? expected.length
    if expected.state.role == .leader {
      if countedItself(event.server, beyond: length) {
        return .restartLosesCounted(length: length, commit: expected.state.commit)
      }
      expected.log = .mayLose(term: expected.state.term)
    }
    if event.state.term > expected.state.term {
      expected.state.term = event.state.term
      expected.state.vote = event.state.vote
    } else if expected.state.vote == TraceEvent.none {
      expected.state.vote = event.state.vote
    }
    expected.state.role = .follower
    expected.state.commit = min(expected.state.commit, event.state.commit, length)
    forget(event.server)
    heardLeader[event.server] = -1
    return sendsNothing(event)
  }

  /// Whether a leader has committed entries after `length` with a majority that needed it.
  private func countedItself(_ leader: Int, beyond length: Int) -> Bool {
    guard length < min(expected.state.commit, expected.length) else { return false }
    return !membership.isMajority(holders(of: expected.state.commit, leader) & ~(1 << UInt16(leader)))
  }

  /// A leader or a candidate may give up of its own accord, and stays in its term. TLA+: `StepDown`.
  mutating func stepsDown(_ event: TraceEvent) -> Bool {
    guard expected.state.role != .follower, event.state.role == .follower, event.state.term == expected.state.term
    else { return false }
    becomeFollower(event.server)
    return true
  }

  /// Starts a server, perhaps with a past: nothing else is known of it yet.
  private mutating func start(_ event: TraceEvent) -> Deviation.Condition? {
    expected = Expectation()
    let length = (event.logKept ?? 0) + event.appended.count
    // What a configuration changes is unknown here.
    if event.unspecified != nil { return .notSpecified(.start) }
    if event.state.role != .follower { return .startRole(event.state.role) }
    if event.state.commit > length { return .startCommit(event.state.commit, length: length) }
    if !isPast(event) { return .startLog(event.appended, term: event.state.term) }
    return sendsNothing(event)
  }

  /// Terms never fall along a log, and none is beyond the server's own: what follows relies on it. TLA+:
  /// `IsRecordedState`.
  private func isPast(_ event: TraceEvent) -> Bool {
    for offset in event.appended.indices {
      let following = offset + 1 < event.appended.count ? event.appended[offset + 1].term : event.state.term
      if event.appended[offset].term > following { return false }
    }
    return true
  }

  /// A server that starts sends nothing, not even a reply to what was forwarded to it.
  private func sendsNothing(_ event: TraceEvent) -> Deviation.Condition? {
    event.sent.isEmpty ? nil : .startSends(event.sent[0])
  }

  /// A message arrives, or is lost: once less can it still arrive.
  mutating func removeFromNetwork(_ event: TraceEvent, _ message: UInt64) -> Deviation.Condition? {
    messages.remove(message) ? nil : .notInTransit(event.message)
  }

  private mutating func duplicate(_ event: TraceEvent, _ message: UInt64) -> Deviation.Condition? {
    guard messages.contains(message) else { return .notInTransit(event.message) }
    messages.insert(message)
    return nil
  }
}
