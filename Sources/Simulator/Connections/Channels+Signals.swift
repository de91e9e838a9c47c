import RaftCore

/// Signals take a way of their own, which no partition cuts: to the introducer and from there to a host. On both halves
/// of it they are lost and duplicated as messages are, and overtake each other.
extension Channels {
  /// A host sends a signal to the introducer.
  mutating func send(_ signal: Signal, from address: Int, _ now: Int) {
    let inTransit = SignalInTransit(signal: signal, address: address, isForIntroducer: true)
    dispatch(inTransit, now)
  }

  /// The introducer sends a signal. Signals to hosts other than those of the servers are ignored.
  mutating func send(_ outgoing: Introducer.Outgoing, _ now: Int) {
    guard hosts.indices.contains(outgoing.address) else { return }
    let inTransit = SignalInTransit(signal: outgoing.signal, address: outgoing.address, isForIntroducer: false)
    dispatch(inTransit, now)
  }

  private mutating func dispatch(_ signal: SignalInTransit, _ now: Int) {
    counts.signals += 1
    let (latency, way) = (scenario.connections.signalLatency, signal.way)
    let draw = random.draw(way, signal.signal.contentHash, occurrences, now: now)
    if random.happens(scenario.loss, .signalLoss, draw) {
      counts.signalsLost += 1
      return
    }
    push(signal, at: now + random.around(latency, .signalLatency, draw))
    guard random.happens(scenario.duplication, .signalDuplication, draw) else { return }
    counts.signalsDuplicated += 1
    push(signal, at: now + random.around(latency, .signalDuplicateLatency, draw))
  }

  private mutating func push(_ signal: SignalInTransit, at time: Int) {
    queue.push(.connection(.signal(slot: signals.insert(signal))), at: time)
  }

  /// A signal reaches the introducer, or a host.
  mutating func arrive(_ slot: UInt32, _ now: Int) {
    let inTransit = signals[slot]
    signals.remove(slot)
    guard inTransit.isForIntroducer else { return receive(inTransit.signal, at: inTransit.address, now) }
    guard introducer.isUp else {
      counts.signalsMissed += 1
      return
    }
    switch inTransit.signal.body {
    case .join: for outgoing in introducer.join(inTransit.signal, at: inTransit.address) { send(outgoing, now) }
    case .handshake:
      if let outgoing = introducer.relay(inTransit.signal) { send(outgoing, now) } else { counts.signalsMissed += 1 }
    case .introduction: break
    }
  }
}

/// A signal on its way.
struct SignalInTransit: BitwiseCopyable {
  var signal: Signal
  /// The host that it is for or, on its way to the introducer, the one that sent it. Servers' are their numbers.
  var address: Int
  var isForIntroducer: Bool

  /// The subject of the decisions about it.
  var way: Int { DecisionKey.way(of: address, isToIntroducer: isForIntroducer) }
}
