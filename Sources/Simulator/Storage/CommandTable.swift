/// Values for the clients' commands, by the commands' numbers. Memory grows with the commands, not with their numbers,
/// which have gaps.
@usableFromInline
struct CommandTable<Element> {
  @usableFromInline let numbering: ClientNumbering
  /// The values, by client, in the order of its commands.
  @usableFromInline var lists: [BlockList<Element>]

  @inlinable
  init(_ numbering: ClientNumbering) {
    self.numbering = numbering
    lists = Array(repeating: BlockList(), count: numbering.clients)
  }

  /// Adds the value of a command, which is the next one of its client. O(1) amortized.
  @inlinable
  mutating func append(_ element: Element, forCommand number: UInt64) {
    guard let (client, sequence) = numbering.origin(ofCommand: number) else {
      preconditionFailure("no client's command has the number \(number)")
    }
    precondition(sequence == lists[client].count + 1, "command \(sequence) of client \(client) is not its next one")
    lists[client].append(element)
  }

  /// The value of a command; `nil` for a number that no command has yet. O(1).
  @inlinable
  subscript(command number: UInt64) -> Element? {
    guard let (client, sequence) = numbering.origin(ofCommand: number), sequence <= lists[client].count else {
      return nil
    }
    return lists[client][sequence - 1]
  }
}
