import RaftCore
import TraceChecker

/// The server of RaftCore, as a core: the only place outside RaftCore that names it.
public typealias RaftCoreServer = Server

extension Server: ServerCore {
  /// Takes the step for an input that is no message.
  @inlinable @inline(__always)
  public mutating func handle(_ input: CoreInput, into effects: inout Effects) {
    switch input {
    case .electionTimeout: step(.electionTimeout, into: &effects)
    case .heartbeatTimeout: step(.heartbeatTimeout, into: &effects)
    case .request(let command): step(.request(command), into: &effects)
    }
  }

  /// Takes the step for a message that arrived.
  @inlinable @inline(__always)
  public mutating func receive(_ message: borrowing Message, into effects: inout Effects) {
    step(receiving: message, into: &effects)
  }

  /// The index of the last entry of the log.
  @inlinable @inline(__always) public var lastIndex: LogIndex { durable.log.lastIndex }

  /// The entry at `index` of the log.
  @inlinable @inline(__always)
  public func entry(at index: LogIndex) -> Entry { durable.log[index] }

  /// Its followers send the hint of §5.3.
  public static var goesBackByTerms: Bool { true }

  /// Whether its log has the same entries as that of `other`.
  public func hasSameLog(as other: Server) -> Bool { log == other.log }

  /// Lets `log` share the blocks of entries that it has in common with this server's log.
  @inlinable @inline(__always)
  public func shareLog(with log: inout Log) { log.shareLastBlock(with: durable.log) }

  /// What it knows of `peer`.
  @inlinable @inline(__always)
  public func progress(of peer: ServerID) -> (next: LogIndex, match: LogIndex) { (peers[peer].next, peers[peer].match) }

  /// Appends the state as words: exactly the variables of `Specs/Raft.tla`.
  ///
  /// Left out is what no message and no later state of these variables depends on, as long as clients ask leaders only:
  /// the leader that a server believes in, the requests that wait for an answer, and, for servers that do not lead,
  /// next and match indexes; but for match indexes where a wrong rule makes them outlive leadership.
  public func encode(_ renaming: Renaming, _ rules: Rules, into words: inout [UInt64]) -> Bool {
    words.append(renaming.server(id))
    words.append(UInt64(currentTerm))
    words.append(renaming.server(votedFor))
    words.append(UInt64(role.rawValue))
    words.append(UInt64(commitIndex))
    words.append(renaming.set(votesGranted.rawValue))
    words.append(UInt64(log.lastIndex))
    for entry in log.entries(after: 0) {
      words.append(UInt64(entry.term))
      words.append(renaming.command(entry.command.rawValue))
    }
    if role == .leader || rules.matchIndexOnElection(1) != 0 { encodePeers(renaming, into: &words) }
    return true
  }

  /// A renaming moves the peers to other places.
  private func encodePeers(_ renaming: Renaming, into words: inout [UInt64]) {
    let start = words.count
    let width = role == .leader ? 2 : 1
    words.append(contentsOf: repeatElement(0, count: width * configuration.servers))
    for peer in 0..<configuration.servers {
      let place = start + width * renaming.servers[peer]
      words[place] = UInt64(matchIndex(of: peer))
      if role == .leader { words[place + 1] = UInt64(nextIndex(of: peer)) }
    }
  }
}

extension Effects: CoreEffects {}

extension Message: CoreMessage {
  /// The answer to a forwarded request.
  @inlinable public var answer: Answer? {
    @inline(__always) get { if case .forwardReply(let answer) = body { answer } else { nil } }
    set { if let newValue { body = .forwardReply(newValue) } }
  }

  /// Fills in every field of `message`.
  @inline(__always)
  public func describe(in message: inout TraceMessage) { TraceAdapter.describe(self, in: &message) }
}
