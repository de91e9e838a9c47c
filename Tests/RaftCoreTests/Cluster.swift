import RaftCore

/// A few servers with the messages in transit between them, which a test delivers, drops, duplicates or reorders by
/// hand.
///
/// It keeps the host's contract, nothing more: what a step writes is on the disk before its messages are in transit,
/// and a restart begins from the disk. It checks nothing.
struct Cluster {
  private(set) var servers: [Server]
  private(set) var disks: [DurableState]
  /// What every server answered its own clients, in order.
  private(set) var answers: [[Answer]]
  /// The messages in transit, in the order of their sending.
  var inTransit: [Message] = []
  /// The servers that are cut off: what goes to them or comes from them is lost.
  var cutOff: Set<ServerID> = []
  private var effects = Effects()
  private let rules: Rules

  /// Servers that begin from prepared logs, in the term of their last entry.
  init(
    _ count: Int, logs: [[Term]] = [], noOp: Bool = false, batch: Int = EntryBatch.capacity, window: Int = 32,
    rules: Rules = Rules()
  ) {
    let configuration = Configuration(servers: count, appendsNoOp: noOp, batch: batch, window: window)
    disks = (0..<count).map { id in
      let terms = id < logs.count ? logs[id] : []
      return DurableState(currentTerm: terms.last ?? 0, log: Log(terms: terms))
    }
    servers = disks.enumerated().map {
      Server(id: $0, configuration: configuration, restoring: $1, rules: rules)
    }
    answers = Array(repeating: [], count: count)
    self.rules = rules
  }

  subscript(id: ServerID) -> Server { servers[id] }

  // MARK: What happens to a server

  mutating func step(_ id: ServerID, _ input: Input) {
    servers[id].step(input, into: &effects)
    if effects.writesTermAndVote {
      disks[id].currentTerm = servers[id].currentTerm
      disks[id].votedFor = servers[id].votedFor
    }
    if let kept = effects.writesLogAfter {
      disks[id].log.truncate(after: kept)
      for entry in servers[id].log.entries(after: kept) { disks[id].log.append(entry) }
    }
    inTransit += effects.messages
    answers[id] += effects.answers
  }

  mutating func timeOut(_ id: ServerID) { step(id, .electionTimeout) }

  mutating func heartbeat(_ id: ServerID) { step(id, .heartbeatTimeout) }

  mutating func request(_ id: ServerID, _ word: UInt64) { step(id, .request(Command(word))) }

  /// A crash and a restart: the server has what is on its disk, and nothing else.
  mutating func restart(_ id: ServerID) {
    servers[id] = Server(id: id, configuration: servers[id].configuration, restoring: disks[id], rules: rules)
  }

  /// `id` times out, and everything is delivered.
  mutating func elect(_ id: ServerID) {
    timeOut(id)
    deliverAll()
  }

  // MARK: What happens to messages

  private func isCut(_ message: Message) -> Bool { cutOff.contains(message.from) || cutOff.contains(message.to) }

  mutating func deliver(_ message: Message) {
    guard !isCut(message) else { return }
    step(message.to, .message(message))
  }

  /// Delivers the messages now in transit that `belongs` chooses, in order; what they cause stays in transit.
  mutating func deliver(where belongs: (Message) -> Bool) {
    for message in take(where: belongs) { deliver(message) }
  }

  /// Delivers the messages now in transit from `sender` to `receiver`.
  mutating func deliver(from sender: ServerID, to receiver: ServerID) {
    deliver { $0.from == sender && $0.to == receiver }
  }

  /// Delivers everything, and what it causes, until nothing is in transit.
  mutating func deliverAll() {
    while !inTransit.isEmpty { deliver(inTransit.removeFirst()) }
  }

  /// Takes the messages that `belongs` chooses out of the network.
  @discardableResult
  mutating func take(where belongs: (Message) -> Bool = { _ in true }) -> [Message] {
    let taken = inTransit.filter(belongs)
    inTransit.removeAll(where: belongs)
    return taken
  }

  /// Loses the messages that `belongs` chooses.
  mutating func drop(where belongs: (Message) -> Bool = { _ in true }) { take(where: belongs) }
}
