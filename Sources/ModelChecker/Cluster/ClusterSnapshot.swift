import RaftCore
import Simulator
import TraceChecker

/// A cluster at one moment, in the core's own terms.
struct ClusterSnapshot<Core: ServerCore>: Sendable {
  var servers: [Core]
  /// By server: the votes that the specification counts for it; `nil` for those that it counts itself.
  var votes: [UInt16?]
  var ghostState: GhostState
  /// The messages in transit, with how often each can still arrive.
  var messages: [(message: Core.Message, count: Int)] = []

  /// A cluster in which no server has done anything.
  init(_ cluster: BoundedCluster, _ rules: [Core.Rules]) {
    servers = (0..<cluster.servers).map {
      Core(id: $0, configuration: cluster.configuration, restoring: DurableState(), rules: rules[$0])
    }
    votes = Array(repeating: nil, count: cluster.servers)
    ghostState = GhostState(servers: cluster.servers)
  }
}

extension ClusterState {
  /// The state that a snapshot shows, whose parts get numbers in the tables.
  /// - Parameter keepsCopies: whether it matters how often a message can still arrive.
  init<Core>(
    _ snapshot: ClusterSnapshot<Core>, _ servers: inout ServerTable<Core>, _ messages: inout MessageTable<Core.Message>,
    _ ghostStates: inout GhostStateTable, keepsCopies: Bool
  ) {
    self.init(servers: snapshot.servers.count)
    for (place, server) in snapshot.servers.enumerated() {
      set(place, servers.number(of: server, counted: snapshot.votes[place]))
    }
    setGhostState(ghostStates.number(of: snapshot.ghostState))
    for (message, count) in snapshot.messages where !message.isPassedBack {
      let isAhead = message.described.term > snapshot.servers[message.from].currentTerm
      let number = messages.number(of: message, isAhead: isAhead)
      insert(messages.first[Int(number)])
      for _ in 1..<(keepsCopies ? max(1, count) : 1) { insert(messages.nextCopy(of: number, in: self)) }
    }
  }
}
