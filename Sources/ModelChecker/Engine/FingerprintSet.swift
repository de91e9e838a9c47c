/// The fingerprints of all states that were found, in shards by their upper bits, on which threads work apart.
final class FingerprintSet: Sendable {
  private let shards = Slots(count: FingerprintSet.shardCount) { _ in FingerprintShard() }

  /// The number of shards.
  static let shardCount = 1 << FingerprintShard.shardBits

  /// The key of a fingerprint: a permutation, after which keys are uniformly distributed even if fingerprints differ in
  /// a few bits only, as sums of small numbers do.
  @inline(__always)
  static func key(of fingerprint: UInt64) -> UInt64 {
    let product = fingerprint &* 0x9e37_79b9_7f4a_7c15
    return (product ^ product >> 32) &* 0xd1b5_4a32_d192_ed03
  }

  /// The shard that a key belongs to.
  @inline(__always)
  static func shard(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: key >> UInt64(64 - FingerprintShard.shardBits))
  }

  /// The fingerprints in it.
  var count: Int { sum { $0.count } }

  /// The memory that it takes, in bytes.
  var memory: Int { sum { $0.memory } }

  /// The memory that it will take with about `number` more fingerprints, in bytes.
  func memory(adding number: Int) -> Int { sum { $0.memory(adding: number / Self.shardCount) } }

  /// Inserts keys of one shard in their order, and reports of each whether it is new. One thread at a time to a shard.
  func insert(_ keys: UnsafeBufferPointer<UInt64>, shard: Int, areNew: UnsafeMutablePointer<Bool>) {
    shards[shard].insert(keys, areNew: areNew)
  }

  /// Inserts a fingerprint; `false` if it is there already. Not while other threads are at work.
  func insert(_ fingerprint: UInt64) -> Bool {
    var isNew = false
    let key = Self.key(of: fingerprint)
    withUnsafePointer(to: key) { keys in
      shards[Self.shard(of: key)].insert(UnsafeBufferPointer(start: keys, count: 1), areNew: &isNew)
    }
    return isNew
  }

  private func sum(_ value: (borrowing FingerprintShard) -> Int) -> Int {
    var sum = 0
    for index in 0..<shards.count { sum += value(shards[index]) }
    return sum
  }
}
