/// The kinds of messages that a trace may have, by number.
public struct MessageCatalog: Sendable {
  /// The descriptions; that of a kind is at its number.
  public private(set) var descriptions: [MessageDescription] = []

  /// The kinds of `docs/trace-format.md`.
  public static let standard = MessageCatalog()

  private init() {
    for (kind, description) in Self.descriptions {
      let added = add(description)
      precondition(added == kind && added.slots == kind.slots, "the storage of \(description.name) is \(added.slots)")
      precondition(
        kind.isSpecified == (description.action != nil),
        "\(description.name) is out of order: specified kinds come first")
    }
  }

  /// Adds a kind.
  /// - Precondition: its name is new, and there are at most 256.
  public mutating func add(_ description: MessageDescription) -> TraceMessage.Kind {
    precondition(!descriptions.contains { $0.name == description.name }, "there are two kinds \(description.name)")
    descriptions.append(description)
    return TraceMessage.Kind(UInt8(descriptions.count - 1), description.slots)
  }

  /// All kinds, by number.
  public var kinds: [TraceMessage.Kind] {
    descriptions.indices.map { TraceMessage.Kind(UInt8($0), descriptions[$0].slots) }
  }

  /// The names of the kinds that the specification has, for an error.
  var specified: String {
    descriptions.filter { $0.action != nil }.map { "\"\($0.name)\"" }.joined(separator: ", ")
  }

  /// The description of a kind; `nil` if the kind is of another catalog.
  public subscript(kind: TraceMessage.Kind) -> MessageDescription? {
    Int(kind.number) < descriptions.count ? descriptions[Int(kind.number)] : nil
  }
}

extension TraceMessage.Kind: CaseIterable, CustomStringConvertible {
  /// The kinds of the standard catalog.
  public static var allCases: [Self] { MessageCatalog.standard.kinds }

  /// The name in traces.
  public var description: String { MessageCatalog.standard[self]?.name ?? "message kind \(number)" }
}
