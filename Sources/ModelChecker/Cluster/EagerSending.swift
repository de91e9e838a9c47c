/// A partial-order reduction for set networks without a bound on messages: what only adds to the messages under way is
/// done at once, and no state is kept in which it is still to be done.
///
/// A step of that kind is the delivery of a message, or a heartbeat, that leaves its server as it was, gives the checks of
/// the cluster nothing to see, and sends something. Such a step *echoes*.
///
/// Why nothing is missed. Let s be a state and s' the same with the messages that echoes add. (1) s' is reachable where s
/// is, by the echoes themselves, and each of them is judged as every step of its server is. (2) In a set network nothing is
/// ever taken away, and no step is disabled by a message: whatever sequence of actions is possible from s is possible from
/// s' and leads to the same states of the servers and the same past, with the same and perhaps more messages. (3) The
/// checks look at servers, the past and the message that is received, never at what else is under way. So a violation
/// that can be reached from s, by steps that are no echoes, is reached from s' by the same steps; and echoes break nothing
/// but what a look at their own server shows, which is looked at when the step is learnt. By induction over the steps, every
/// combination of servers' states and past that full exploration reaches is reached.
///
/// What is lost: a counterexample counts an echo as no step, so it is a shortest one only up to echoes. With a bound on
/// messages (2) is false, and in a bag a delivery takes a message away: there the reduction is not offered.
extension ClusterModel {
  /// Adds the messages that echoes add, until there are no more.
  func sendEagerly(in state: inout ClusterState) {
    let gap = echo(in: &state, behind: nil)
    precondition(gap == nil, "an echo is taken before it is known")
  }

  mutating func learnToSend(in state: inout ClusterState) {
    while let gap = echo(in: &state, behind: nil) { fill(gap, in: state) }
  }

  /// The fingerprint of the state that an outcome and the echoes behind it lead to.
  func fingerprintAfterSending(_ outcome: Outcome, from state: borrowing ClusterState) -> UInt64? {
    var next = copy state
    carryOut(outcome, in: &next)
    return echo(in: &next, behind: outcome) == nil ? fingerprint(of: next) : nil
  }

  /// Adds the messages that echoes add.
  /// - Parameter outcome: what changed of a state in which all were there; `nil` if anything may have.
  /// - Returns: what is not known yet, if anything; the state has a part of the messages then.
  private func echo(in state: inout ClusterState, behind outcome: Outcome?) -> Gap? {
    var pending: [UInt32] = []
    for server in 0..<cluster.servers where outcome == nil || outcome?.server == server {
      if let gap = echoHeartbeat(of: server, in: &state, &pending) { return gap }
      if let gap = echoAll(to: server, in: &state, &pending) { return gap }
    }
    if let outcome { for index in 0..<outcome.addedCount { pending.append(outcome.added[index]) } }
    while let copy = pending.popLast() {
      let message = messages.message[Int(copy)]
      let server = messages.messages[Int(message)].to
      let (index, bit) = (Int(copy >> 6), UInt64(1) << UInt64(copy & 63))
      if let gap = echo(bit, at: index, to: server, in: &state, &pending) { return gap }
    }
    return nil
  }

  private func echoAll(to server: Int, in state: inout ClusterState, _ pending: inout [UInt32]) -> Gap? {
    for index in 0..<min(state.width, messages.width) {
      let word = state.messages(index) & messages.addressed[server][index]
      if let gap = echo(word, at: index, to: server, in: &state, &pending) { return gap }
    }
    return nil
  }

  /// Delivers the messages of a word that a server only answers.
  private func echo(
    _ word: UInt64, at index: Int, to server: Int, in state: inout ClusterState, _ pending: inout [UInt32]
  ) -> Gap? {
    let row = state[server]
    // What is beyond the bounds is not followed.
    if servers.isBeyond[Int(row)] { return nil }
    let unknown = word & ~steps.known(row, index)
    if unknown != 0 {
      return .step(row: row, action: messages.message[index << 6 | unknown.trailingZeroBitCount])
    }
    var bits = word & steps.echo(row, index)
    while bits != 0 {
      let action = messages.message[index << 6 | bits.trailingZeroBitCount]
      if let number = steps.find(row, action) { sendAll(of: number, in: &state, &pending) }
      bits &= bits &- 1
    }
    return nil
  }

  private func echoHeartbeat(of server: Int, in state: inout ClusterState, _ pending: inout [UInt32]) -> Gap? {
    let row = state[server]
    guard server < cluster.standingServers, servers.leads[Int(row)], !servers.isBeyond[Int(row)] else { return nil }
    let action = ClusterAction.heartbeat(server: server).code
    guard let number = steps.find(row, action) else { return .step(row: row, action: action) }
    let step = steps[number]
    if step.next == row, step.telling == LocalStep.none, step.broken == LocalStep.none {
      sendAll(of: number, in: &state, &pending)
    }
    return nil
  }

  private func sendAll(of number: UInt32, in state: inout ClusterState, _ pending: inout [UInt32]) {
    let step = steps[number]
    for offset in 0..<Int(step.sentCount) {
      let copy = messages.first[Int(steps.sent(step, offset))]
      if state.contains(copy) { continue }
      state.insert(copy)
      pending.append(copy)
    }
  }
}
