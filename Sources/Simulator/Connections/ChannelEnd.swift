/// One end of the channel between two servers: a state machine, without time. One end offers, the other answers, and it
/// is open at an end that has heard from the other that the other knows the same channel:
///
///     offering end                        answering end
///     offering         ---- offer --->
///                      <--- answer ---    answering
///     acknowledging    ---- ack ----->    open
///     open             <--- ack ------
///
/// Signals may be lost, late, overtaken or come twice. What is lost is made good by the offer, which the offering end
/// repeats until the channel is open; what is late is known by its number.
struct ChannelEnd: Hashable {
  /// Whether it is this end that offers.
  let offers: Bool
  private(set) var phase = Phase.closed
  /// The channel that is open or being set up, or was the last.
  private(set) var channel = ChannelNumber()
  /// Whether the introducer has introduced the peer.
  private(set) var knowsPeer = false
  /// How many offers were sent, or answered, since the channel was open the last time.
  private(set) var tries = 0

  /// How far it is.
  enum Phase: Hashable {
    /// No channel, and none on its way.
    case closed
    /// It has offered.
    case offering
    /// It has answered.
    case answering
    /// It has an answer and has acknowledged it.
    case acknowledging
    /// The channel is open at this end.
    case open
  }

  /// What follows from something that happens to an end.
  struct Reaction: Hashable {
    /// What the end sends to the other end.
    var reply: Handshake?
    /// Whether its channel has closed.
    var closes = false
    /// Whether its channel has opened.
    var opens = false
    /// Whether the signal belongs to an earlier channel.
    var isStale = false
  }

  init(offers: Bool) { self.offers = offers }

  /// The introducer introduces the peer.
  mutating func meetPeer() -> Reaction {
    knowsPeer = true
    return offers && phase == .closed ? Reaction(reply: offerAnew()) : Reaction()
  }

  /// Offers once more, if it waits for the other end.
  mutating func offerAgain() -> Handshake? {
    guard phase == .offering || phase == .acknowledging else { return nil }
    tries += 1
    return Handshake(step: .offer, channel: channel)
  }

  /// The channel is found to be broken.
  mutating func breaks() -> Reaction {
    guard phase == .open else { return Reaction() }
    phase = .closed
    return Reaction(reply: offers ? offerAnew() : nil, closes: true)
  }

  /// The host of this end crashes: all but the numbers is forgotten.
  mutating func crash() -> Reaction {
    let closes = phase == .open
    phase = .closed
    knowsPeer = false
    tries = 0
    checkInvariants()
    return Reaction(closes: closes)
  }

  /// A signal of the other end comes.
  /// - Parameter trusts: a planted defect: it takes the channel for open before the other end has acknowledged it.
  mutating func receive(_ handshake: Handshake, trusts: Bool = false) -> Reaction {
    defer { checkInvariants() }
    return switch handshake.step {
    case .offer: offers ? Reaction() : receiveOffer(handshake.channel.offer)
    case .answer: offers ? receiveAnswer(handshake.channel, trusts: trusts) : Reaction()
    case .acknowledgment: receiveAcknowledgment(of: handshake.channel)
    }
  }

  private mutating func receiveOffer(_ number: UInt32) -> Reaction {
    guard number >= channel.offer else { return Reaction(isStale: true) }
    let isSame = number == channel.offer
    // Only the acknowledgment can have been lost: the other end has the answer, or would not have acknowledged it.
    if phase == .open, isSame { return Reaction(reply: Handshake(step: .acknowledgment, channel: channel)) }
    let closes = phase == .open
    if phase != .answering || !isSame { channel = ChannelNumber(offer: number, answer: channel.answer + 1) }
    phase = .answering
    tries += 1
    return Reaction(reply: Handshake(step: .answer, channel: channel), closes: closes)
  }

  private mutating func receiveAnswer(_ answered: ChannelNumber, trusts: Bool) -> Reaction {
    guard answered.offer == channel.offer, answered.answer >= channel.answer else { return Reaction(isStale: true) }
    switch phase {
    case .offering, .acknowledging:
      channel = answered
      phase = .acknowledging
      let reply = Handshake(step: .acknowledgment, channel: channel)
      return trusts ? open(reply) : Reaction(reply: reply)
    case .open where answered.answer > channel.answer:
      // The other end has lost the channel, and does not know that it was open.
      return breaks()
    case .open, .closed, .answering: return Reaction()
    }
  }

  private mutating func receiveAcknowledgment(of acknowledged: ChannelNumber) -> Reaction {
    guard acknowledged == channel else { return Reaction(isStale: true) }
    switch phase {
    case .acknowledging: return open(nil)
    case .answering: return open(Handshake(step: .acknowledgment, channel: channel))
    case .closed, .offering, .open: return Reaction()
    }
  }

  /// Stops a debug build where the phase is not one of this kind of end, or tries are counted that were not made.
  private func checkInvariants() {
    switch phase {
    case .offering, .acknowledging: assert(offers && tries > 0, "only an end that offers waits for an answer")
    case .answering: assert(!offers && tries > 0, "only an end that answers waits for an acknowledgment")
    case .open: assert(tries == 0 && channel.offer > 0, "an open channel has a number, and its tries are forgotten")
    case .closed: break
    }
  }

  private mutating func open(_ reply: Handshake?) -> Reaction {
    phase = .open
    tries = 0
    return Reaction(reply: reply, opens: true)
  }

  private mutating func offerAnew() -> Handshake {
    channel.offer += 1
    phase = .offering
    tries += 1
    return Handshake(step: .offer, channel: channel)
  }
}
