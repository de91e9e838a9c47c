import RaftCore

/// "From every reachable state every majority of the servers can elect a leader, and commit an entry that was not, while the
/// others are silent": what a protocol owes that is to be of use. It is shown for each combination of servers' states once,
/// by a continuation that does it.
///
/// With all servers there it is not enough: the last leader can always be elected again by those who elected it, however
/// strict they are. What asks too much of a candidate shows itself when that leader is gone.
extension ClusterModel {
  /// Looks for continuations from a state, unless they were looked for from the same servers.
  mutating func learnProgress(of state: ClusterState) {
    let parts = state.withView { view in
      (0..<cluster.servers).map { view[$0] } + [pasts.committedCounts[Int(view.past)]]
    }
    let servers = parts.dropLast().map { self.servers.servers[Int($0)] }
    let committed = Int(parts[cluster.servers])
    let isPossible = ServerSet.majorities(of: cluster.servers).allSatisfy { majority in
      Continuation.isPossible(servers, up: majority, committed: committed)
        || isPossibleSomehow(servers, up: majority, state)
    }
    combinations.insert(parts)
    progress.append(isPossible)
  }

  /// Whether any continuation does it, within bounds that leave room for two elections and an entry more.
  private func isPossibleSomehow(_ servers: [Server], up: ServerSet, _ state: ClusterState) -> Bool {
    var wider = cluster
    wider.maxTerm = (servers.map(\.currentTerm).max() ?? 0) + 2
    wider.maxLog = (servers.map(\.log.lastIndex).max() ?? 0) + 2
    wider.maxMessages = nil
    wider.network = .set
    wider.standing = nil
    wider.restarts = nil
    wider.down = ServerSet.all(cluster.servers).subtracting(up)
    var snapshot = ClusterSnapshot(cluster)
    snapshot.servers = servers
    snapshot.past = state.withView { pasts.pasts[Int($0.past)] }
    var reductions = Reductions()
    reductions.eagerSending = true
    let model = ClusterModel(wider, reductions: reductions, invariants: [], from: [snapshot])
    var explorer = Explorer(model)
    explorer.depth = Self.widestDepth
    let result = explorer.run()
    return result.judged[model.judge.committedNumber] > 0
  }

  /// So deep it is looked for any continuation: an election and a commit among five servers take fewer steps.
  private static let widestDepth = 12
}

extension ServerSet {
  /// All of so many servers.
  static func all(_ servers: Int) -> ServerSet { ServerSet(rawValue: UInt16((1 << servers) - 1)) }

  /// The smallest majorities of so many servers: what one can do, every greater one can.
  static func majorities(of servers: Int) -> [ServerSet] {
    (0...all(servers).rawValue).map { ServerSet(rawValue: $0) }.filter { $0.count == servers / 2 + 1 }
  }
}
