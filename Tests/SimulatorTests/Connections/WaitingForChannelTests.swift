import Testing

@testable import Simulator

@Suite("What a host waits for that lacks a channel, in words")
struct WaitingForChannelTests {
  private static func offeringAndAnswering(_ lone: borrowing LoneChannels) -> (Int, Int) {
    lone.channels.ends[lone.channels.index(0, 1)].state.offers ? (0, 1) : (1, 0)
  }

  @Test("an end says how far it is: from nobody known to a channel that is open at both ends")
  func phases() {
    var lone = LoneChannels()
    lone.startAll()
    let (one, other) = Self.offeringAndAnswering(lone)
    func text(_ id: Int) -> String { lone.channels.waiting(id).joined() }
    let (lackOfOne, lackOfOther) = ("s\(one) has no channel to s\(other)", "s\(other) has no channel to s\(one)")
    #expect(text(one) == "\(lackOfOne): the introducer has not introduced s\(other)")

    let (offering, answering) = (lone.channels.index(one, other), lone.channels.index(other, one))
    _ = lone.channels.ends[answering].state.meetPeer()
    #expect(text(other) == "\(lackOfOther), and waits for an offer")
    _ = lone.channels.ends[offering].state.meetPeer()
    #expect(text(one) == "\(lackOfOne): it sent an offer once, without an answer")
    let offer = lone.channels.ends[offering].state.offerAgain()!
    #expect(text(one) == "\(lackOfOne): it sent an offer 2 times, without an answer")

    let answer = lone.channels.ends[answering].state.receive(offer).reply!
    #expect(text(other) == "\(lackOfOther): it answered an offer once, without an acknowledgment")
    let acknowledgment = lone.channels.ends[offering].state.receive(answer).reply!
    #expect(text(one) == "\(lackOfOne): it acknowledged the answer, and was not acknowledged")
    _ = lone.channels.ends[answering].state.receive(acknowledgment)
    #expect(
      text(other) == "s\(other)'s channel to s\(one) is broken or not open at the other end, "
        + "which s\(other) does not know")
    _ = lone.channels.ends[offering].state.receive(acknowledgment)
    #expect(lone.channels.connectsAll == true)
    #expect(text(one) + text(other) == "")
  }

  @Test("there is a line for each channel that is missing, and none for servers that are down")
  func lines() {
    var lone = LoneChannels(servers: 4)
    lone.startAll()
    #expect(lone.channels.waiting(0).count == 3)
    lone.crash(3)
    #expect(lone.channels.waiting(0).count == 2)
    #expect(lone.channels.waiting(3).isEmpty == true)
  }

  @Test("servers that are simply connected lack nothing")
  func withoutChannels() {
    let lone = LoneChannels { $0.connections.channels = false }
    #expect(lone.channels.waiting(0).isEmpty == true)
  }
}
