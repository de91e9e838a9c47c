import RaftCore
import Simulator

/// "From every reachable state every majority of the servers can elect a leader, and commit an entry that was not,
/// while the others are silent": a protocol that is of any use has this property. It is shown once for each combination
/// of servers' states, by a continuation in which it happens.
///
/// It is not enough to look at continuations in which all servers are up: the last leader can always be elected again
/// by those who elected it, however strict their rule is. A rule that requires too much of a candidate is found only
/// when that leader is silent.
extension ClusterModel {
  /// Looks for continuations from a state, unless they were looked for from the same servers.
  mutating func learnProgress(of state: ClusterState) {
    let parts = state.withView { view in
      (0..<cluster.servers).map { view[$0] } + [ghostStates.committedCounts[Int(view.ghostState)]]
    }
    let servers = parts.dropLast().map { self.servers.servers[Int($0)] }
    let committed = Int(parts[cluster.servers])
    // After a trap the search only ends: what no server tried is not impossible.
    let isPossible =
      calls.areOver
      || RaftCore.Membership(servers: cluster.servers).majorities.allSatisfy { majority in
        Continuation<Core>.isPossible(servers, up: majority, committed: committed, calls)
      }
    combinations.insert(parts)
    progress.append(isPossible)
  }
}

extension ServerSet {
  /// All of so many servers.
  static func all(_ servers: Int) -> ServerSet { ServerSet(rawValue: UInt16((1 << servers) - 1)) }
}
