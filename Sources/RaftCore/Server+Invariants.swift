/// What holds of a server between two of its steps, and what its code relies on. Asserted at the end of every step and
/// restart, in debug builds and tests only.
///
/// Not asserted, since a forged message or a disk that lost what was durable can violate it, and the code copes: that
/// the commit index is within the log, that terms never fall along the log, and that no entry has a later term than the
/// server.
extension Server {
  /// Stops a debug build where the server is not as it must be.
  func checkInvariants() {
    assert(peers.count == configuration.servers, "there is a row for every server")
    assert((0..<configuration.servers).contains(id), "it is one of the cluster")
    assert(currentTerm >= 0 && commitIndex >= 0, "terms and indexes are not negative")
    assert(votesGranted.rawValue >> UInt16(configuration.servers) == 0, "only servers of the cluster vote")
    log.checkInvariants()
    waiting.checkCounts()
    // A replaced rule may violate the rest on purpose.
    guard rules.replaced == nil else { return }
    waiting.checkOrder()
    assert(votedFor.map((0..<configuration.servers).contains) ?? true, "the vote is for a server of the cluster")
    switch role {
    case .follower:
      assert(votesGranted.isEmpty && waiting.open.isEmpty, "a follower counts no votes and owes no answers")
    case .candidate:
      assert(leader == nil && votesGranted.contains(id), "a candidate knows no leader and votes for itself")
    case .leader: checkLeader()
    }
  }

  /// What a leader knows of the others: what they match lies before what they are sent next, and both within the log.
  private func checkLeader() {
    assert(leader == id, "a leader is the leader that it knows")
    for peer in 0..<configuration.servers where peer != id {
      assert(peers[peer].match >= 0 && peers[peer].match < peers[peer].next, "match index before next index")
      assert(peers[peer].next > log.base.index, "what is sent next was not compacted")
      assert(peers[peer].next <= log.lastIndex + 1, "what is sent next is in the log, or comes next")
    }
  }
}
