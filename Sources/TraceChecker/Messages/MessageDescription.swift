/// Describes a kind of message: its fields, their names in traces and in `Raft.tla`, and its wording.
///
/// The parser, the JSON writer, the TLA+ module, the content hash and the text all follow it.
public struct MessageDescription: Sendable {
  /// The name in traces and in `Raft.tla`.
  public let name: String
  /// The name in text, as the paper has it: `AppendEntries`.
  public let title: String
  /// The action of `Raft.tla` that receives it; `nil` if the specification has no such message.
  public let action: String?
  /// The first version of the trace format that has it.
  public let since: Int
  /// The fields beside `kind`, `from`, `to` and `term`, in the order in which they are written.
  public let fields: [MessageField]
  /// The wording of the content: templates with field names in braces. Those whose condition holds are joined.
  public let phrases: [Phrase]

  /// A template, and in which messages it is used.
  public struct Phrase: Sendable {
    let condition: MessageField.Condition
    let template: String

    /// Text for the messages that meet `condition`; `{name}` stands for the value of a field.
    public init(_ template: String, if condition: MessageField.Condition = .always) {
      self.condition = condition
      self.template = template
    }
  }

  /// The description of a kind of message.
  /// - Precondition: two fields share storage or a name of version 1 only if no message has both.
  public init(
    _ name: String, title: String, action: String? = nil, since: Int = 2, fields: [MessageField] = [],
    phrases: [Phrase] = []
  ) {
    self.name = name
    self.title = title
    self.action = action
    self.since = since
    self.fields = fields
    self.phrases = phrases
    precondition(fields.count <= 28, "\(name) has \(fields.count) fields of at most 28")
    for (position, field) in fields.enumerated() {
      for other in fields[..<position] {
        let areExclusive = field.condition.variants & other.condition.variants == 0
        precondition(field.name != other.name, "\(name) has two fields \(field.name)")
        precondition(
          areExclusive || field.slot != other.slot, "\(field.name) and \(other.name) of \(name) share storage")
        precondition(
          field.version1 != other.version1 || areExclusive && field.slot == other.slot && field.type == other.type,
          "\(field.name) and \(other.name) of \(name) are both \(field.version1) in version 1")
      }
    }
  }

  /// The storage that the fields use.
  public var slots: MessageSlots { fields.reduce(into: []) { $0.formUnion($1.slot) } }
}

/// Describes a field of a kind of message.
public struct MessageField: Sendable {
  /// The name in traces.
  public let name: String
  /// The name in traces of version 1 and in `Raft.tla`.
  public let version1: String
  /// What its values are.
  public let type: ValueType
  /// Where a `TraceMessage` stores it.
  public let slot: MessageSlots
  /// Which messages of its kind have it.
  public let condition: Condition
  /// Whether those may leave it out. It has the default of its type then.
  public let isOptional: Bool

  /// The types of values.
  public enum ValueType: Sendable, BitwiseCopyable {
    /// A term or an index; the default is 0.
    case count
    /// A number of 64 bits; the default is 0.
    case command
    /// `true` or `false`.
    case truth
    /// What became of a command.
    case outcome
    /// A server, or none; the default is none.
    case server
    /// A list of log entries.
    case entries
    /// Text; the default is the empty one.
    case text
  }

  /// Which messages of a kind have a field.
  public enum Condition: Sendable {
    /// All messages of the kind.
    case always
    /// Those whose truth value is `true`.
    case ifTrue
    /// Those whose truth value is `false`.
    case ifFalse
    /// Those whose outcome is `committed`.
    case ifCommitted
    /// Those whose outcome is another one.
    case ifNotCommitted

    /// One bit for each value of `TraceMessage.variant`.
    var variants: UInt8 {
      switch self {
      case .always: 0b1111
      case .ifTrue: 0b1010
      case .ifFalse: 0b0101
      case .ifCommitted: 0b1100
      case .ifNotCommitted: 0b0011
      }
    }
  }

  private init(
    _ name: String, _ version1: String?, _ type: ValueType, _ slot: MessageSlots, _ condition: Condition,
    _ isOptional: Bool
  ) {
    self.name = name
    self.version1 = version1 ?? name
    self.type = type
    self.slot = slot
    self.condition = condition
    self.isOptional = isOptional
  }
}

extension MessageField {
  /// A field that is an index or a term.
  public static func count(
    _ name: String, _ slot: MessageSlots, version1: String? = nil, if condition: Condition = .always,
    isOptional: Bool = false
  ) -> Self {
    precondition([.first, .second, .third].contains(slot), "\(name) is no number")
    return Self(name, version1, .count, slot, condition, isOptional)
  }

  /// A field that is a command, or another number of 64 bits.
  public static func command(_ name: String) -> Self { Self(name, nil, .command, .third, .always, false) }

  /// A field whose value is `true` or `false`.
  public static func truth(_ name: String, version1: String? = nil) -> Self {
    Self(name, version1, .truth, .flag, .always, false)
  }

  /// A field that says what became of a command.
  public static func outcome(_ name: String) -> Self { Self(name, nil, .outcome, .outcome, .always, false) }

  /// A field that names a server, or none.
  public static func server(_ name: String, if condition: Condition = .always) -> Self {
    Self(name, nil, .server, .leader, condition, true)
  }

  /// A field that is a list of log entries.
  public static func entries(_ name: String) -> Self { Self(name, nil, .entries, .entries, .always, false) }

  /// A field that is the name of a message of the kind `other`.
  public static func name(_ name: String) -> Self { Self(name, nil, .text, .name, .always, false) }

  /// A field that is text which nothing interprets.
  public static func data(_ name: String) -> Self { Self(name, nil, .text, .data, .always, false) }
}

extension TraceMessage {
  /// What the conditions of fields depend on: the truth value is the lower bit, and whether the outcome is `committed`
  /// is the upper one.
  @inline(__always) var variant: Int { (flag ? 1 : 0) | (outcome == .committed ? 2 : 0) }

  /// Whether it has the fields of that condition.
  func meets(_ condition: MessageField.Condition) -> Bool { condition.variants >> UInt8(variant) & 1 == 1 }
}
