import TraceChecker

/// What the members of one room share, and nobody else knows: 128 bits.
struct RoomKey: Hashable, BitwiseCopyable {
  let bits: UInt128

  init(bits: UInt128) { self.bits = bits }

  /// The key of room `number` of the seed: `0` is that of the cluster.
  init(room number: Int, _ random: KeyedRandom) {
    bits = UInt128(random.word(.sessionKey, number, 0)) << 64 | UInt128(random.word(.sessionKey, number, 1))
  }
}

/// Who a host is within its room: a hash of its name under the room's key. Who lacks the key cannot know it.
struct Identity: Hashable, Comparable, BitwiseCopyable {
  let bits: UInt128

  init(bits: UInt128) { self.bits = bits }

  /// The identity of the host called `name` in the room of `key`.
  init(name: String, key: RoomKey) {
    bits = UInt128(Self.hash(name, key, 0)) << 64 | UInt128(Self.hash(name, key, 1))
  }

  private static func hash(_ name: String, _ key: RoomKey, _ half: UInt64) -> UInt64 {
    let (upper, lower) = (UInt64(truncatingIfNeeded: key.bits >> 64), UInt64(truncatingIfNeeded: key.bits))
    var hash = fold(fold(half, upper), lower)
    for byte in name.utf8 { hash = fold(hash, UInt64(byte)) }
    return fold(fold(hash, lower), upper)
  }

  static func < (one: Identity, other: Identity) -> Bool { one.bits < other.bits }
}
