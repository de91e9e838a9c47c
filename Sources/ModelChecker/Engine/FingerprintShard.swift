/// A part of the set of fingerprints: open addressing with linear probing, eight bytes a slot.
///
/// The home of a key is its place among all keys, scaled to the capacity: so the capacity can be any number, grow by a
/// fifth at a time, and the old slots move to the new ones in order.
struct FingerprintShard: ~Copyable {
  private var slots: UnsafeMutablePointer<UInt64>
  private var capacity: Int
  private(set) var count = 0

  /// The upper bits of a key by which it belongs to a shard; all keys of one have them in common.
  static let shardBits = 6
  /// Look-ups that wait for memory together.
  static let batch = 32

  init() {
    capacity = 128
    slots = Self.emptySlots(capacity)
  }

  deinit { slots.deallocate() }

  /// The memory that it takes, in bytes.
  var memory: Int { 8 * capacity }

  /// The memory that it takes with `number` more keys, in bytes.
  func memory(adding number: Int) -> Int {
    var capacity = capacity
    while count + number + Self.batch > Self.limit(capacity) { capacity = Self.next(capacity) }
    return 8 * capacity
  }

  /// Inserts `keys` in their order, and reports of each whether it is new. O(1) a key, amortized.
  mutating func insert(_ keys: UnsafeBufferPointer<UInt64>, areNew: UnsafeMutablePointer<Bool>) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.batch) { found in
      for start in stride(from: 0, to: keys.count, by: Self.batch) {
        if count + Self.batch > Self.limit(capacity) { grow() }
        let end = min(start + Self.batch, keys.count)
        // First all loads, none of which waits for another.
        for index in start..<end { found[index - start] = slots[home(keys[index])] }
        for index in start..<end {
          let key = Self.nonzero(keys[index])
          areNew[index] = found[index - start] != key && insert(key)
        }
      }
    }
  }

  /// Inserts a key that is not zero, for which there is room; `false` if it is there already.
  @inline(__always)
  private mutating func insert(_ key: UInt64) -> Bool {
    var slot = home(key)
    while slots[slot] != 0 {
      if slots[slot] == key { return false }
      slot += 1
      if slot == capacity { slot = 0 }
    }
    slots[slot] = key
    count += 1
    return true
  }

  @inline(__always)
  private func home(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key << Self.shardBits).multipliedFullWidth(by: UInt64(capacity)).high)
  }

  /// Zero marks an empty slot; its part is played by one.
  @inline(__always)
  private static func nonzero(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

  /// The keys that `capacity` slots hold at most.
  private static func limit(_ capacity: Int) -> Int { capacity / 8 * 7 }

  private static func next(_ capacity: Int) -> Int { capacity + capacity / 5 }

  private static func emptySlots(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
    return slots
  }

  private mutating func grow() {
    let (old, oldCapacity) = (slots, capacity)
    while count + Self.batch > Self.limit(capacity) { capacity = Self.next(capacity) }
    slots = Self.emptySlots(capacity)
    count = 0
    for slot in 0..<oldCapacity where old[slot] != 0 { _ = insert(old[slot]) }
    old.deallocate()
  }
}
