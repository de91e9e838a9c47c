/// The messages in transit, each as often as it can still arrive. TLA+: `messages`, as a bag.
///
/// By the content hash of a message: two messages count as equal but for a chance of 2⁻⁶⁴.
/// Memory grows with the messages in transit, not with those that were sent.
struct MessageBag: ~Copyable, Sendable {
  struct Slot: TableSlot {
    var key: UInt64
    var count: Int

    static var vacant: Slot { Slot(key: 0, count: 0) }
    @inline(__always) var isVacant: Bool { count == 0 }
  }

  private var table = OwnedProbeTable<Slot>()

  /// An empty bag: nothing is in transit.
  init() {}

  private init(_ table: consuming OwnedProbeTable<Slot>) { self.table = table }

  /// Another bag with the same messages. O(places).
  func copied() -> MessageBag { MessageBag(table.copied()) }

  /// Adds a message. O(1) amortized.
  @inline(__always)
  mutating func insert(_ message: UInt64) {
    table.makeRoom { $0.key }
    let place = table.place(message) { $0.key == message }
    let slot = table[place]
    if slot.isVacant {
      table.insert(Slot(key: message, count: 1), at: place)
    } else {
      table.replace(place, by: Slot(key: message, count: slot.count &+ 1))
    }
  }

  /// Removes a message once. Returns whether it was there. O(1).
  @inline(__always)
  mutating func remove(_ message: UInt64) -> Bool {
    let place = table.place(message) { $0.key == message }
    let slot = table[place]
    if slot.isVacant { return false }
    if slot.count > 1 {
      table.replace(place, by: Slot(key: message, count: slot.count &- 1))
    } else {
      table.remove(at: place, { $0.key })
    }
    return true
  }

  /// Whether a message is there. O(1).
  func contains(_ message: UInt64) -> Bool { !table[table.place(message) { $0.key == message }].isVacant }

  /// Stops a debug build where the table is not in order. O(places).
  func checkInvariants() { table.checkInvariants { $0.key } }
}
