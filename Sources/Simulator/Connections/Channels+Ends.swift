import RaftCore

extension Channels {
  /// Does what an end asks for.
  mutating func carryOut(_ reaction: ChannelEnd.Reaction, at end: Int, _ now: Int) {
    if reaction.isStale { counts.staleSignals += 1 }
    if reaction.closes { closed(end, now) }
    if reaction.opens { opened(end, now) }
    if let reply = reaction.reply { send(reply, from: end, now) }
  }

  private mutating func send(_ handshake: Handshake, from end: Int, _ now: Int) {
    let (id, peer) = servers(of: end)
    if handshake.step == .offer {
      counts.offers += 1
      setRetryTimer(end, now)
    }
    let body = Signal.Body.handshake(handshake)
    send(Signal(body: body, room: key, sender: hosts[id].identity, receiver: roster[peer]), from: id, now)
  }

  private mutating func setRetryTimer(_ end: Int, _ now: Int) {
    let next = now + scenario.connections.offerRetry.microseconds
    guard rules.repeatsOffers, let time = ends[end].retryTimer.set(next) else { return }
    queue.push(.connection(.retry(end: UInt8(end))), at: time)
  }

  mutating func retryTimerOccurs(_ end: Int, _ now: Int) {
    switch ends[end].retryTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.connection(.retry(end: UInt8(end))), at: time)
    case .fires:
      guard let offer = ends[end].state.offerAgain() else { return }
      counts.offersAgain += 1
      send(offer, from: end, now)
    }
  }

  /// A channel is open at one end. The other may have forgotten it meanwhile, so this one looks, when the other had
  /// time enough to open too.
  private mutating func opened(_ end: Int, _ now: Int) {
    ends[end].retryTimer.stop()
    if isAlive(end) { counts.opened += 1 }
    if rules.awaitsAcknowledgment { look(end, in: scenario.connections.longestTrip.microseconds, now) }
  }

  /// A channel has closed at one end, and where it is still open at the other that finds out after a while. An end that
  /// has begun another channel by now informs the other end itself, and needs no such help.
  private mutating func closed(_ end: Int, _ now: Int) {
    counts.closed += 1
    ends[end].lookTimer.stop()
    let other = other(end)
    if ends[other].state.phase == .open, ends[other].state.channel == ends[end].state.channel {
      look(other, in: 0, now)
    }
  }

  /// Has an end find out, `delay` and the time that it takes from now, whether the other is there; no later than it
  /// would anyway. Never in this very moment: where signals take no time, the other's word of now is still to be heard.
  private mutating func look(_ end: Int, in delay: Int, _ now: Int) {
    let (id, peer) = servers(of: end)
    let looks = ends[end].looks.next(within: ends[end].state.channel.word)
    let link = DecisionKey.link(id, peer)
    let notice = random.around(scenario.connections.detection, .noticeTime, link, looks.count, within: looks.number)
    let deadline = min(ends[end].lookTimer.deadline, now + max(1, delay + notice))
    // A deadline that has passed was held up by a pause: the timer fires when the host resumes.
    guard deadline > now, let time = ends[end].lookTimer.set(deadline) else { return }
    queue.push(.connection(.look(end: UInt8(end))), at: time)
  }

  mutating func lookTimerOccurs(_ end: Int, _ now: Int) {
    switch ends[end].lookTimer.occur(at: now) {
    case .nothing: break
    case .later(let time): queue.push(.connection(.look(end: UInt8(end))), at: time)
    case .fires:
      guard ends[end].state.phase == .open, !isAlive(end) else { return }
      counts.noticed += 1
      carryOut(ends[end].state.breaks(), at: end, now)
    }
  }

  /// Breaks the way of a channel that is open at `end`: nothing passes any more, and both ends find out after a while.
  mutating func breakChannel(of end: Int, _ now: Int) {
    for end in [end, other(end)] {
      ends[end].broken = ends[end].state.channel.answer
      look(end, in: 0, now)
    }
  }
}
