import RaftCore
import Simulator
import TraceChecker

/// A continuation of a cluster that is the best case for one server to be elected and to commit an entry: the server
/// times out until no other one that is up has a newer term, and no message between them is lost.
///
/// No bounds hold here: that a bounded model cannot continue at its bounds proves nothing. Messages that are in transit
/// already may never arrive, so it depends on the servers only.
struct Continuation<Core: ServerCore> {
  private var hosts: [Host<Core>]
  private let up: ServerSet
  private var messages: [Core.Message] = []
  private var event = TraceEvent()
  private let calls: CoreCalls

  /// How many elections are tried. A candidate that has heard of the newest term wins its next one, if it can win at
  /// all: it learns that term in the first, and one may be needed to depose an old leader; the rest are to spare.
  private static var attempts: Int { 5 }
  private static var heartbeats: Int { 4 }
  /// More deliveries than a few servers with short logs need to come to rest.
  private static var deliveries: Int { 10_000 }

  init(_ servers: [Core], up: ServerSet, _ calls: CoreCalls) {
    let configuration = Configuration(servers: servers.count)
    hosts = servers.map { Host(running: $0, configuration) }
    self.up = up
    self.calls = calls
  }

  /// Whether one of the servers that are `up` can lead and commit more than the first `committed` entries. It is not if
  /// a server is known to trap on the way.
  static func isPossible(
    _ servers: [Core], up: ServerSet, committed: LogIndex, _ calls: CoreCalls
  ) -> Bool {
    servers.indices.contains { candidate in
      guard up.contains(candidate) else { return false }
      var continuation = Continuation(servers, up: up, calls)
      return (0..<attempts).contains { _ in continuation.tries(candidate, beyond: committed) }
    }
  }

  /// Whether a server leads now, or after an election, and commits more.
  private mutating func tries(_ candidate: ServerID, beyond committed: LogIndex) -> Bool {
    if hosts[candidate].server.role != .leader { step(candidate, .electionTimeout) }
    return hosts[candidate].server.role == .leader && commit(at: candidate, beyond: committed)
  }

  private mutating func commit(at leader: ServerID, beyond committed: LogIndex) -> Bool {
    step(leader, .request(Command(rawValue: 1)))
    var heartbeats = 0
    while hosts[leader].server.commitIndex <= committed, heartbeats < Self.heartbeats {
      step(leader, .heartbeatTimeout)
      heartbeats += 1
    }
    return hosts[leader].server.role == .leader && hosts[leader].server.commitIndex > committed
  }

  /// Takes a step, and delivers all that comes of it to those who are up, in the order in which it was sent.
  private mutating func step(_ server: ServerID, _ input: CoreInput) {
    if endsByTrap { return }
    hosts[server].step(input, &event, calls)
    messages += hosts[server].effects.messages
    var delivered = 0
    while delivered < min(messages.count, Self.deliveries) {
      let message = messages[delivered]
      delivered += 1
      guard up.contains(message.to), !endsByTrap else { continue }
      hosts[message.to].receive(message, &event, calls)
      messages += hosts[message.to].effects.messages
    }
    messages = []
  }

  /// Whether the next call is known to trap, or one before it was.
  private var endsByTrap: Bool {
    if calls.traps { calls.skip() }
    return calls.areOver
  }
}
