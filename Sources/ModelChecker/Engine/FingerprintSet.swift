/// The fingerprints of all states that were found, in shards by their upper bits, on which threads work apart.
final class FingerprintSet: Sendable {
  private let shards = Slots(count: FingerprintSet.shardCount) { _ in FingerprintShard() }

  /// The number of shards.
  static let shardCount = 1 << FingerprintShard.shardBits

  /// The shard that `fingerprint` belongs to.
  @inline(__always)
  static func shard(of fingerprint: UInt64) -> Int {
    Int(truncatingIfNeeded: fingerprint >> UInt64(64 - FingerprintShard.shardBits))
  }

  /// The fingerprints in it.
  var count: Int { sum { $0.count } }

  /// The memory that it takes, in bytes.
  var memory: Int { sum { $0.memory } }

  /// The memory that it will take with about `number` more fingerprints, in bytes.
  func memory(adding number: Int) -> Int { sum { $0.memory(adding: number / Self.shardCount) } }

  /// Inserts those of one shard in their order, and tells of each whether it is new. One thread at a time to a shard.
  func insert(_ fingerprints: UnsafeBufferPointer<UInt64>, shard: Int, areNew: UnsafeMutablePointer<Bool>) {
    shards[shard].insert(fingerprints, areNew: areNew)
  }

  /// Inserts a fingerprint; `false` if it is there already. Not while other threads are at work.
  func insert(_ fingerprint: UInt64) -> Bool {
    var isNew = false
    withUnsafePointer(to: fingerprint) { key in
      shards[Self.shard(of: fingerprint)].insert(UnsafeBufferPointer(start: key, count: 1), areNew: &isNew)
    }
    return isNew
  }

  private func sum(_ value: (borrowing FingerprintShard) -> Int) -> Int {
    var sum = 0
    for index in 0..<shards.count { sum += value(shards[index]) }
    return sum
  }
}
