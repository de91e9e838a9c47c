/// A list of messages, each with its content hash, whose buffers are used again: to empty it frees nothing, and to fill
/// it again allocates nothing once they have grown.
public struct MessageList: Sendable {
  @usableFromInline var places = InPlaceArray<Place>()
  /// The number of messages.
  @inlinable public var count: Int { used }
  @usableFromInline var used = 0

  /// A message with its content hash.
  @usableFromInline
  struct Place: Sendable {
    @usableFromInline var message = TraceMessage()
    @usableFromInline var hash: UInt64 = 0

    @usableFromInline init() {}
  }

  /// The empty list.
  public init() {}

  /// Whether there is none.
  @inlinable public var isEmpty: Bool { used == 0 }

  /// Removes every message. O(1).
  @inlinable public mutating func removeAll() { used = 0 }

  /// Adds a message with whatever content, and returns its place.
  mutating func addPlace() -> Int {
    if used == places.count { growPlaces() }
    used += 1
    return used - 1
  }

  /// Adds a message, which `fill` completes: it finds one with whatever content. O(1) amortized, and the entries.
  @inlinable @inline(__always)
  public mutating func append<E: Error>(_ fill: (inout TraceMessage) throws(E) -> Void) throws(E) {
    if used == places.count { growPlaces() }
    try Self.complete(&places[used], fill)
    used += 1
  }

  /// The content hash of the message at `offset`, counted from 0. O(1).
  public func contentHash(at offset: Int) -> UInt64 {
    precondition(offset < used, "message \(offset) of \(used)")
    return places[offset].hash
  }

  /// The message at `offset`, counted from 0, to be changed. `takeHash(at:)` must follow.
  subscript(unhashed offset: Int) -> TraceMessage {
    get { places[offset].message }
    @inline(__always) _modify { yield &places[offset].message }
  }

  /// Takes the hash of a message that was changed without it.
  mutating func takeHash(at offset: Int) { Self.complete(&places[offset]) { _ in } }

  @usableFromInline
  mutating func growPlaces() { places.append(Place()) }

  /// Completes a message by `fill`, and takes its hash, where nothing else has access to it: otherwise it would be
  /// copied.
  @inlinable @inline(__always)
  static func complete<E: Error>(_ place: inout Place, _ fill: (inout TraceMessage) throws(E) -> Void) throws(E) {
    try fill(&place.message)
    place.hash = place.message.contentHash
  }

  /// The message at `offset`, counted from 0. A change takes the hash again.
  public subscript(offset: Int) -> TraceMessage {
    @inline(__always) unsafeAddress {
      precondition(offset < used, "message \(offset) of \(used)")
      // The list is borrowed for the access, and with it the memory. The message is the first part of its place.
      return UnsafeRawPointer(places.address(of: offset)).assumingMemoryBound(to: TraceMessage.self)
    }
    @inline(__always) _modify {
      precondition(offset < used, "message \(offset) of \(used)")
      defer { takeHash(at: offset) }
      yield &places[offset].message
    }
  }
}

extension MessageList: Hashable, ExpressibleByArrayLiteral {
  /// A list of `messages`, in order.
  public init(arrayLiteral messages: TraceMessage...) {
    for message in messages { append { $0 = message } }
  }

  /// Whether both hold the same messages in the same order.
  public static func == (one: MessageList, other: MessageList) -> Bool {
    one.count == other.count && (0..<one.count).allSatisfy { one[$0] == other[$0] }
  }

  /// Feeds the count and the messages.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for offset in 0..<count { hasher.combine(self[offset]) }
  }
}
