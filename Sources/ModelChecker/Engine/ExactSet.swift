import TraceChecker

/// The encodings of all states that were found, whole, each with its fingerprint: what the fingerprints alone decide is
/// checked against it. Slow and large.
struct ExactSet: ~Copyable {
  /// Of each state: the hash of its words, its fingerprint, the number of its words, and these.
  private var arena = Buffer<UInt64>(capacity: 1 << 12)
  /// Where a state begins in the arena, plus one; zero is an empty slot. Open addressing, a power of two.
  private var slots = Buffer<UInt64>(repeating: 0, count: 1 << 10)
  private(set) var count = 0

  /// The states that were new although their fingerprint was known.
  var collisions = 0
  /// The states whose fingerprint was another one before, or is not the one that the model tells of the state itself.
  var flaws = 0

  init() {}

  /// The memory that it takes, in bytes.
  var memory: Int { arena.memory + slots.memory }

  /// Inserts a state. O(words).
  /// - Returns: `nil` if it is new, otherwise the fingerprint that it had when it was.
  mutating func insert(_ words: UnsafeBufferPointer<UInt64>, fingerprint: UInt64) -> UInt64? {
    if 2 * count >= slots.count { grow() }
    let hash = words.reduce(UInt64(words.count)) { fold($0, $1 &+ 1) }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let start = Int(slots[slot]) - 1
      if arena[start] == hash, isEqual(start, words) { return arena[start + 1] }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt64(arena.count + 1)
    add(hash, fingerprint, words)
    return nil
  }

  private mutating func add(_ hash: UInt64, _ fingerprint: UInt64, _ words: UnsafeBufferPointer<UInt64>) {
    count += 1
    arena.append(hash)
    arena.append(fingerprint)
    arena.append(UInt64(words.count))
    arena.append(contentsOf: words)
  }

  private func isEqual(_ start: Int, _ words: UnsafeBufferPointer<UInt64>) -> Bool {
    guard arena[start + 2] == UInt64(words.count) else { return false }
    return arena.elements[start + 3..<start + 3 + words.count].elementsEqual(words)
  }

  private mutating func grow() {
    let old = slots.elements.map { $0 }
    slots = Buffer(repeating: 0, count: 2 * old.count)
    for place in old where place != 0 {
      var slot = Int(truncatingIfNeeded: arena[Int(place) - 1]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = place
    }
  }
}
