@testable import Simulator

/// The two ends of a channel, and all signals that they ever sent each other: every one of them may come at any time,
/// any number of times, or never.
struct ChannelPair {
  private(set) var offering = ChannelEnd(offers: true)
  private(set) var answering = ChannelEnd(offers: false)
  private var toOffering = HandshakeSet(other: .answer)
  private var toAnswering = HandshakeSet(other: .offer)
  /// The last channel that was open at each end, by the number of its answer; `0` for none.
  private(set) var lastOpen = (offering: UInt32(0), answering: UInt32(0))

  enum Side: Hashable {
    case offering
    case answering
  }

  /// What can happen.
  enum Step: Hashable {
    case introduction(Side)
    case retry
    case loss(Side)
    case crash(Side)
    case arrival(Handshake, at: Side)

    var isArrival: Bool {
      guard case .arrival = self else { return false }
      return true
    }

    /// Whose step it is.
    var side: Side {
      switch self {
      case .retry: .offering
      case .introduction(let side), .loss(let side), .crash(let side), .arrival(_, let side): side
      }
    }
  }

  subscript(_ side: Side) -> ChannelEnd { side == .offering ? offering : answering }

  /// Whether the channel is open at both ends.
  var isOpen: Bool { offering.phase == .open && answering.phase == .open }

  /// What can happen next. A channel may be found to be lost at any time: more than what really happens.
  var steps: [Step] {
    [.introduction(.offering), .retry, .loss(.offering), .loss(.answering), .crash(.offering), .crash(.answering)]
      + arrivals
  }

  /// The signals that may come, or come again.
  var arrivals: [Step] {
    toOffering.all.map { .arrival($0, at: .offering) } + toAnswering.all.map { .arrival($0, at: .answering) }
  }

  /// Takes a step. What an end says to it may come from now on.
  mutating func take(_ step: Step) -> ChannelEnd.Reaction {
    switch step {
    case .introduction(let side): change(side) { $0.meetPeer() }
    case .retry: change(.offering) { ChannelEnd.Reaction(reply: $0.offerAgain()) }
    case .loss(let side): change(side) { $0.breaks() }
    case .crash(let side): change(side) { $0.crash() }
    case .arrival(let handshake, let side): change(side) { $0.receive(handshake) }
    }
  }

  private mutating func change(
    _ side: Side, _ happens: (inout ChannelEnd) -> ChannelEnd.Reaction
  ) -> ChannelEnd.Reaction {
    let reaction: ChannelEnd.Reaction
    switch side {
    case .offering:
      reaction = happens(&offering)
      if let reply = reaction.reply { toAnswering.insert(reply) }
      if reaction.opens { lastOpen.offering = offering.channel.answer }
    case .answering:
      reaction = happens(&answering)
      if let reply = reaction.reply { toOffering.insert(reply) }
      if reaction.opens { lastOpen.answering = answering.channel.answer }
    }
    return reaction
  }

  /// What distinguishes a state from another: all but the number of attempts, on which nothing depends.
  var state: State {
    State(
      ends: Self.pack(offering, lastOpen.offering) << 32 | Self.pack(answering, lastOpen.answering),
      toOffering: toOffering, toAnswering: toAnswering)
  }

  struct State: Hashable {
    fileprivate var ends: UInt64
    fileprivate var toOffering: HandshakeSet
    fileprivate var toAnswering: HandshakeSet
  }

  private static func pack(_ end: ChannelEnd, _ lastOpen: UInt32) -> UInt64 {
    let phase: UInt32 =
      switch end.phase {
      case .closed: 0
      case .offering: 1
      case .answering: 2
      case .acknowledging: 3
      case .open: 4
      }
    let numbers = (end.channel.offer << 8 | end.channel.answer) << 8 | lastOpen
    return UInt64((phase << 1 | (end.knowsPeer ? 1 : 0)) << 24 | numbers)
  }
}

extension ChannelPair {
  /// A round in a kind world, where nothing of what was said before comes any more, and nothing of what is said is
  /// lost: an end that is open alone finds out, the introducer introduces the peer, the offer is repeated, and all is
  /// answered.
  mutating func settle() {
    var inTransit: [Step] = []
    for side in [Side.offering, .answering] where self[side].phase == .open && !isOpen {
      inTransit.append(.loss(side))
    }
    inTransit += [.introduction(.offering), .retry]
    while !inTransit.isEmpty {
      let step = inTransit.removeFirst()
      let listener: Side = step.side == .offering ? .answering : .offering
      if let reply = take(step).reply { inTransit.append(.arrival(reply, at: listener)) }
    }
  }
}

/// A set of what one end can say, with numbers below eight: a bit for each.
private struct HandshakeSet: Hashable {
  /// What it says beside acknowledgments: offers or answers.
  let other: Handshake.Step
  private var bits: UInt128 = 0

  init(other: Handshake.Step) { self.other = other }

  mutating func insert(_ handshake: Handshake) {
    let channel = handshake.channel
    precondition(max(channel.offer, channel.answer) < 8, "a number that has no bit")
    let isAcknowledgment = handshake.step == .acknowledgment
    precondition(isAcknowledgment || handshake.step == other, "the other end's word")
    bits |= 1 << UInt128((isAcknowledgment ? 64 : 0) | channel.offer << 3 | channel.answer)
  }

  var all: [Handshake] {
    var (all, rest) = ([Handshake](), bits)
    while rest != 0 {
      let place = UInt32(rest.trailingZeroBitCount)
      rest &= rest - 1
      let channel = ChannelNumber(offer: place >> 3 & 7, answer: place & 7)
      all.append(Handshake(step: place < 64 ? other : .acknowledgment, channel: channel))
    }
    return all
  }
}
