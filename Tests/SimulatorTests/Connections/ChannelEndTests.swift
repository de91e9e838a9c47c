import Testing

@testable import Simulator

@Suite("One end of a channel, by itself")
struct ChannelEndTests {
  private typealias Reaction = ChannelEnd.Reaction

  /// An offer of an end that has heard of the answer with the number `answer`: it says so, and nobody minds.
  private static func offer(_ offer: UInt32, _ answer: UInt32 = 0) -> Handshake {
    Handshake(step: .offer, channel: ChannelNumber(offer: offer, answer: answer))
  }

  private static func answer(_ offer: UInt32, _ answer: UInt32) -> Handshake {
    Handshake(step: .answer, channel: ChannelNumber(offer: offer, answer: answer))
  }

  private static func acknowledgment(_ offer: UInt32, _ answer: UInt32) -> Handshake {
    Handshake(step: .acknowledgment, channel: ChannelNumber(offer: offer, answer: answer))
  }

  /// An end to which all of `handshakes` came.
  private static func end(offers: Bool, _ handshakes: Handshake...) -> ChannelEnd {
    var end = ChannelEnd(offers: offers)
    _ = end.meetPeer()
    for handshake in handshakes { _ = end.receive(handshake) }
    return end
  }

  private static let openOffering = end(offers: true, answer(1, 1), acknowledgment(1, 1))
  private static let openAnswering = end(offers: false, offer(1), acknowledgment(1, 1))

  @Test("the offering end offers when its peer is introduced; a second introduction changes nothing")
  func introduction() {
    var end = ChannelEnd(offers: true)
    #expect(!end.knowsPeer)
    #expect(end.meetPeer() == Reaction(reply: Self.offer(1)))
    #expect(end.knowsPeer)
    for var met in [end, Self.openOffering] {
      let before = met
      #expect(met.meetPeer() == Reaction())
      #expect(met == before)
    }
  }

  @Test("the answering end waits for an offer")
  func waiting() {
    var end = ChannelEnd(offers: false)
    #expect(end.meetPeer() == Reaction())
    #expect(end.knowsPeer)
    #expect(end.phase == .closed)
    #expect(end.offerAgain() == nil)
  }

