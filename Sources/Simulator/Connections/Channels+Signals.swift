import RaftCore

/// Signals take a way of their own, which no partition cuts: to the introducer and from there to a host. On both halves
/// of it they are lost and duplicated as messages are, and overtake each other.
extension Channels {
  /// A host sends a signal to the introducer.
  mutating func send(_ signal: Signal, from address: Int, _ now: Int) {
    hosts[address].sent += 1
    let underWay = SignalUnderWay(signal: signal, address: address, isForIntroducer: true)
    dispatch(underWay, 2 * address, hosts[address].sent, now)
  }

  /// The introducer sends a signal. What it sends to other hosts than those of the servers is of no account.
  mutating func send(_ outgoing: Introducer.Outgoing, _ now: Int) {
    guard hosts.indices.contains(outgoing.address) else { return }
    hosts[outgoing.address].received += 1
    let underWay = SignalUnderWay(signal: outgoing.signal, address: outgoing.address, isForIntroducer: false)
    dispatch(underWay, 2 * outgoing.address + 1, hosts[outgoing.address].received, now)
  }

  private mutating func dispatch(_ signal: SignalUnderWay, _ way: Int, _ number: Int, _ now: Int) {
    counts.signals += 1
    if random.happens(scenario.loss, .signalLoss, way, number) {
      counts.signalsLost += 1
      return
    }
    push(signal, at: now + random.around(scenario.connections.signalLatency, .signalLatency, way, number))
    guard random.happens(scenario.duplication, .signalDuplication, way, number) else { return }
    counts.signalsDuplicated += 1
    push(signal, at: now + random.around(scenario.connections.signalLatency, .signalLatency, way, -number))
  }

  private mutating func push(_ signal: SignalUnderWay, at time: Int) {
    queue.push(.connection(.signal(slot: signals.insert(signal))), at: time)
  }

  /// A signal reaches the introducer, or a host.
  mutating func arrive(_ slot: UInt32, _ now: Int) {
    let underWay = signals[slot]
    signals.remove(slot)
    guard underWay.isForIntroducer else { return receive(underWay.signal, at: underWay.address, now) }
    guard introducer.isUp else {
      counts.signalsMissed += 1
      return
    }
    let outgoing = introducer.receive(underWay.signal, from: underWay.address)
    if outgoing.isEmpty, case .handshake = underWay.signal.body { counts.signalsMissed += 1 }
    for signal in outgoing { send(signal, now) }
  }
}

/// A signal on its way.
struct SignalUnderWay: BitwiseCopyable {
  var signal: Signal
  /// The host that it is for or, on its way to the introducer, the one that sent it. Servers' are their numbers.
  var address: Int
  var isForIntroducer: Bool
}
