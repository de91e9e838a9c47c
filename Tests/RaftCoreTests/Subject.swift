import RaftCore

/// One server under test, with what its last step asked for. Its peers exist only in the messages that the test makes
/// up.
struct Subject {
  private(set) var server: Server
  private(set) var effects = Effects()

  /// A follower that begins from a prepared log.
  init(
    _ id: ServerID = 0, of servers: Int = 3, term: Term = 0, vote: ServerID? = nil, log terms: [Term] = [],
    noOp: Bool = false, batch: Int = EntryBatch.capacity, window: Int = 32, rules: Rules = Rules()
  ) {
    server = Server(
      id: id, configuration: Configuration(servers: servers, appendsNoOp: noOp, batch: batch, window: window),
      restoring: DurableState(currentTerm: term, votedFor: vote, log: Log(terms: terms)), rules: rules)
  }

  /// A follower of `leader` in `term`.
  static func follower(
    of leader: ServerID = 1, in term: Term = 1, servers: Int = 3, log terms: [Term] = [], commit: LogIndex = 0
  ) -> Subject {
    var subject = Subject(of: servers, term: term, log: terms)
    subject.append([], after: at(terms.count, terms.last ?? 0), commit: commit, from: leader, term: term)
    return subject
  }

  /// Server 0 as a candidate of `term`.
  static func candidate(of servers: Int = 3, in term: Term = 1, log terms: [Term] = [], noOp: Bool = false) -> Subject {
    var subject = Subject(of: servers, term: term - 1, log: terms, noOp: noOp)
    subject.step(.electionTimeout)
    return subject
  }

  /// Server 0 as the leader of `term`, elected by all others.
  static func leader(
    of servers: Int = 3, in term: Term = 1, log terms: [Term] = [], noOp: Bool = false,
    batch: Int = EntryBatch.capacity, window: Int = 32, rules: Rules = Rules()
  ) -> Subject {
    var subject = Subject(
      of: servers, term: term - 1, log: terms, noOp: noOp, batch: batch, window: window, rules: rules)
    subject.step(.electionTimeout)
    for voter in 1..<max(servers, 1) where subject.server.role == .candidate {
      subject.vote(true, from: voter, term: term)
    }
    return subject
  }

  mutating func step(_ input: Input) { server.step(input, into: &effects) }

  mutating func receive(_ body: Message.Body, from sender: ServerID, term: Term) {
    step(.message(Message(from: sender, to: server.id, term: term, body: body)))
  }

  // MARK: What peers say

  /// A candidate asks for the vote. Returns whether it was given.
  @discardableResult
  mutating func askForVote(_ candidate: ServerID, term: Term, last: LogPosition = at(0, 0)) -> Bool? {
    receive(.voteRequest(VoteRequest(last: last)), from: candidate, term: term)
    return effects.messages.last?.voteReply?.granted
  }

  mutating func vote(_ granted: Bool, from voter: ServerID, term: Term) {
    receive(.voteReply(VoteReply(granted: granted)), from: voter, term: term)
  }

  /// A leader sends prepared entries of `terms`. Returns the answer.
  @discardableResult
  mutating func append(
    _ terms: [Term], after previous: LogPosition, commit: LogIndex = 0, from leader: ServerID = 1, term: Term
  ) -> AppendReply? {
    let entries = EntryBatch(terms: terms, after: previous.index)
    let request = AppendRequest(previous: previous, entries: entries, commit: commit)
    receive(.appendRequest(request), from: leader, term: term)
    return effects.messages.last?.appendReply
  }

  mutating func accept(_ match: LogIndex, from peer: ServerID, term: Term? = nil) {
    receive(.appendReply(.accepted(match: match)), from: peer, term: term ?? server.currentTerm)
  }

  mutating func reject(_ previous: LogIndex, _ hint: LogPosition, from peer: ServerID, term: Term? = nil) {
    receive(.appendReply(.rejected(previous: previous, hint: hint)), from: peer, term: term ?? server.currentTerm)
  }

  // MARK: What the last step asked for

  /// What was sent to `peer`.
  func sent(to peer: ServerID) -> [Message] { effects.messages.filter { $0.to == peer } }

  /// The `AppendEntries` sent to `peer`.
  func appends(to peer: ServerID) -> [AppendRequest] { sent(to: peer).compactMap(\.appendRequest) }

  /// Whether the last step asked the host for nothing at all.
  var isQuiet: Bool {
    !effects.writesTermAndVote && effects.writesLogAfter == nil && !effects.commits && effects.messages.isEmpty
      && effects.answers.isEmpty && effects.electionTimer == .none && effects.heartbeatTimer == .none
  }
}
