/// What a step shows about other servers that a correct step hardly ever shows.
public struct UnusualObservation: Sendable {
  /// The leader's match indexes before the step.
  public internal(set) var indexesBefore = LeaderIndexes()
  /// The leader's indexes of the others after the step.
  public internal(set) var indexes = LeaderIndexes()
  /// Who sent the message received.
  public internal(set) var sender = 0
  /// The term that the message carries.
  public internal(set) var messageTerm = 0
  /// What the server was doing when it trapped, if a trap ended it.
  public internal(set) var trap: TrapPoint?
}

extension History {
  /// Takes in what a step shows about other servers, whether or not its own server changes: a leader's indexes, and the
  /// term of a message.
  /// - Returns: what is irregular in it. Hardly ever anything; so those that judge it are seldom asked.
  @inline(__always)
  mutating func takeNote(of event: TraceEvent) -> Transition.Changes {
    var irregular: Transition.Changes = []
    if event.action == .receive { irregular = takeNoteOfMessage(event) }
    if event.state.role == .leader, event.indexes.count == servers.count {
      irregular.formUnion(takeNoteOfIndexes(event))
    } else {
      matches[event.server].forget()
    }
    return irregular
  }

  /// What a message shows about its sender, and what it does to its receiver's term.
  @inline(__always)
  private mutating func takeNoteOfMessage(_ event: TraceEvent) -> Transition.Changes {
    var irregular: Transition.Changes = []
    if event.message.term > servers[event.message.from].highestTerm { irregular.insert(.messageAhead) }
    // A message of term 0, before any election, says nothing about terms.
    if event.state.term > event.message.term, event.message.term > 0,
      event.state.term > servers[event.server].state.term, !beginsElection(event)
    {
      irregular.insert(.termBeyondMessage)
    }
    if judgesGrants, event.message.kind == .voteReply, contradictsVote(event.message) {
      irregular.insert(.grantOfOther)
    }
    if !irregular.isEmpty {
      unusual[event.server].sender = event.message.from
      unusual[event.server].messageTerm = event.message.term
    }
    return irregular
  }

  /// Whether a message has made its receiver start an election: enough servers would vote for it, or a leader wants it.
  private func beginsElection(_ event: TraceEvent) -> Bool {
    guard event.message.kind.mayBeginElection, event.state.vote == event.server else { return false }
    return event.state.term == max(servers[event.server].state.term, event.message.term) + 1
  }

  /// Whether a reply grants a vote that the sender gave to another server than the receiver.
  private func contradictsVote(_ message: TraceMessage) -> Bool {
    guard message.granted, let vote = vote(of: message.from, in: message.term) else { return false }
    return vote != message.to
  }

  @inline(__always)
  private mutating func takeNoteOfIndexes(_ event: TraceEvent) -> Transition.Changes {
    if matches[event.server].rise(to: event) { return [] }
    return irregularIndexes(of: event)
  }

  /// Match indexes from an earlier term, or from before a restart, are not compared. A leader's index of itself has no
  /// meaning.
  @inline(never)
  private mutating func irregularIndexes(of event: TraceEvent) -> Transition.Changes {
    let server = event.server
    let old = matches[server].indexes(servers.count)
    unusual[server].indexesBefore = old
    unusual[server].indexes = event.indexes
    matches[server].take(event.indexes)
    let keepsTerm = servers[server].state.term == event.state.term && event.action != .restart
    var irregular: Transition.Changes = []
    for peer in servers.indices where peer != server {
      if keepsTerm, old.count > 0, event.indexes.match(peer) < old.match(peer) { irregular.insert(.matchFell) }
      if event.indexes.match(peer) >= event.indexes.next(peer) { irregular.insert(.matchReachesNext) }
    }
    return irregular
  }
}

/// The match indexes that a server knows after its last step, if it leads.
struct KnownMatches: Sendable {
  /// Whether it knows anything: only a leader does.
  private var isKnown = false
  /// By server; lower than any index where nothing is known.
  private var matches = InlineArray<9, Int>(repeating: .min)

  /// Takes the match indexes after a step if a leader that keeps its term can have them: if each is below the next
  /// index, and not lower than before.
  /// - Returns: whether it took them; if not, nothing has changed.
  @inline(__always)
  mutating func rise(to event: TraceEvent) -> Bool {
    for peer in 0..<event.indexes.count {
      let match = event.indexes.match(peer)
      if match >= event.indexes.next(peer) || match < matches[peer] { return false }
    }
    for peer in 0..<event.indexes.count { matches[peer] = event.indexes.match(peer) }
    isKnown = true
    return true
  }

  /// Takes the match indexes of a leader, whatever was known before.
  mutating func take(_ indexes: LeaderIndexes) {
    for peer in 0..<indexes.count { matches[peer] = indexes.match(peer) }
    isKnown = true
  }

  @inline(__always)
  mutating func forget() { if isKnown { self = KnownMatches() } }

  /// The match indexes as those of `servers` servers; empty if nothing is known.
  func indexes(_ servers: Int) -> LeaderIndexes {
    var indexes = LeaderIndexes()
    guard isKnown else { return indexes }
    indexes.begin(servers)
    for peer in 0..<servers { indexes.set(peer, match: matches[peer]) }
    return indexes
  }
}
