extension Server {
  /// Asserts leadership, and sends again what may have been lost (§5.2, §5.3). TLA+: `Heartbeat`.
  mutating func sendHeartbeats(_ effects: inout Effects) {
    guard role == .leader else { return }
    changeTimers(.heartbeatsSent, &effects)
    for peer in 0..<configuration.servers where peer != id { sendAppend(to: peer, .heartbeat, &effects) }
  }

  /// Appends a command to the leader's own log (§5.3). TLA+: `WithEntry`.
  mutating func appendToOwnLog(_ command: Command, _ effects: inout Effects) {
    precondition(role == .leader, "only a leader creates entries: \(self)")
    effects.writeLog(after: log.lastIndex)
    durable.log.append(Entry(term: currentTerm, command: command))
  }

  /// Sends `peer` what comes next, or a heartbeat if there is nothing or the window is full. What is sent counts as on
  /// its way: should it be lost, the next heartbeat does not fit, and its rejection leads back.
  mutating func sendAppend(to peer: ServerID, _ reason: SendReason, _ effects: inout Effects) {
    let sending = rules.sending(reason, peer, peers[peer], log.lastIndex)
    let previous = peers[peer].next - 1
    guard sending != .nothing, let position = previousPosition(at: previous) else { return }
    let unacknowledged = previous - peers[peer].match
    let due = max(0, min(log.lastIndex - previous, configuration.batch, configuration.window - unacknowledged))
    let count = sending == .entries ? due : 0
    var batch = EntryBatch()
    for offset in 0..<count { batch.append(log[previous + 1 + offset]) }
    if count > 0 { peers[peer].next += count }
    let request = AppendRequest(previous: position, entries: batch, commit: commitIndex)
    send(.appendRequest(request), to: peer, &effects)
  }

  /// The previous position of a request whose entries come after `index`; `nil` if it cannot be read and nothing is to
  /// be sent.
  @inline(__always) private func previousPosition(at index: LogIndex) -> LogPosition? {
    if rules.readFails(index, currentTerm) { return rules.previousAfterFailedRead(index) }
    return LogPosition(index: index, term: term(at: index) ?? 0)
  }

  /// Sends entries to every peer that has not been sent all and whose window is open.
  mutating func replicate(_ effects: inout Effects) {
    for peer in 0..<configuration.servers where peer != id { sendNewEntries(to: peer, .newEntry, &effects) }
  }

  private mutating func sendNewEntries(to peer: ServerID, _ reason: SendReason, _ effects: inout Effects) {
    let progress = peers[peer]
    if progress.next <= log.lastIndex, progress.next - 1 - progress.match < configuration.window {
      sendAppend(to: peer, reason, &effects)
    }
  }

  /// Learns how far a follower agrees (§5.3). TLA+: `HandleAppendReply`.
  mutating func handle(
    _ reply: AppendReply, from sender: ServerID, sent: Term, _ effects: inout Effects
  ) {
    guard role == .leader, rules.countsAppendReply(sent, currentTerm) else { return }
    switch reply {
    case .accepted(let reported):
      // No follower of this term can agree with entries that this log does not have.
      let match = rules.matchIndex(peers[sender].match, min(reported, log.lastIndex))
      peers[sender].learn(match: match)
      if match > commitIndex { advanceCommitIndex(&effects) }
      sendNewEntries(to: sender, .acceptance, &effects)
    case .rejected(let previous, let hint):
      guard !rules.isLateRejection(previous, peers[sender].match) else { return }
      peers[sender].next = nextIndex(of: sender, rejecting: previous, hint)
      sendAppend(to: sender, .rejection, &effects)
    }
  }

  /// The next index after a rejection (§5.3): after the last entry that may agree by the hint, not after `previous`,
  /// and never at or before what is known to match.
  private func nextIndex(of peer: ServerID, rejecting previous: LogIndex, _ hint: LogPosition) -> LogIndex {
    max(
      rules.lowestNextIndex(peers[peer].match), log.base.index + 1,
      min(indexAfterAgreement(hint), previous, log.lastIndex + 1))
  }

  /// The index after the last entry at which the logs may agree by a hint: after the follower's end if its log is too
  /// short, otherwise after this log's last entry of the conflicting term or, if it has none, before that term in both.
  private func indexAfterAgreement(_ hint: LogPosition) -> LogIndex {
    guard hint.term > 0 else { return hint.index }
    let last = log.lastIndex(upTo: hint.term)
    return term(at: last) == hint.term ? last + 1 : min(hint.index, last + 1)
  }
}
