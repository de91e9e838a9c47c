import Simulator

/// States in full.
extension ClusterModel {
  func encodeExactly(_ state: borrowing ClusterState, into words: inout [UInt64]) {
    var least: [UInt64]?
    for renaming in renamings {
      let encoding = state.withView { exactWords($0, renaming) }
      if least.map({ encoding.lexicographicallyPrecedes($0) }) ?? true { least = encoding }
    }
    words += least ?? []
  }

  /// The state in full, with the servers by their new names and the messages in the order of their words.
  private func exactWords(_ state: StateView, _ renaming: Renaming) -> [UInt64] {
    let encoding = ClusterEncoding()
    var words: [UInt64] = [UInt64(state.restarts)]
    var parts: [[UInt64]] = []
    for server in 0..<cluster.servers {
      let number = Int(state[server])
      parts.append(servers.words(servers.servers[number], servers.votes[number], renaming))
    }
    for part in parts.sorted(by: { $0[0] < $1[0] }) { words += part }
    encoding.encode(ghostStates.ghostStates[Int(state.ghostState)], renaming, into: &words)
    var copies: [[UInt64]] = []
    state.forEachCopy { copy in
      var part: [UInt64] = []
      encoding.encode(messages.messages[Int(messages.message[Int(copy)])].described, renaming, into: &part)
      copies.append(part + [UInt64(messages.ordinal[Int(copy)])])
    }
    words.append(UInt64(copies.count))
    for copy in copies.sorted(by: { $0.lexicographicallyPrecedes($1) }) { words += copy }
    return words
  }
}
