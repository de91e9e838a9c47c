import RaftCore

/// What happens to messages on open links where `hasFaults` is set.
extension Network {
  /// Picks the slow link and the slow server.
  mutating func chooseSlowLinks() {
    let (servers, faults) = (scenario.servers, scenario.networkFaults)
    guard servers > 1 else { return }
    if faults.slowLink > 0 {
      let from = random.below(servers, .slowLink, 0, 0)
      let to = (from + 1 + random.below(servers - 1, .slowLink, 1, 0)) % servers
      links[index(from, to)].isSlowLink = true
      links[index(from, to)].slowness = faults.slowLink
    }
    guard faults.slowServer > 0 else { return }
    let slow = random.below(servers, .slowServer, 0, 0)
    for other in 0..<servers where other != slow {
      for link in [index(slow, other), index(other, slow)] {
        links[link].isOfSlowServer = true
        links[link].slowness *= faults.slowServer
      }
    }
  }

  /// Why a message is lost, if it is; takes its place in the queue otherwise.
  mutating func loss(_ link: Int, _ draw: KeyedRandom.Draw, _ now: Int) -> Loss? {
    if now >= links[link].burstEnd, random.happens(scenario.networkFaults.burstLoss, .burst, draw) {
      // One that begins and ends at once loses this message all the same.
      links[link].burstEnd = now + 1 + random.around(scenario.networkFaults.burstDuration, .burstLength, draw)
    }
    if now < links[link].burstEnd {
      counts.lostInBursts += 1
      return .burst
    }
    guard scenario.networkFaults.queue > 0 else { return nil }
    guard links[link].inTransit < scenario.networkFaults.queue else {
      counts.overflows += 1
      return .overflow
    }
    links[link].inTransit += 1
    return nil
  }

  /// How much longer than the link's latency a message takes, if jitter alone made it `delay`.
  mutating func slowed(
    _ delay: Int, _ link: Int, _ draw: KeyedRandom.Draw, _ heavyTail: KeyedRandom.Stream
  ) -> Int {
    var delay = delay
    let slowness = links[link].slowness
    if slowness > 1 {
      delay = (links[link].latency + delay) * slowness - links[link].latency
      if links[link].isSlowLink { counts.slowLink += 1 }
      if links[link].isOfSlowServer { counts.slowServer += 1 }
    }
    if scenario.networkFaults.heavyTail > 0 { delay += tail(draw, heavyTail) }
    return delay
  }

  /// A delay of a heavy tail: around the latency for every second message, and each doubling half as likely.
  private mutating func tail(_ draw: KeyedRandom.Draw, _ stream: KeyedRandom.Stream) -> Int {
    let word = random.word(stream, draw)
    let doublings = min(word.trailingZeroBitCount, 24)
    let longest = min(max(1, scenario.latency.microseconds) << doublings, scenario.networkFaults.heavyTail.microseconds)
    if doublings >= 3 { counts.longDelays += 1 }
    return longest / 2 + KeyedRandom.scale(word, longest / 2 + 1)
  }

  /// When a message arrives again, if it does so late. The copy takes no place in the queue of the link, and keeps no
  /// order.
  func lateArrival(_ link: Int, _ draw: KeyedRandom.Draw, _ now: Int) -> Int? {
    guard random.happens(scenario.networkFaults.lateDuplication, .lateDuplication, draw) else { return nil }
    return now + links[link].latency + random.around(scenario.networkFaults.lateDelay, .lateDelay, draw)
  }

  /// A message has left the queue of its link: it arrived, or was lost on its way.
  mutating func leaveQueue(from: ServerID, to: ServerID) {
    if scenario.networkFaults.queue > 0 { links[index(from, to)].inTransit -= 1 }
  }
}
