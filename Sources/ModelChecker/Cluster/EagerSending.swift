/// A partial-order reduction for set networks without a bound on messages: what only adds to the messages in transit is
/// done as soon as it is possible, and no state is kept in which it is still to be done.
///
/// A step of that kind is the delivery of a message, or a heartbeat, that leaves its server as it was, gives the checks
/// of the cluster nothing to see, and sends something. Such a step *echoes*.
///
/// Why nothing is missed. Let s be a state and s' the same with the messages that echoes add. (1) s' is reachable where
/// s is, by the echoes themselves, and each of them is judged as every step of its server is. (2) In a set network
/// nothing is ever taken away, and no step is disabled by a message: whatever sequence of actions is possible from s is
/// possible from s' and leads to the same states of the servers and the same ghost state, with the same and perhaps
/// more messages. (3) The checks look at servers, the ghost state and the message that is received, never at what else
/// is in transit. So a violation that can be reached from s, by steps that are no echoes, is reached from s' by the
/// same steps; and echoes violate nothing but what a look at their own server shows, which is looked at when the step
/// is learned. By induction over the steps, every combination of servers' states and ghost state that full exploration
/// reaches is reached.
///
/// What is lost: a counterexample counts an echo as no step, so it is a shortest one only up to echoes. With a bound on
/// messages (2) is false, and in a bag a delivery takes a message away: there the reduction is not offered.
extension ClusterModel {
  mutating func learnToSend(in state: inout ClusterState) {
    var added: [UInt32] = []
    while let gap = known.echo(in: &state, after: nil, &added) { fill(gap, in: state) }
  }
}

extension ClusterTables {
  /// Adds the messages that echoes add, until there are no more.
  func sendEagerly(in state: inout ClusterState) {
    var added: [UInt32] = []
    let gap = echo(in: &state, after: nil, &added)
    precondition(gap == nil, "an echo is taken before it is known")
  }

  /// The copies that echoes add after an outcome, or the gap in what the model knows about them.
  func echoes(after outcome: Outcome, from state: StateView) -> (gap: Gap?, added: [UInt32]) {
    var next = ClusterState(state)
    var added: [UInt32] = []
    carryOut(outcome, in: &next)
    return (echo(in: &next, after: outcome, &added), added)
  }

  /// Adds the messages that echoes add.
  /// - Parameters:
  ///   - outcome: what changed of a state in which all were there; `nil` if anything may have.
  ///   - added: takes the copies added.
  /// - Returns: what is not known yet, if anything; the state has a part of the messages then.
  fileprivate func echo(in state: inout ClusterState, after outcome: Outcome?, _ added: inout [UInt32]) -> Gap? {
    for server in 0..<serverCount where outcome == nil || outcome?.server == server {
      if let gap = echoHeartbeat(of: server, in: &state, &added) { return gap }
      for index in 0..<state.withView({ $0.width }) {
        if let gap = echo(.max, at: index, to: server, in: &state, &added) { return gap }
      }
    }
    if let outcome {
      for index in 0..<outcome.addedCount {
        if let gap = echo(outcome.added[index], in: &state, &added) { return gap }
      }
    }
    var next = 0
    while next < added.count {
      if let gap = echo(added[next], in: &state, &added) { return gap }
      next += 1
    }
    return nil
  }

  /// Delivers a copy, if it is only answered.
  private func echo(_ copy: UInt32, in state: inout ClusterState, _ added: inout [UInt32]) -> Gap? {
    let server = Int(receiver[Int(message[Int(copy)])])
    return echo(1 << UInt64(copy & 63), at: Int(copy >> 6), to: server, in: &state, &added)
  }

  /// Delivers those messages of a word that a server only answers.
  private func echo(
    _ chosen: UInt64, at index: Int, to server: Int, in state: inout ClusterState, _ added: inout [UInt32]
  ) -> Gap? {
    let (row, messages) = state.withView { ($0[server], $0.messages(index)) }
    // What is beyond the bounds is not followed.
    if isBeyond[Int(row)] { return nil }
    let word = messages & chosen & addressed[index &* serverCount &+ server]
    let mask = mask(row, index)
    let unknown = word & ~mask.known
    if unknown != 0 { return .step(row: row, action: message[index << 6 | unknown.trailingZeroBitCount]) }
    var bits = word & mask.echo
    while bits != 0 {
      let action = message[index << 6 | bits.trailingZeroBitCount]
      if let number = step(row, action) { sendAll(of: number, in: &state, &added) }
      bits &= bits &- 1
    }
    return nil
  }

  private func echoHeartbeat(of server: Int, in state: inout ClusterState, _ added: inout [UInt32]) -> Gap? {
    let row = state.withView { $0[server] }
    guard server < candidates, leads[Int(row)], !isBeyond[Int(row)] else { return nil }
    let action = ClusterAction.heartbeat(server: server).code
    guard let number = step(row, action) else { return .step(row: row, action: action) }
    if steps[Int(number)].isQuiet(from: row) { sendAll(of: number, in: &state, &added) }
    return nil
  }

  /// Whether an action only adds messages.
  func isEcho(_ action: ModelAction, in state: borrowing ClusterState) -> Bool {
    let server: Int
    switch ClusterAction(action) {
    case .deliver(let message): server = Int(receiver[Int(message)])
    case .heartbeat(let leader): server = leader
    default: return false
    }
    let row = state.withView { $0[server] }
    guard !isBeyond[Int(row)], let number = step(row, action) else { return false }
    return steps[Int(number)].isQuiet(from: row)
  }

  private func sendAll(of number: UInt32, in state: inout ClusterState, _ added: inout [UInt32]) {
    let step = steps[Int(number)]
    for offset in 0..<Int(step.sentCount) {
      let copy = first[Int(sent[Int(step.firstSent) + offset])]
      if state.withView({ $0.contains(copy) }) { continue }
      state.insert(copy)
      added.append(copy)
    }
  }
}
