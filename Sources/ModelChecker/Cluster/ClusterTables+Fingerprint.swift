/// Fingerprints: the sum of the hashes of a state's parts, scrambled; under symmetry the least of those under all
/// renamings, which is the same for all states that differ only in names.
extension ClusterTables {
  /// The sum of the hashes of a state's parts under a renaming.
  @inline(__always)
  func sum(of state: StateView, _ renaming: Int) -> UInt64 {
    var sum = ghostStateHashes[Int(state.ghostState) &* renamings &+ renaming] &+ restartHashes[Int(state.restarts)]
    for server in 0..<serverCount { sum &+= serverHashes[Int(state[server]) &* renamings &+ renaming] }
    for index in 0..<state.width {
      var bits = state.messages(index)
      while bits != 0 {
        sum &+= messageHashes[(index << 6 | bits.trailingZeroBitCount) &* renamings &+ renaming]
        bits &= bits &- 1
      }
    }
    return sum
  }

  func fingerprint(of state: StateView) -> UInt64 { fingerprint { sum(of: state, $0) } }

  /// The fingerprint of the state that an outcome leads to, or `nil` if that is not known yet.
  @inline(__always)
  func fingerprint(of outcome: Outcome, from origin: Origin) -> UInt64? {
    if sendsEagerly { return fingerprintAfterSending(outcome, from: origin) }
    return fingerprint { origin.sums[$0] &+ change(outcome, from: origin.state, $0) }
  }

  private func fingerprintAfterSending(_ outcome: Outcome, from origin: Origin) -> UInt64? {
    let echoes = echoes(after: outcome, from: origin.state)
    guard echoes.gap == nil else { return nil }
    return fingerprint { renaming in
      let sum = origin.sums[renaming] &+ change(outcome, from: origin.state, renaming)
      return echoes.added.reduce(sum) { $0 &+ messageHashes[Int($1) &* renamings &+ renaming] }
    }
  }

  /// The least over all renamings.
  @inline(__always)
  private func fingerprint(_ sum: (_ renaming: Int) -> UInt64) -> UInt64 {
    var least = UInt64.max
    for renaming in 0..<renamings { least = min(least, Hashes.scramble(sum(renaming))) }
    return least
  }

  /// What an outcome changes of the sum.
  @inline(__always)
  private func change(_ outcome: Outcome, from state: StateView, _ renaming: Int) -> UInt64 {
    var change: UInt64 = 0
    if outcome.server >= 0 {
      change &+= serverHashes[Int(outcome.next) &* renamings &+ renaming]
      change &-= serverHashes[Int(state[outcome.server]) &* renamings &+ renaming]
    }
    if outcome.ghostState != state.ghostState {
      change &+= ghostStateHashes[Int(outcome.ghostState) &* renamings &+ renaming]
      change &-= ghostStateHashes[Int(state.ghostState) &* renamings &+ renaming]
    }
    if outcome.isRestart, restartLimit >= 0 {
      change &+= restartHashes[Int(state.restarts) &+ 1] &- restartHashes[Int(state.restarts)]
    }
    if outcome.removed != noCopy {
      change &-= messageHashes[Int(outcome.removed) &* renamings &+ renaming]
    }
    for index in 0..<outcome.addedCount {
      change &+= messageHashes[Int(outcome.added[index]) &* renamings &+ renaming]
    }
    return change
  }
}
