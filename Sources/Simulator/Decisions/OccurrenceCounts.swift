/// How often each content was sent on each link: the count in the keys of decisions about messages.
///
/// Memory must not grow with the run, so what was not sent for about a minute of virtual time is forgotten and counts
/// from 1 again. That depends on the times of this content alone, not on when the table happens to be rebuilt, so other
/// contents have no influence on a count.
final class OccurrenceCounts {
  /// How often a content was sent.
  private struct Use: BitwiseCopyable {
    var count: UInt32
    /// The period in which it was sent last.
    var period: UInt32
  }

  /// Memory for contents and their uses, apart: only that of the contents must be cleared before it is used.
  private struct Table {
    /// By slot: the hash of link and content; 0 in an empty slot.
    let places: UnsafeMutablePointer<UInt64>
    /// By slot: of no meaning in an empty one.
    let uses: UnsafeMutablePointer<Use>
    /// The number of slots, a power of two.
    let capacity: Int

    init(capacity: Int) {
      places = .allocate(capacity: capacity)
      places.initialize(repeating: 0, count: capacity)
      uses = .allocate(capacity: capacity)
      self.capacity = capacity
    }

    func deallocate() {
      places.deallocate()
      uses.deallocate()
    }

    /// The slot of `place`, or the empty one where it belongs.
    @inline(__always)
    func slot(of place: UInt64) -> Int {
      let mask = capacity &- 1
      var slot = Int(truncatingIfNeeded: place) & mask
      while places[slot] != 0, places[slot] != place { slot = (slot &+ 1) & mask }
      return slot
    }
  }

  /// A period has 2^20 microseconds.
  private static let periodBits = 20
  private static let smallestCapacity = 256

  private var table = Table(capacity: smallestCapacity)
  private var used = 0
  private let memory: UInt32

  /// Nothing was sent yet.
  /// - Parameter longestPause: a time in microseconds after which a content may still be sent regularly. Contents are
  ///   remembered for eight times as long, and for a minute at least.
  init(longestPause: Int) {
    memory = UInt32(clamping: 64 + (longestPause >> (Self.periodBits - 3)))
  }

  deinit { table.deallocate() }

  /// The number of contents that it remembers.
  var capacity: Int { table.capacity / 2 }

  /// Counts what is sent at `now`.
  /// - Parameter place: a hash of link and content, all bits of which are mixed.
  /// - Returns: how often it was sent, this time included. O(1) amortized.
  func count(_ place: UInt64, now: Int) -> Int {
    let period = UInt32(truncatingIfNeeded: now >> Self.periodBits)
    // 0 is for empty slots: that a hash is 0 or 1 is as unlikely as that two are equal.
    let place = max(place, 1)
    let slot = table.slot(of: place)
    if table.places[slot] != 0 {
      let isRemembered = period &- table.uses[slot].period <= memory
      let count = isRemembered ? table.uses[slot].count &+ 1 : 1
      table.uses[slot] = Use(count: count, period: period)
      return Int(count)
    }
    table.places[slot] = place
    table.uses[slot] = Use(count: 1, period: period)
    used &+= 1
    if used &* 2 > table.capacity { rebuild(period) }
    return 1
  }

  /// Forgets what is old, and takes more memory if more than a quarter of the slots would still be used.
  @inline(never)
  private func rebuild(_ period: UInt32) {
    let old = table
    used = 0
    for slot in 0..<old.capacity where isKept(slot, of: old, period) { used &+= 1 }
    var capacity = Self.smallestCapacity
    while capacity < used * 4 { capacity *= 2 }
    table = Table(capacity: capacity)
    for slot in 0..<old.capacity where isKept(slot, of: old, period) {
      let new = table.slot(of: old.places[slot])
      table.places[new] = old.places[slot]
      table.uses[new] = old.uses[slot]
    }
    old.deallocate()
  }

  @inline(__always)
  private func isKept(_ slot: Int, of table: Table, _ period: UInt32) -> Bool {
    table.places[slot] != 0 && period &- table.uses[slot].period <= memory
  }
}

/// Counts within the highest term, write or other number so far: begins with 1 whenever a higher one comes. A lower
/// one, such as the term of a server that lost its last term in a crash, does not bring an earlier count back.
struct CountWithin: Equatable {
  private(set) var number = 0
  private(set) var count = 0

  /// Counts once more, within `number` or the highest number before.
  @discardableResult @inline(__always)
  mutating func next(within number: Int) -> CountWithin {
    count = number > self.number ? 1 : count &+ 1
    self.number = max(number, self.number)
    return self
  }
}
