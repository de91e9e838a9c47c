import RaftCore
import TraceChecker

/// A cluster at one moment, in the core's own terms.
struct ClusterSnapshot: Sendable {
  var servers: [Server]
  /// By server: the votes that the specification counts for it; `nil` for those that it counts itself.
  var votes: [UInt16?]
  var past: Past
  /// The messages under way, with how often each can still arrive.
  var messages: [(message: Message, count: Int)] = []

  /// A cluster in which no server has done anything.
  init(_ cluster: BoundedCluster) {
    servers = (0..<cluster.servers).map {
      Server(id: $0, configuration: cluster.configuration, rules: cluster.rules)
    }
    votes = Array(repeating: nil, count: cluster.servers)
    past = Past(servers: cluster.servers)
  }
}
