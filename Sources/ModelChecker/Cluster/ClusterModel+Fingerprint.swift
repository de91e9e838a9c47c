/// Fingerprints: the sum of the hashes of a state's parts, scrambled; under symmetry the least of those under all
/// renamings, which is the same for all states that differ only in names.
extension ClusterModel {
  /// The sum of the hashes of a state's parts under a renaming.
  @inline(__always)
  func sum(of state: borrowing ClusterState, _ renaming: Int) -> UInt64 {
    var sum = pasts.hashes[Int(state.past), renaming] &+ restartHash(state.restarts)
    for server in 0..<cluster.servers { sum &+= servers.hashes[Int(state[server]), renaming] }
    for index in 0..<state.width {
      var bits = state.messages(index)
      while bits != 0 {
        sum &+= messages.hashes[index << 6 | bits.trailingZeroBitCount, renaming]
        bits &= bits &- 1
      }
    }
    return sum
  }

  public func fingerprint(of state: borrowing ClusterState) -> UInt64 {
    var least = UInt64.max
    for renaming in renamings.indices { least = min(least, Self.scramble(sum(of: state, renaming))) }
    return least
  }

  /// The fingerprint of the state that an outcome leads to.
  /// - Parameter sum: that of the state itself, under the first renaming.
  /// - Returns: `nil` if it is not known yet.
  @inline(__always)
  func fingerprint(of outcome: Outcome, from state: borrowing ClusterState, _ sum: UInt64) -> UInt64? {
    if reductions.eagerSending { return fingerprintAfterSending(outcome, from: state) }
    if renamings.count == 1 { return Self.scramble(sum &+ change(outcome, from: state, 0)) }
    var least = UInt64.max
    for renaming in renamings.indices {
      let sum = self.sum(of: state, renaming) &+ change(outcome, from: state, renaming)
      least = min(least, Self.scramble(sum))
    }
    return least
  }

  /// What an outcome changes of the sum.
  @inline(__always)
  private func change(_ outcome: Outcome, from state: borrowing ClusterState, _ renaming: Int) -> UInt64 {
    var change: UInt64 = 0
    if outcome.server >= 0 {
      change &+= servers.hashes[Int(outcome.next), renaming]
      change &-= servers.hashes[Int(state[outcome.server]), renaming]
    }
    if outcome.past != state.past {
      change &+= pasts.hashes[Int(outcome.past), renaming] &- pasts.hashes[Int(state.past), renaming]
    }
    if outcome.isRestart, cluster.restarts != nil {
      change &+= restartHash(state.restarts + 1) &- restartHash(state.restarts)
    }
    if outcome.removed != MessageTable.none { change &-= messages.hashes[Int(outcome.removed), renaming] }
    for index in 0..<outcome.addedCount { change &+= messages.hashes[Int(outcome.added[index]), renaming] }
    return change
  }

  @inline(__always)
  private static func scramble(_ sum: UInt64) -> UInt64 {
    let once = (sum ^ sum >> 32) &* 0xd6e8_feb8_6659_fd93
    return once ^ once >> 32
  }

  public func encodeExactly(_ state: borrowing ClusterState, into words: inout [UInt64]) {
    var least: [UInt64]?
    for renaming in renamings {
      let encoding = exactWords(state, renaming)
      if least.map({ encoding.lexicographicallyPrecedes($0) }) ?? true { least = encoding }
    }
    words += least ?? []
  }

  /// The state in full, with the servers by their new names and the messages in the order of their words.
  private func exactWords(_ state: borrowing ClusterState, _ renaming: Renaming) -> [UInt64] {
    let encoding = ClusterEncoding(cluster.rules)
    var words: [UInt64] = [UInt64(state.restarts)]
    var parts: [[UInt64]] = []
    for server in 0..<cluster.servers {
      var part: [UInt64] = []
      encoding.encode(servers.servers[Int(state[server])], renaming, into: &part)
      parts.append(part)
    }
    for part in parts.sorted(by: { $0[0] < $1[0] }) { words += part }
    encoding.encode(pasts.pasts[Int(state.past)], renaming, into: &words)
    var copies: [[UInt64]] = []
    state.forEachCopy { copy in
      var part: [UInt64] = []
      encoding.encode(messages.messages[Int(messages.message[Int(copy)])], renaming, into: &part)
      copies.append(part + [UInt64(messages.ordinal[Int(copy)])])
    }
    words.append(UInt64(copies.count))
    for copy in copies.sorted(by: { $0.lexicographicallyPrecedes($1) }) { words += copy }
    return words
  }
}
