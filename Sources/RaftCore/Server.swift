/// The role of a server (§5.1). TLA+: `state`.
public enum Role: UInt8, Hashable, Sendable, BitwiseCopyable {
  /// Answers leaders and candidates, and starts an election if it hears from neither.
  case follower
  /// Has started an election, and asks the others for their votes.
  case candidate
  /// Appends clients' commands to its log, and replicates it.
  case leader
}

/// One Raft server: a pure state machine (§5). No clock, no I/O, no randomness.
///
/// `step(_:into:)` is one atomic action of the specification. Every input is legal in every state: what is stale,
/// duplicated or forged is ignored or answered as the paper says.
public struct Server: Sendable {
  /// The number of this server in the cluster.
  public let id: ServerID
  /// The configuration, which never changes.
  public let configuration: Configuration
  private let sharedRules: SharedRules
  /// Points to the memory of `sharedRules`, which does not move and is not changed, and which every copy of this server
  /// keeps alive. A pointer, because a class's rules were retained and released at every use.
  private nonisolated(unsafe) let replacedRules: UnsafePointer<Rules>?
  var rules: CurrentRules { CurrentRules(replaced: replacedRules) }

  /// The persistent state of Figure 2: what a restart begins from.
  public internal(set) var durable: DurableState

  // The volatile state of Figure 2.

  /// The role. TLA+: `state`.
  public internal(set) var role = Role.follower
  /// The index of the highest entry known to be committed. TLA+: `commitIndex`.
  public internal(set) var commitIndex: LogIndex = 0
  /// The leader of the current term, if it is known.
  public internal(set) var leader: ServerID?
  /// Who voted for this candidate. TLA+: `votesGranted`.
  public internal(set) var votesGranted: ServerSet = []

  // The leader's volatile state.

  /// What it knows of each server, by number: of no meaning but for a leader, and at its own place.
  public internal(set) var peers: [PeerProgress]
  var waiting = WaitingRequests()

  /// A server that has `durable` and nothing else: one that starts for the first time, or again. TLA+: `Restart`.
  /// - Precondition: `id` is in `0 ..< configuration.servers`.
  public init(
    id: ServerID, configuration: Configuration, restoring durable: DurableState = DurableState(), rules: Rules = Rules()
  ) {
    precondition((0..<configuration.servers).contains(id), "server \(id) of \(configuration.servers)")
    self.id = id
    self.configuration = configuration
    self.durable = durable
    peers = Array(repeating: PeerProgress(), count: configuration.servers)
    sharedRules = SharedRules(rules)
    replacedRules = sharedRules.replaced
    checkInvariants()
  }

  /// The current term. TLA+: `currentTerm`.
  public var currentTerm: Term { durable.currentTerm }
  /// The vote of the current term. TLA+: `votedFor`.
  public var votedFor: ServerID? { durable.votedFor }
  /// The log. TLA+: `log`.
  public var log: Log { _read { yield durable.log } }
  /// The term of the log at `index`, as the rules read it; `nil` beyond its end. TLA+: `TermAt`.
  @inline(__always) func term(at index: LogIndex) -> Term? {
    rules.termAt(index, log.term(at: index), log.last)
  }
  /// The next index to send to `peer`: a leader's (Figure 2). TLA+: `nextIndex`.
  public func nextIndex(of peer: ServerID) -> LogIndex { peers[peer].next }
  /// What `peer` is known to agree with: a leader's (Figure 2). TLA+: `matchIndex`.
  public func matchIndex(of peer: ServerID) -> LogIndex { peers[peer].match }

  /// What the host does first with a server that starts or restarts: it waits for a leader.
  public func start(into effects: inout Effects) {
    effects.removeAll()
    changeTimers(.started, &effects)
  }

  /// Takes one step. What it asks of the host replaces the content of `effects`.
  ///
  /// O(servers²), for nine at most, the entries sent or received and the requests answered; a rejection searches the
  /// log in O(log n).
  public mutating func step(_ input: Input, into effects: inout Effects) {
    effects.removeAll()
    switch input {
    case .electionTimeout: startElection(&effects)
    case .heartbeatTimeout: sendHeartbeats(&effects)
    case .message(let message): step(receiving: message, into: &effects)
    case .request(let command): serve(command, &effects)
    }
    checkInvariants()
  }

  /// Takes the step of `Input.message`, without a copy of the message.
  public mutating func step(receiving message: borrowing Message, into effects: inout Effects) {
    effects.removeAll()
    guard isWellFormed(message) else { return }
    take(message, &effects)
    checkInvariants()
  }

  @inline(__always)
  private mutating func take(_ message: borrowing Message, _ effects: inout Effects) {
    hear(of: message, &effects)
    switch message.body {
    case .voteRequest(let request): handle(request, from: message.from, sent: message.term, &effects)
    case .voteReply(let reply): handle(reply, from: message.from, sent: message.term, &effects)
    case .appendRequest(let request): handle(request, from: message.from, sent: message.term, &effects)
    case .appendReply(let reply): handle(reply, from: message.from, sent: message.term, &effects)
    case .forward(let command): serveForwarded(command, from: message.from, &effects)
    case .forwardReply(let answer): passBack(answer, &effects)
    }
  }

  /// Learns of a term from a message (§5.1): a newer one makes any server a follower with its vote free. TLA+:
  /// `UpdateTerm`.
  private mutating func hear(of message: borrowing Message, _ effects: inout Effects) {
    let term = rules.termAfterHearing(currentTerm, message.term)
    guard term != currentTerm else { return }
    let candidate: ServerID? = if case .voteRequest = message.body { message.from } else { nil }
    durable.currentTerm = term
    durable.votedFor = rules.voteInNewTerm(role, candidate)
    effects.writesTermAndVote = true
    if rules.stepsDownOnNewerTerm(role) { becomeFollower(of: nil, &effects) }
  }

  /// Becomes a follower, of `leader` if it is known. A deposed leader has clients to answer, and needs an election
  /// timer again.
  mutating func becomeFollower(of leader: ServerID?, _ effects: inout Effects) {
    if role == .leader { changeTimers(.leadershipLost, &effects) }
    role = .follower
    votesGranted = []
    self.leader = leader
    answerAllWaiting(&effects)
  }

  /// Changes the timers as the rules say. Of several events in one step the last that changes a timer counts.
  @inline(__always) func changeTimers(_ event: TimerEvent, _ effects: inout Effects) {
    let (election, heartbeat) = (rules.electionTimer(event), rules.heartbeatTimer(event))
    if election != .none { effects.electionTimer = election }
    if heartbeat != .none { effects.heartbeatTimer = heartbeat }
  }

  func send(_ body: Message.Body, to peer: ServerID, _ effects: inout Effects) {
    send(body, to: peer, term: currentTerm, &effects)
  }

  func send(_ body: Message.Body, to peer: ServerID, term: Term, _ effects: inout Effects) {
    effects.messages.append(Message(from: id, to: peer, term: term, body: body))
  }
}
