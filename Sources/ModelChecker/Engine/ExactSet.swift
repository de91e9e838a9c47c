import TraceChecker

/// The encodings of all states that were found, whole, each with its fingerprint: what the fingerprints alone decide is
/// checked against it. Slow and large.
struct ExactSet: ~Copyable {
  /// Of each state: the hash of its words, its fingerprint, the number of its words, and these.
  private var arena = Buffer<UInt64>(capacity: 1 << 12)
  /// Where each state begins in the arena.
  private var starts = ProbeTable<NumberSlot<UInt64>>(places: 1 << 10)

  /// The number of states.
  var count: Int { starts.count }

  /// The states that were new although their fingerprint was known.
  var collisions = 0
  /// The states whose fingerprint was another one before, or is not the one that the model computes from the state.
  var flaws = 0

  init() {}

  /// The memory that it takes, in bytes.
  var memory: Int { arena.memory + starts.bytes }

  /// Inserts a state. O(words).
  /// - Returns: `nil` if it is new, otherwise the fingerprint that it had when it was.
  mutating func insert(_ words: UnsafeBufferPointer<UInt64>, fingerprint: UInt64) -> UInt64? {
    makeRoom()
    let hash = words.reduce(UInt64(words.count)) { fold($0, $1 &+ 1) }
    let place = place(of: words, hash)
    if !starts[place].isVacant { return arena[Int(starts[place].number) + 1] }
    starts.insert(NumberSlot(UInt64(arena.count)), at: place)
    add(hash, fingerprint, words)
    return nil
  }

  private mutating func add(_ hash: UInt64, _ fingerprint: UInt64, _ words: UnsafeBufferPointer<UInt64>) {
    arena.append(hash)
    arena.append(fingerprint)
    arena.append(UInt64(words.count))
    arena.append(contentsOf: words)
  }

  /// Where the start of a state is, or the vacant place where it would go.
  private func place(of words: UnsafeBufferPointer<UInt64>, _ hash: UInt64) -> Int {
    let arena = arena.elements
    return starts.place(hash) { slot in
      let start = Int(slot.number)
      return arena[start] == hash && arena[start + 2] == UInt64(words.count)
        && arena[start + 3..<start + 3 + words.count].elementsEqual(words)
    }
  }

  private mutating func makeRoom() {
    let arena = arena.elements
    starts.makeRoom { arena[Int($0.number)] }
  }
}
