import RaftCore

extension Channels {
  /// A server's host starts, for the first time or again: it knows nobody, and joins its room.
  mutating func start(_ id: ServerID, now: Int) {
    hosts[id].isUp = true
    hosts[id].starts += 1
    hosts[id].strangers = 0
    if !rules.keepsIdentity, hosts[id].starts > 1 {
      hosts[id].identity = Identity(name: "\(Self.name(of: id)), \(hosts[id].starts)", key: key)
    }
    join(id, now)
  }

  /// A server's host crashes. Its channels close; the other ends find out later.
  mutating func crash(_ id: ServerID, now: Int) {
    hosts[id].isUp = false
    hosts[id].joinTimer.stop()
    calls.forget(id)
    for peer in hosts.indices where peer != id {
      let end = index(id, peer)
      ends[end].retryTimer.stop()
      ends[end].leaked = 0
      carryOut(ends[end].state.crash(), at: end, now)
    }
  }

  private mutating func join(_ id: ServerID, _ now: Int) {
    counts.joins += 1
    let identity = hosts[id].identity
    send(Signal(body: .join, room: key, sender: identity, receiver: identity), from: id, now)
    let next = now + scenario.connections.joinInterval.microseconds
    guard rules.joinsAgain, let time = hosts[id].joinTimer.set(next) else { return }
    queue.push(.connection(.join(server: UInt8(id))), at: time)
  }

  mutating func joinTimerOccurs(_ id: ServerID, _ now: Int) {
    switch hosts[id].joinTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.connection(.join(server: UInt8(id))), at: time)
    case .fires: join(id, now)
    }
  }

  /// A signal reaches a host: one that runs, and is who it is for.
  mutating func receive(_ signal: Signal, at id: ServerID, _ now: Int) {
    guard hosts[id].isUp, signal.receiver == hosts[id].identity else {
      counts.signalsMissed += 1
      return
    }
    precondition(signal.room == key || !rules.keepsRoomsApart, "another room's member was introduced")
    guard let peer = roster.firstIndex(of: signal.sender) else { return meetStranger(at: id) }
    let end = index(id, peer)
    guard ends[end].state.knowsPeer || hasRoom(id) else { return }
    switch signal.body {
    case .join: break
    case .introduction:
      counts.introductions += 1
      carryOut(ends[end].state.meetPeer(), at: end, now)
    case .handshake(let handshake):
      let trusts = !rules.awaitsAcknowledgment
      carryOut(ends[end].state.receive(handshake, trusts: trusts), at: end, now)
    }
  }

  // What follows is only of account where the introducer mixes rooms, a planted defect: a host has as many places
  // for peers as there are others, and gives them to those that are introduced to it.

  private mutating func meetStranger(at id: ServerID) {
    guard !rules.keepsRoomsApart, hasRoom(id) else { return }
    hosts[id].strangers += 1
    counts.strangersMet += 1
  }

  private func hasRoom(_ id: ServerID) -> Bool {
    guard !rules.keepsRoomsApart else { return true }
    let known = hosts.indices.count { $0 != id && ends[index(id, $0)].state.knowsPeer }
    return known + hosts[id].strangers < scenario.servers - 1
  }
}
