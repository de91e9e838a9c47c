import TraceChecker

/// The messages that the actions of a schedule have sent while it is played, by the number of the action.
struct SentMessages {
  private var messages: [Int: [TraceMessage]] = [:]

  /// Takes note of what an action sent.
  mutating func note(_ sent: borrowing MessageList, by number: Int) {
    guard !sent.isEmpty else { return }
    var list = messages[number] ?? []
    for offset in 0..<sent.count { list.append(sent[offset]) }
    messages[number] = list
  }

  /// The message that a link refers to, if its action has sent it.
  func message(_ link: MessageLink) -> TraceMessage? {
    var position = link.position
    for message in messages[link.sender] ?? [] where Self.fits(message, link) {
      if position == 0 { return message }
      position -= 1
    }
    return nil
  }

  /// The link to `message`, which the action `number` has sent; `nil` if it has not.
  func link(to message: TraceMessage, sentBy number: Int) -> MessageLink? {
    var position = 0
    for other in messages[number] ?? [] {
      if other == message {
        return MessageLink(
          sender: number, position: position, kind: message.kind, from: message.from, to: message.to)
      }
      if other.kind == message.kind, other.from == message.from, other.to == message.to { position += 1 }
    }
    return nil
  }

  private static func fits(_ message: TraceMessage, _ link: MessageLink) -> Bool {
    message.kind == link.kind && message.from == link.from && message.to == link.to
  }
}
