/// How often each content was sent on each link: the count in the keys of decisions about messages.
///
/// Memory must not grow with the run, so what was not sent for about a minute of virtual time is forgotten and counts
/// from 1 again. That depends on the times of this content alone, not on when the table happens to be rebuilt, so other
/// contents have no influence on a count.
final class OccurrenceCounts {
  private struct Slot: BitwiseCopyable {
    var place: UInt64 = 0
    /// `0` in an empty slot.
    var count: UInt32 = 0
    /// The period in which it was sent last.
    var period: UInt32 = 0
  }

  /// A period has 2^20 microseconds.
  private static let periodBits = 20
  private static let smallestCapacity = 256

  private var slots: UnsafeMutableBufferPointer<Slot>
  private var used = 0
  private let memory: UInt32

  /// Nothing was sent yet.
  /// - Parameter longestPause: a time in microseconds after which a content may still be sent regularly. Contents are
  ///   remembered for eight times as long, and for a minute at least.
  init(longestPause: Int) {
    slots = Self.empty(Self.smallestCapacity)
    memory = UInt32(clamping: 64 + (longestPause >> (Self.periodBits - 3)))
  }

  deinit { slots.deallocate() }

  /// The number of contents that it remembers.
  var capacity: Int { slots.count / 2 }

  /// Counts what is sent at `now`.
  /// - Parameter place: a hash of link and content, all bits of which are mixed.
  /// - Returns: how often it was sent, this time included. O(1) amortised.
  func count(_ place: UInt64, now: Int) -> Int {
    let period = UInt32(truncatingIfNeeded: now >> Self.periodBits)
    let mask = slots.count &- 1
    var index = Int(truncatingIfNeeded: place) & mask
    while slots[index].count != 0 {
      if slots[index].place == place {
        let isRemembered = period &- slots[index].period <= memory
        slots[index].count = isRemembered ? slots[index].count &+ 1 : 1
        slots[index].period = period
        return Int(slots[index].count)
      }
      index = (index &+ 1) & mask
    }
    slots[index] = Slot(place: place, count: 1, period: period)
    used &+= 1
    if used &* 2 > slots.count { rebuild(period) }
    return 1
  }

  /// Forgets what is old, and takes more memory if more than a quarter of the slots would still be used.
  private func rebuild(_ period: UInt32) {
    let old = slots
    let kept = old.count { $0.count != 0 && period &- $0.period <= memory }
    var capacity = Self.smallestCapacity
    while capacity < kept * 4 { capacity *= 2 }
    slots = Self.empty(capacity)
    used = kept
    for slot in old where slot.count != 0 && period &- slot.period <= memory {
      var index = Int(truncatingIfNeeded: slot.place) & (capacity - 1)
      while slots[index].count != 0 { index = (index + 1) & (capacity - 1) }
      slots[index] = slot
    }
    old.deallocate()
  }

  private static func empty(_ capacity: Int) -> UnsafeMutableBufferPointer<Slot> {
    let slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: capacity)
    slots.initialize(repeating: Slot())
    return slots
  }
}

/// Counts within the highest term, write or other number so far: begins with 1 whenever a higher one comes. A lower one,
/// such as the term of a server that lost its last term in a crash, does not bring an earlier count back.
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
