/// Words messages and entries for people.
public enum MessageText {
  /// What a message is and says: `RequestVote reply from s1 in term 2: vote granted`.
  /// - Parameters:
  ///   - message: the message.
  ///   - namesReceiver: whether the receiver is named as well.
  ///   - catalog: the kinds of messages.
  public static func text(
    _ message: TraceMessage, namesReceiver: Bool = false, catalog: MessageCatalog = .standard
  ) -> String {
    let link = "from \(Words.server(message.from))" + (namesReceiver ? " to \(Words.server(message.to))" : "")
    guard let description = catalog[message.kind] else { return "\(message.kind) \(link) in term \(message.term)" }
    let head = "\(description.title) \(link) in term \(message.term)"
    let content = description.phrases.filter { message.meets($0.condition) }
      .map { filled($0.template, from: message, description) }.joined()
    return content.isEmpty ? head : "\(head): \(content)"
  }

  /// Everything that a message is and says, by the name of the field: two that differ, differ in one of these.
  public static func fields(
    _ message: TraceMessage, catalog: MessageCatalog = .standard
  ) -> [(name: String, value: String)] {
    var fields = [
      (name: "kind", value: "\(message.kind)"), ("sender", Words.server(message.from)),
      ("receiver", Words.server(message.to)), ("term", "\(message.term)"),
    ]
    for field in catalog[message.kind]?.fields ?? [] where message.meets(field.condition) {
      guard case .entries = field.type else {
        fields.append((field.name, value(of: field, in: message)))
        continue
      }
      fields.append(("number of entries", "\(message.entries.count)"))
      for (offset, entry) in message.entries.enumerated() { fields.append(("entry \(offset + 1)", text([entry]))) }
    }
    return fields
  }

  /// The first entries of a list, each as its term and its command.
  public static func text(_ entries: [TraceEntry]) -> String {
    let texts = entries.prefix(8).map { entry in
      "\(entry.term):"
        + (entry.kind == .configuration
          ? "configuration \(entry.command)" : entry.command == 0 ? "no-op" : "\(entry.command)")
    }
    return "[" + texts.joined(separator: " ") + (entries.count > 8 ? " …]" : "]")
  }

  /// A kind with its article: `an AppendEntries reply`.
  static func text(_ kind: TraceMessage.Kind) -> String {
    guard let title = MessageCatalog.standard[kind]?.title else { return "a \(kind)" }
    return (title.first.map { "AEIOUaeiou".contains($0) } == true ? "an " : "a ") + title
  }

  /// A template with the values of the fields that it names.
  private static func filled(_ template: String, from message: TraceMessage, _ description: MessageDescription)
    -> String
  {
    var text = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      guard let field = description.fields.first(where: { $0.name == name }) else {
        preconditionFailure("\(description.name) has no field \(name)")
      }
      text += rest[..<open] + value(of: field, in: message)
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private static func value(of field: MessageField, in message: TraceMessage) -> String {
    switch field.type {
    case .count: "\(message.count(in: field.slot))"
    case .command: message.command == 0 ? "no-op" : "\(message.command)"
    case .truth: "\(message.flag)"
    case .outcome: outcome(message.outcome)
    case .server: message.leader == TraceMessage.noServer ? "unknown" : Words.server(message.leader)
    case .entries: entries(message.entries)
    case .text: message.text(in: field.slot)
    }
  }

  private static func entries(_ entries: [TraceEntry]) -> String {
    switch entries.count {
    case 0: "no entries"
    case 1: "1 entry \(text(entries))"
    default: "\(entries.count) entries \(text(entries))"
    }
  }

  private static func outcome(_ outcome: TraceOutcome) -> String {
    switch outcome {
    case .committed: "committed"
    case .notLeader: "refused"
    case .unknown: "of unknown outcome"
    }
  }
}
