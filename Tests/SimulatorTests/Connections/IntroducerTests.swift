import Testing

@testable import Simulator

@Suite("The introducer")
struct IntroducerTests {
  private static let (ours, theirs) = (RoomKey(bits: 1), RoomKey(bits: 2))

  private static func identity(_ server: Int, _ key: RoomKey = ours) -> Identity {
    Identity(name: Channels.name(of: server), key: key)
  }

  /// Has a host join. Its address is its number, and ten more in the other room.
  @discardableResult
  private static func join(
    _ introducer: inout Introducer, _ server: Int, _ key: RoomKey = ours
  ) -> [Introducer.Outgoing] {
    let identity = identity(server, key)
    let signal = Signal(body: .join, room: key, sender: identity, receiver: identity)
    return introducer.join(signal, at: key == ours ? server : server + 10)
  }

  private static func introduction(_ server: Int, to other: Int) -> Introducer.Outgoing {
    let signal = Signal(body: .introduction, room: ours, sender: identity(server), receiver: identity(other))
    return Introducer.Outgoing(signal: signal, address: other)
  }

  private static func offer(_ server: Int, to other: Int, _ key: RoomKey = ours) -> Signal {
    let offer = Handshake(step: .offer, channel: ChannelNumber(offer: 1))
    return Signal(
      body: .handshake(offer), room: key, sender: identity(server, key), receiver: identity(other, key))
  }

  private static func all(_ servers: Int, keepsRoomsApart: Bool = true) -> Introducer {
    var introducer = Introducer(keepsRoomsApart: keepsRoomsApart)
    for server in 0..<servers { join(&introducer, server) }
    return introducer
  }

  @Test("it introduces everyone to a newcomer, and the newcomer to everyone")
  func joins() {
    var introducer = Introducer()
    #expect(Self.join(&introducer, 0).isEmpty)
    #expect(Set(Self.join(&introducer, 1)) == [Self.introduction(0, to: 1), Self.introduction(1, to: 0)])
    let sent = Self.join(&introducer, 2)
    #expect(sent.count == 4)
    #expect(
      Set(sent) == [
        Self.introduction(0, to: 2), Self.introduction(1, to: 2), Self.introduction(2, to: 0),
        Self.introduction(2, to: 1),
      ])
  }

  @Test("everyone is introduced to a member that joins again, but the member to nobody")
  func joinsAgain() {
    var introducer = Self.all(3)
    for _ in 0..<2 {
      #expect(Set(Self.join(&introducer, 1)) == [Self.introduction(0, to: 1), Self.introduction(2, to: 1)])
    }
  }

  @Test("members of other rooms are never introduced to each other, even if they are called the same")
  func rooms() {
    var introducer = Self.all(2)
    #expect(Self.join(&introducer, 0, Self.theirs).isEmpty)
    #expect(Self.join(&introducer, 5, Self.theirs).allSatisfy { $0.signal.room == Self.theirs && $0.address >= 10 })
    #expect(Set(Self.join(&introducer, 2)).count == 4)
    #expect(introducer.relay(Self.offer(0, to: 5)) == nil)
  }

  @Test("one that mixes rooms, a planted defect, introduces everyone to everyone")
  func mixedRooms() {
    var introducer = Self.all(2, keepsRoomsApart: false)
    let sent = Self.join(&introducer, 0, Self.theirs)
    #expect(sent.map(\.address).sorted() == [0, 1, 10, 10])
  }

  @Test("it passes on what one member says to another, unchanged")
  func relays() {
    let signal = Self.offer(2, to: 0)
    #expect(Self.all(3).relay(signal) == Introducer.Outgoing(signal: signal, address: 0))
  }

  @Test("it relays nothing from or to a host that has not joined")
  func strangers() {
    let introducer = Self.all(2)
    #expect(introducer.relay(Self.offer(0, to: 2)) == nil)
    #expect(introducer.relay(Self.offer(2, to: 0)) == nil)
  }

  @Test("a member is where it joined from last")
  func addresses() {
    var introducer = Self.all(2)
    let identity = Self.identity(0)
    _ = introducer.join(Signal(body: .join, room: Self.ours, sender: identity, receiver: identity), at: 7)
    #expect(introducer.relay(Self.offer(1, to: 0))?.address == 7)
  }

  @Test("a host that joins with another identity is no longer known by its earlier one")
  func newIdentity() {
    var introducer = Self.all(3)
    let identity = Identity(name: "s0, again", key: Self.ours)
    let signal = Signal(body: .join, room: Self.ours, sender: identity, receiver: identity)
    let sent = introducer.join(signal, at: 0)
    #expect(sent.count == 4)
    #expect(sent.allSatisfy { $0.signal.sender != Self.identity(0) && $0.signal.receiver != Self.identity(0) })
    #expect(introducer.relay(Self.offer(1, to: 0)) == nil)
    #expect(Self.join(&introducer, 1).map(\.signal.sender).contains(identity))
  }

  @Test("a crash forgets everyone; who joins again is a newcomer")
  func crash() {
    var introducer = Self.all(3)
    #expect(introducer.isUp)
    introducer.crash()
    #expect(!introducer.isUp)
    introducer.restart()
    #expect(introducer.isUp)
    #expect(introducer.relay(Self.offer(0, to: 1)) == nil)
    #expect(Self.join(&introducer, 1).isEmpty)
    #expect(Set(Self.join(&introducer, 0)) == [Self.introduction(1, to: 0), Self.introduction(0, to: 1)])
  }
}
