import RaftCore
import Simulator

/// Raft as in Figure 2 of the paper, with simple arrays and without any optimization: every append request carries all
/// entries that the follower is not known to have, and a rejection moves the next index back by one.
struct NaiveServer: ServerCore {
  typealias Effects = StepEffects<NaiveMessage>

  /// Nothing can be chosen.
  struct Rules {}

  /// A client's request that waits for its entry to be committed.
  struct Request {
    let index: LogIndex
    let command: Command
  }

  let id: ServerID
  let servers: Int
  let appendsNoOp: Bool

  // Persistent state.
  var currentTerm: Term
  var votedFor: ServerID?
  var log: [Entry]

  // Volatile state.
  var role = Role.follower
  var commitIndex: LogIndex = 0
  var leader: ServerID?
  var votesGranted: ServerSet = []

  // A leader's volatile state, by server.
  var nextIndexes: [LogIndex]
  var matchIndexes: [LogIndex]
  var requests: [Request] = []

  init(id: ServerID, configuration: Configuration, restoring durable: DurableState, rules: Rules) {
    self.id = id
    servers = configuration.servers
    appendsNoOp = configuration.appendsNoOp
    currentTerm = durable.currentTerm
    votedFor = durable.votedFor
    log = Array(durable.log.entries(after: 0))
    nextIndexes = Array(repeating: 1, count: servers)
    matchIndexes = Array(repeating: 0, count: servers)
  }

  func start(into effects: inout Effects) {
    effects.removeAll()
    effects.electionTimer = .reset
  }

  mutating func handle(_ input: CoreInput, into effects: inout Effects) {
    effects.removeAll()
    switch input {
    case .electionTimeout: startElection(&effects)
    case .heartbeatTimeout: sendHeartbeats(&effects)
    case .request(let command): serve(command, &effects)
    }
  }

  mutating func receive(_ message: borrowing NaiveMessage, into effects: inout Effects) {
    effects.removeAll()
    if message.term > currentTerm {
      setTerm(message.term, vote: nil, &effects)
      becomeFollower(&effects)
    }
    switch message.body {
    case .voteRequest(let lastIndex, let lastTerm): vote(message, lastIndex, lastTerm, &effects)
    case .voteReply(let granted): count(message, granted, &effects)
    case .appendRequest(let previousIndex, let previousTerm, let entries, let commit):
      append(message, previousIndex, previousTerm, entries, commit, &effects)
    case .accepted(let match): acknowledge(message, match, &effects)
    case .rejected(let previousIndex): goBack(message, previousIndex, &effects)
    }
  }

  var peers: [ServerID] { (0..<servers).filter { $0 != id } }
  var lastIndex: LogIndex { log.count }
  func entry(at index: LogIndex) -> Entry { log[index - 1] }
  func term(at index: LogIndex) -> Term { index == 0 ? 0 : log[index - 1].term }
  func progress(of peer: ServerID) -> (next: LogIndex, match: LogIndex) { (nextIndexes[peer], matchIndexes[peer]) }
  func isMajority(_ count: Int) -> Bool { 2 * count > servers }

  func send(_ body: NaiveMessage.Body, to peer: ServerID, _ effects: inout Effects) {
    effects.messages.append(NaiveMessage(from: id, to: peer, term: currentTerm, body: body))
  }

  mutating func setTerm(_ term: Term, vote: ServerID?, _ effects: inout Effects) {
    currentTerm = term
    votedFor = vote
    effects.writesTermAndVote = true
  }

  /// What a request was for is appended, and may be committed by another leader or not: the client gets to know that.
  mutating func becomeFollower(_ effects: inout Effects) {
    if role == .leader {
      effects.heartbeatTimer = .stop
      effects.electionTimer = .reset
    }
    role = .follower
    leader = nil
    votesGranted = []
    effects.answers += requests.map { Answer(command: $0.command, outcome: .unknown(leader: nil)) }
    requests = []
  }
}
