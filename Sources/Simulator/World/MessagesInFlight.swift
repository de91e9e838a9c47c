import RaftCore

/// A message on its way.
struct MessageInFlight {
  var message: Message
  var sentAt: Int
  /// The number of the message on its link.
  var number: Int
}

/// Where a message on its way is kept.
struct MessageSlot {
  fileprivate let index: Int
}

/// The messages on their way, apart from the event queue: it moves slots instead of a hundred bytes. Slots are used again, the one that
/// became free last first, so that a run touches little memory.
struct MessagesInFlight {
  private var slots: [MessageInFlight] = []
  private var free: [Int] = []

  /// Keeps a message. O(1).
  mutating func insert(_ message: MessageInFlight) -> MessageSlot {
    if let index = free.popLast() {
      slots[index] = message
      return MessageSlot(index: index)
    }
    slots.append(message)
    return MessageSlot(index: slots.count - 1)
  }

  /// Takes a message out. O(1).
  mutating func remove(_ slot: MessageSlot) -> MessageInFlight {
    free.append(slot.index)
    return slots[slot.index]
  }
}
