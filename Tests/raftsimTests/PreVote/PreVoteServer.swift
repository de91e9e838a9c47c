import RaftCore
import Simulator
import TraceChecker

/// RaftCore's server with pre-votes (Ongaro's thesis, 9.6): when its election timer ends, it asks the others whether
/// they would vote for it, and it starts an election once a majority would.
struct PreVoteServer: ServerCore {
  typealias Message = PreVoteMessage
  typealias Effects = StepEffects<PreVoteMessage>

  /// The rules of the servers.
  struct Rules: Sendable {
    /// The rules of the wrapped server.
    var server = RaftCore.Rules()
    /// The first term in which an election timeout starts a pre-vote.
    var firstTerm = 0
  }

  private var server: RaftCoreServer
  private let rules: Rules
  /// The servers that would vote for it in the next term; empty while it is not asking.
  private var supporters: ServerSet = []
  private var inner = RaftCore.Effects()

  init(id: ServerID, configuration: Configuration, restoring durable: DurableState, rules: Rules) {
    server = RaftCoreServer(id: id, configuration: configuration, restoring: durable, rules: rules.server)
    self.rules = rules
  }

  func start(into effects: inout Effects) {
    var inner = RaftCore.Effects()
    server.start(into: &inner)
    Self.handOver(inner, &effects)
  }

  mutating func handle(_ input: CoreInput, into effects: inout Effects) {
    guard input == .electionTimeout, role != .leader, currentTerm >= rules.firstTerm else {
      return take(&effects) { $0.handle(input, into: &$1) }
    }
    supporters = ServerSet(id)
    guard !isSupported else { return startElection(&effects) }
    effects.removeAll()
    effects.electionTimer = .reset
    for peer in 0..<server.configuration.servers where peer != id {
      send(.request(last: server.log.last, nextTerm: currentTerm + 1), to: peer, &effects)
    }
  }

  mutating func receive(_ message: borrowing PreVoteMessage, into effects: inout Effects) {
    let message = copy message
    effects.removeAll()
    switch message.body {
    case .usual(let message): take(&effects) { $0.receive(message, into: &$1) }
    case .request(let last, let nextTerm):
      let isUpToDate = (last.term, last.index) >= (server.log.last.term, server.log.last.index)
      let reply = PreVoteMessage.Body.reply(granted: nextTerm > currentTerm && isUpToDate, nextTerm: nextTerm)
      send(reply, to: message.from, &effects)
    case .reply(let granted, let nextTerm):
      guard granted, !supporters.isEmpty, nextTerm == currentTerm + 1 else { return }
      supporters.insert(ServerSet(message.from))
      if isSupported { startElection(&effects) }
    }
  }

  private var isSupported: Bool { server.configuration.membership.isMajority(supporters) }

  private mutating func startElection(_ effects: inout Effects) {
    take(&effects) { $0.handle(.electionTimeout, into: &$1) }
  }

  /// Lets the wrapped server take a step. A step to another term or role ends the pre-vote.
  private mutating func take(
    _ effects: inout Effects, _ step: (inout RaftCoreServer, inout RaftCore.Effects) -> Void
  ) {
    let before = (currentTerm, role)
    step(&server, &inner)
    Self.handOver(inner, &effects)
    if before != (currentTerm, role) || effects.electionTimer == .reset { supporters = [] }
  }

  private func send(_ body: PreVoteMessage.Body, to peer: ServerID, _ effects: inout Effects) {
    effects.messages.append(PreVoteMessage(from: id, to: peer, term: currentTerm, body: body))
  }

  private static func handOver(_ inner: RaftCore.Effects, _ effects: inout Effects) {
    effects.removeAll()
    effects.writesTermAndVote = inner.writesTermAndVote
    effects.writesLogAfter = inner.writesLogAfter
    effects.commits = inner.commits
    effects.messages = inner.messages.map {
      PreVoteMessage(from: $0.from, to: $0.to, term: $0.term, body: .usual($0))
    }
    effects.answers = inner.answers
    effects.electionTimer = inner.electionTimer
    effects.heartbeatTimer = inner.heartbeatTimer
  }

  var id: ServerID { server.id }
  var currentTerm: Term { server.currentTerm }
  var votedFor: ServerID? { server.votedFor }
  var role: Role { server.role }
  var commitIndex: LogIndex { server.commitIndex }
  var leader: ServerID? { server.leader }
  var votesGranted: ServerSet { server.votesGranted }
  var lastIndex: LogIndex { server.lastIndex }
  func entry(at index: LogIndex) -> Entry { server.entry(at: index) }
  func progress(of peer: ServerID) -> (next: LogIndex, match: LogIndex) { server.progress(of: peer) }

  func encode(_ renaming: Renaming, _ rules: Rules, into words: inout [UInt64]) -> Bool {
    words.append(renaming.set(supporters.rawValue))
    return server.encode(renaming, rules.server, into: &words)
  }
}

/// A message between servers with pre-votes.
struct PreVoteMessage: CoreMessage {
  /// What a message says.
  enum Body: Hashable {
    case usual(Message)
    case request(last: LogPosition, nextTerm: Term)
    case reply(granted: Bool, nextTerm: Term)
  }

  let from: ServerID
  let to: ServerID
  let term: Term
  var body: Body

  var answer: Answer? {
    get { if case .usual(let message) = body { message.answer } else { nil } }
    set {
      guard case .usual(var message) = body else { return }
      message.answer = newValue
      body = .usual(message)
    }
  }

  func describe(in message: inout TraceMessage) {
    if case .usual(let usual) = body { return usual.describe(in: &message) }
    message.removeAll()
    (message.from, message.to, message.term) = (from, to, term)
    switch body {
    case .usual: break
    case .request(let last, let nextTerm):
      message.kind = .preVoteRequest
      (message.nextTerm, message.lastLogIndex, message.lastLogTerm) = (nextTerm, last.index, last.term)
    case .reply(let granted, let nextTerm):
      message.kind = .preVoteReply
      (message.nextTerm, message.granted) = (nextTerm, granted)
    }
  }
}

extension CoreType {
  /// Servers with pre-votes.
  static func preVote(_ rules: PreVoteServer.Rules = PreVoteServer.Rules()) -> CoreType {
    CoreType("PreVote", PreVoteServer.self, rules: rules)
  }
}
