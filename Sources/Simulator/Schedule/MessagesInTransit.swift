import RaftCore
import TraceChecker

/// The messages that were sent and have neither arrived nor been lost, each as often as it can still arrive, in the
/// order in which they were first sent. TLA+: `messages`, a bag.
public struct MessagesInTransit<Message: CoreMessage>: Hashable, Sendable {
  /// A message, and how often it is in transit.
  public struct Copies: Hashable, Sendable {
    /// The message, as the core has it.
    public let message: Message
    /// The hash of the content of its description.
    let hash: UInt64
    /// How often it can still arrive, at least `1`.
    public internal(set) var count: Int
  }

  /// The messages in the order in which they were first sent.
  public private(set) var all: [Copies] = []

  /// No message is in transit.
  init() {}

  /// Where the message is that a trace describes as `message`; `nil` if it is not in transit. O(messages).
  public func place(of message: TraceMessage) -> Int? {
    var described = TraceMessage()
    for place in all.indices where all[place].message.to == message.to && all[place].message.from == message.from {
      all[place].message.describe(in: &described)
      if described == message { return place }
    }
    return nil
  }

  /// Adds a message once. O(messages).
  /// - Parameter hash: its content hash.
  mutating func insert(_ message: Message, hash: UInt64) {
    guard let place = all.firstIndex(where: { $0.hash == hash && $0.message == message }) else {
      return all.append(Copies(message: message, hash: hash, count: 1))
    }
    all[place].count += 1
  }

  /// Removes the message at `place` once. O(messages).
  mutating func remove(at place: Int) {
    if all[place].count == 1 { all.remove(at: place) } else { all[place].count -= 1 }
  }
}
