/// A list of messages whose buffers are used again: to empty it frees nothing, and to fill it again allocates nothing
/// once they have grown.
public struct MessageList: Sendable {
  @usableFromInline var buffers: [TraceMessage] = []
  /// The number of messages.
  @inlinable public var count: Int { used }
  @usableFromInline var used = 0

  /// No messages.
  public init() {}

  /// Whether there is none.
  public var isEmpty: Bool { count == 0 }

  /// Removes every message. O(1).
  @inlinable public mutating func removeAll() { used = 0 }

  /// Adds a message with whatever content, and returns its place.
  mutating func addPlace() -> Int {
    if used == buffers.count { buffers.append(TraceMessage()) }
    used += 1
    return used - 1
  }

  /// Adds a message, which `fill` completes: it finds one with whatever content. O(1) amortised.
  @inlinable @inline(__always)
  public mutating func append<E: Error>(_ fill: (inout TraceMessage) throws(E) -> Void) throws(E) {
    if used == buffers.count { buffers.append(TraceMessage()) }
    try fill(&buffers[used])
    used += 1
  }

  /// The content hash of the message at `offset`, counted from 0. O(entries).
  public func contentHash(at offset: Int) -> UInt64 {
    precondition(offset < count, "message \(offset) of \(count)")
    // Through the array itself, or a span of it, the message would be copied.
    return buffers.withUnsafeBufferPointer { $0[offset].contentHash }
  }

  /// The message at `offset`, counted from 0.
  public subscript(offset: Int) -> TraceMessage {
    @inline(__always) _read {
      precondition(offset < count, "message \(offset) of \(count)")
      // Through the array itself a message would be copied.
      yield buffers.span[offset]
    }
    @inline(__always) _modify {
      precondition(offset < count, "message \(offset) of \(count)")
      yield &buffers[offset]
    }
  }
}

extension MessageList: Hashable, ExpressibleByArrayLiteral {
  /// A list of `messages`, in order.
  public init(arrayLiteral messages: TraceMessage...) {
    buffers = messages
    used = messages.count
  }

  /// Whether both hold the same messages in the same order.
  public static func == (one: MessageList, other: MessageList) -> Bool {
    one.count == other.count && (0..<one.count).allSatisfy { one.buffers[$0] == other.buffers[$0] }
  }

  /// Feeds the count and the messages.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for offset in 0..<count { hasher.combine(buffers[offset]) }
  }
}
