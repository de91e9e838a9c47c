import RaftCore
import Simulator
import TraceChecker

/// A message as a schedule refers to it: its kind, its link, and what tells it from others of that kind on that link.
public struct MessageReference: Hashable, Sendable {
  /// The kind of message.
  public var kind: TraceMessage.Kind
  /// The server that sent it.
  public var from: ServerID
  /// The server that it is for.
  public var to: ServerID
  /// What its fields must be.
  public var conditions: [Condition]
  /// Its position among the messages in transit that fit, the oldest first, counted from 1. Equal messages count once.
  public var ordinal: Int

  /// What a field must be.
  public struct Condition: Hashable, Sendable {
    /// The name of the field, as in traces.
    public let field: String
    /// The value as one word; of entries, their number.
    public let value: String

    /// The condition that `field` is `value`.
    public init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }

  /// A reference to the oldest message that fits, unless `ordinal` is given.
  public init(
    kind: TraceMessage.Kind, from: ServerID, to: ServerID, conditions: [Condition] = [], ordinal: Int = 1
  ) {
    self.kind = kind
    self.from = from
    self.to = to
    self.conditions = conditions
    self.ordinal = ordinal
  }

  /// The name of the field that every message has besides its kind and its link.
  static let term = "term"

  /// Whether a message has the kind and the link, and fulfills the conditions.
  func fits(_ message: TraceMessage, _ catalog: MessageCatalog) -> Bool {
    message.kind == kind && message.from == from && message.to == to
      && conditions.allSatisfy { Self.value(of: $0.field, in: message, catalog) == $0.value }
  }

  /// The message that is meant.
  /// - Parameter messages: messages in transit, the oldest first.
  func find(in messages: [TraceMessage], _ catalog: MessageCatalog) -> TraceMessage? {
    messages.lazy.filter { fits($0, catalog) }.dropFirst(ordinal - 1).first
  }

  /// The value of a field as a word; `nil` if the message does not have the field.
  static func value(of field: String, in message: TraceMessage, _ catalog: MessageCatalog) -> String? {
    if field == term { return "\(message.term)" }
    return catalog[message.kind]?.fields.first { $0.name == field }.flatMap { message.word(of: $0) }
  }
}

extension MessageReference {
  /// The reference to a message: with the fewest conditions that make it the oldest one that fits, otherwise with its
  /// position.
  /// - Parameter messages: the messages in transit, the oldest first.
  init(to message: TraceMessage, in messages: [TraceMessage], _ catalog: MessageCatalog) {
    self.init(kind: message.kind, from: message.from, to: message.to)
    let rivals = messages.filter { fits($0, catalog) }
    guard rivals.first != message else { return }
    for conditions in Self.choices(for: message, catalog) {
      self.conditions = conditions
      if find(in: rivals, catalog) == message { return }
    }
    conditions = []
    ordinal = (rivals.firstIndex(of: message) ?? 0) + 1
  }

  /// The conditions that a message fulfills, those that read best first: its term, a field that is a number or a truth
  /// value, both.
  private static func choices(for message: TraceMessage, _ catalog: MessageCatalog) -> [[Condition]] {
    let term = Condition(field: Self.term, value: "\(message.term)")
    let fields = (catalog[message.kind]?.fields ?? []).compactMap { field -> Condition? in
      guard field.type != .text else { return nil }
      return message.word(of: field).map { Condition(field: field.name, value: $0) }
    }
    return [[term]] + fields.map { [$0] } + fields.map { [term, $0] }
  }
}

extension MessagesInTransit {
  /// The messages on a link, or of all from a sender, the oldest first; equal ones once. O(messages).
  func described(from: ServerID, to: ServerID? = nil) -> [TraceMessage] {
    all.compactMap { copies in
      guard copies.message.from == from, to ?? copies.message.to == copies.message.to else { return nil }
      var message = TraceMessage()
      copies.message.describe(in: &message)
      return message
    }
  }
}
