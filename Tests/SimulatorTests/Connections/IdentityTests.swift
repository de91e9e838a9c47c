import Testing

@testable import Simulator

@Suite("Who a host is in its room")
struct IdentityTests {
  private static let names = ["", "s", "0s", "s0 ", "a host with a long name"] + (0..<9).map(Channels.name)
  private static let keys = ([0, 1, 2, 1 << 63, 1 << 64, .max] as [UInt128]).map { RoomKey(bits: $0) }

  @Test("it comes of the name and the key and of nothing else, and no two names or keys give the same")
  func derivation() {
    func all() -> [Identity] { Self.keys.flatMap { key in Self.names.map { Identity(name: $0, key: key) } } }
    #expect(all() == all())
    #expect(Set(all()).count == Self.keys.count * Self.names.count)
  }

  @Test("every bit of the key has its say in about half of the 128 bits", arguments: 0..<128)
  func mixing(_ bit: Int) {
    let one = Identity(name: "s0", key: RoomKey(bits: 0x1234_5678))
    let other = Identity(name: "s0", key: RoomKey(bits: 0x1234_5678 ^ 1 << UInt128(bit)))
    #expect((32...96).contains((one.bits ^ other.bits).nonzeroBitCount))
  }

  @Test("the order is that of the numbers, their upper halves first")
  func order() {
    let ascending = ([0, 1, 1 << 64 - 1, 1 << 64, 1 << 127, .max] as [UInt128]).map { Identity(bits: $0) }
    for (one, other) in zip(ascending, ascending.dropFirst()) {
      #expect(one < other)
      #expect(!(other < one))
    }
    #expect(!(ascending[0] < ascending[0]))
  }

  @Test("a room's key has 128 bits, is the same whenever it is asked for, and other for another seed or room")
  func keys() {
    func all() -> [RoomKey] {
      (0..<20 as Range<UInt64>).flatMap { seed in (0..<5).map { RoomKey(room: $0, KeyedRandom(seed: seed)) } }
    }
    #expect(all() == all())
    #expect(Set(all()).count == 100)
    let (any, every) = all().reduce((UInt128(0), UInt128.max)) { ($0.0 | $1.bits, $0.1 & $1.bits) }
    #expect(any == .max)
    #expect(every == 0)
  }

  @Test("of two servers exactly one offers, the one with the smaller identity: which one, the seed decides")
  func offering() {
    var firstOffers = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      let lone = LoneChannels(seed: seed, servers: 5)
      let roster = lone.channels.roster
      for one in 0..<5 {
        for other in 0..<one {
          let offers = lone.channels.ends[lone.channels.index(other, one)].state.offers
          let isOffered = lone.channels.ends[lone.channels.index(one, other)].state.offers
          #expect(offers == (roster[other] < roster[one]))
          #expect(offers != isOffered)
          if offers { firstOffers += 1 }
        }
      }
    }
    #expect((60...140).contains(firstOffers))
  }
}
