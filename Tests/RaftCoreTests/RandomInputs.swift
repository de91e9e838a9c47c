import RaftCore

/// Inputs without end for one server: likely and unlikely ones, well-formed or not, and the numbers in them near the
/// server's own.
struct RandomInputs {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private static let extremes = [
    Int.min, Int.min + 1, -1, -2, 0, 1, Limits.number - 1, Limits.number, Limits.number + 1, Int.max - 1, Int.max,
  ]

  mutating func number(near value: Int) -> Int {
    switch random.below(40) {
    case 0: random.pick(Self.extremes)
    case 1: random.below(1000)
    default: value + random.below(5) - 2
    }
  }

  /// A term that is the server's, mostly: a term at the limit would end all elections at once.
  private mutating func term(_ server: Server) -> Term {
    switch random.below(100) {
    case 0: random.pick(Self.extremes.filter { $0 != Limits.number && $0 != Limits.number - 1 })
    case 1...6: server.currentTerm + 1
    case 7...12: server.currentTerm - 1
    default: server.currentTerm
    }
  }

  private mutating func index(_ server: Server) -> LogIndex {
    let log = server.log
    return number(
      near: random.pick([log.lastIndex, log.lastIndex, server.commitIndex, random.below(log.lastIndex + 1)]))
  }

  private mutating func position(_ server: Server) -> LogPosition {
    let index = index(server)
    let own = server.log.term(at: index)
    return LogPosition(index: index, term: random.below(3) > 0 ? own ?? server.log.last.term : number(near: own ?? 0))
  }

  private mutating func batch(_ server: Server) -> EntryBatch {
    var batch = EntryBatch()
    for _ in 0..<random.below(EntryBatch.capacity + 1) {
      let term = random.below(3) > 0 ? server.currentTerm : number(near: server.log.last.term)
      batch.append(Entry(term: term, command: Command(random.next())))
    }
    return batch
  }

  private mutating func body(_ server: Server) -> Message.Body {
    switch random.below(16) {
    case 0...1: .voteRequest(VoteRequest(last: position(server)))
    case 2...4: .voteReply(VoteReply(granted: random.below(3) > 0))
    case 5...8:
      .appendRequest(AppendRequest(previous: position(server), entries: batch(server), commit: index(server)))
    case 9...11: .appendReply(.accepted(match: index(server)))
    case 12: .appendReply(.rejected(previous: index(server), hint: position(server)))
    case 13: .forward(Command(UInt64(random.below(100))))
    default: .forwardReply(Answer(command: Command(UInt64(random.below(100))), outcome: outcome(server)))
    }
  }

  private mutating func outcome(_ server: Server) -> Outcome {
    switch random.below(3) {
    case 0: .committed(index: index(server), output: random.next())
    case 1: .notLeader(leader: number(near: 1))
    default: .unknown(leader: nil)
    }
  }

  mutating func input(for server: Server) -> Input {
    switch random.below(40) {
    case 0: return .electionTimeout
    case 1: return .heartbeatTimeout
    case 2...5: return .request(Command(UInt64(random.below(100))))
    default:
      let sender = random.below(50) == 0 ? number(near: server.id) : random.below(server.configuration.servers)
      let receiver = random.below(50) == 0 ? number(near: server.id) : server.id
      return .message(Message(from: sender, to: receiver, term: term(server), body: body(server)))
    }
  }

  /// A server to begin with.
  mutating func server(rules: Rules) -> Server {
    let servers = 1 + random.below(Limits.servers)
    let configuration = Configuration(
      servers: servers, appendsNoOp: random.below(2) == 0, batch: 1 + random.below(EntryBatch.capacity),
      window: 1 + random.below(10))
    var terms: [Term] = []
    for _ in 0..<random.below(8) { terms.append((terms.last ?? 1) + random.below(2)) }
    let term = (terms.last ?? 0) + random.below(3)
    let durable = DurableState(currentTerm: term, votedFor: nil, log: Log(terms: terms))
    return Server(id: random.below(servers), configuration: configuration, restoring: durable, rules: rules)
  }
}
