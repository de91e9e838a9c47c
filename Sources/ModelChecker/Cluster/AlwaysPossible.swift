import RaftCore

/// "From every reachable state a leader can be elected, and an entry be committed that was not": what a protocol owes that
/// is to be of use. It is shown for each combination of servers' states once, by a continuation that does it.
extension ClusterModel {
  /// Looks for a continuation from a state, unless one was looked for from the same servers.
  mutating func learnProgress(of state: ClusterState) {
    let parts = state.withView { view in
      (0..<cluster.servers).map { view[$0] } + [pasts.committedCounts[Int(view.past)]]
    }
    let servers = parts.dropLast().map { self.servers.servers[Int($0)] }
    let committed = Int(parts[cluster.servers])
    let isPossible =
      Continuation.isPossible(servers, standing: cluster.standingServers, committed: committed)
      || isPossibleSomehow(servers, state)
    combinations.insert(parts)
    progress.append(isPossible)
  }

  /// Whether any continuation does it, within bounds that leave room for two elections and an entry more.
  private func isPossibleSomehow(_ servers: [Server], _ state: ClusterState) -> Bool {
    var wider = cluster
    wider.maxTerm = (servers.map(\.currentTerm).max() ?? 0) + 2
    wider.maxLog = (servers.map(\.log.lastIndex).max() ?? 0) + 2
    wider.maxMessages = nil
    wider.network = .set
    wider.restarts = nil
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