  @Test("an offer, an answer, and an acknowledgment from each end: only then is the channel open at both")
  func handshake() {
    var (offering, answering) = (Self.end(offers: true), ChannelEnd(offers: false))
    #expect(answering.receive(Self.offer(1)) == Reaction(reply: Self.answer(1, 1)))
    #expect(answering.phase == .answering)
    #expect(offering.receive(Self.answer(1, 1)) == Reaction(reply: Self.acknowledgment(1, 1)))
    #expect(offering.phase == .acknowledging)
    #expect(
      answering.receive(Self.acknowledgment(1, 1)) == Reaction(reply: Self.acknowledgment(1, 1), opens: true))
    #expect(answering.phase == .open)
    #expect(offering.phase == .acknowledging)
    #expect(offering.receive(Self.acknowledgment(1, 1)) == Reaction(opens: true))
    #expect(offering.phase == .open)
    #expect(offering.channel == answering.channel)
  }

  @Test("an offer is repeated, under its number, until the channel is open")
  func repeatedOffers() {
    var end = Self.end(offers: true)
    #expect(end.offerAgain() == Self.offer(1))
    #expect(end.tries == 2)
    _ = end.receive(Self.answer(1, 1))
    let again = end.offerAgain()
    #expect(again?.step == .offer)
    #expect(again?.channel.offer == 1)
    #expect(end.tries == 3)
    _ = end.receive(Self.acknowledgment(1, 1))
    #expect(end.tries == 0)
    #expect(end.offerAgain() == nil)
  }

  @Test("an offer that comes again gets the same answer or, if the channel is open, the acknowledgment again")
  func repeatedAnswers() {
    var end = Self.end(offers: false, Self.offer(1))
    #expect(end.receive(Self.offer(1)) == Reaction(reply: Self.answer(1, 1)))
    #expect(end.tries == 2)
    _ = end.receive(Self.acknowledgment(1, 1))
    #expect(end.receive(Self.offer(1)) == Reaction(reply: Self.acknowledgment(1, 1)))
    #expect(end == Self.openAnswering)
  }

  @Test("what comes twice after the channel is open changes nothing")
  func duplicates() {
    var offering = Self.openOffering
    #expect(offering.receive(Self.answer(1, 1)) == Reaction())
    #expect(offering.receive(Self.acknowledgment(1, 1)) == Reaction())
    #expect(offering == Self.openOffering)
    var answering = Self.openAnswering
    #expect(answering.receive(Self.acknowledgment(1, 1)) == Reaction())
    #expect(answering == Self.openAnswering)
  }

  @Test("signals of an earlier channel are known by their numbers, and change nothing")
  func stale() {
    var offering = Self.openOffering
    _ = offering.breaks()
    #expect(offering.channel.offer == 2)
    let early = Self.end(offers: true, Self.answer(1, 3))
    let offeringCases = [
      (offering, Self.answer(1, 1)), (offering, Self.answer(1, 2)), (offering, Self.acknowledgment(1, 1)),
      (early, Self.answer(1, 2)), (early, Self.acknowledgment(1, 2)), (Self.openOffering, Self.answer(0, 0)),
    ]
    let later = Self.end(offers: false, Self.offer(1), Self.acknowledgment(1, 1), Self.offer(3))
    let answeringCases = [
      (later, Self.offer(1)), (later, Self.offer(2)), (later, Self.acknowledgment(1, 1)),
      (later, Self.acknowledgment(3, 1)), (Self.openAnswering, Self.offer(0)),
    ]
    for (end, signal) in offeringCases + answeringCases {
      var after = end
      #expect(after.receive(signal) == Reaction(isStale: true))
      #expect(after == end)
    }
  }

  @Test("a broken channel closes: the offering end offers the next one at once, the answering end waits for it")
  func breaks() {
    var offering = Self.openOffering
    #expect(offering.breaks() == Reaction(reply: Self.offer(2, 1), closes: true))
    #expect(offering.phase == .offering)
    #expect(offering.breaks() == Reaction())
    var answering = Self.openAnswering
    #expect(answering.breaks() == Reaction(closes: true))
    #expect(answering.phase == .closed)
    #expect(answering.breaks() == Reaction())
    #expect(answering.receive(Self.offer(2)) == Reaction(reply: Self.answer(2, 2)))
  }

  @Test("a new offer closes the channel that is open at the answering end: the other end has lost it")
  func newOffer() {
    var end = Self.openAnswering
    #expect(end.receive(Self.offer(2)) == Reaction(reply: Self.answer(2, 2), closes: true))
    #expect(end.phase == .answering)
  }

  @Test("a new answer to the old offer does the same at the offering end, which offers anew")
  func newAnswer() {
    var end = Self.openOffering
    #expect(end.receive(Self.answer(1, 2)) == Reaction(reply: Self.offer(2, 1), closes: true))
    #expect(end.phase == .offering)
  }

  @Test("an end that has lost its channel answers the old offer under a new number")
  func answerAfterLoss() {
    var end = Self.openAnswering
    _ = end.breaks()
    #expect(end.receive(Self.offer(1)) == Reaction(reply: Self.answer(1, 2)))
    #expect(end.receive(Self.acknowledgment(1, 1)) == Reaction(isStale: true))
    #expect(end.phase == .answering)
  }

  @Test("a crash forgets all but the numbers, so that no later channel has that of an earlier one")
  func crash() {
    for end in [Self.openOffering, Self.openAnswering, Self.end(offers: true), Self.end(offers: false, Self.offer(1))] {
      var crashed = end
      #expect(crashed.crash() == Reaction(closes: end.phase == .open))
      #expect(crashed.phase == .closed)
      #expect(!crashed.knowsPeer)
      #expect(crashed.tries == 0)
      #expect(crashed.channel == end.channel)
      #expect(crashed.crash() == Reaction())
    }
    var offering = Self.openOffering
    _ = offering.crash()
    #expect(offering.receive(Self.acknowledgment(1, 1)) == Reaction())
    #expect(offering.meetPeer() == Reaction(reply: Self.offer(2, 1)))
    var answering = Self.openAnswering
    _ = answering.crash()
    #expect(answering.receive(Self.offer(1)) == Reaction(reply: Self.answer(1, 2)))
  }

  @Test("neither end takes the other's part")
  func parts() {
    var offering = Self.end(offers: true)
    #expect(offering.receive(Self.offer(7)) == Reaction())
    #expect(offering == Self.end(offers: true))
    var answering = Self.end(offers: false, Self.offer(1))
    #expect(answering.receive(Self.answer(1, 1)) == Reaction())
    #expect(answering == Self.end(offers: false, Self.offer(1)))
  }
}
