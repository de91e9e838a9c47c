import TraceChecker

/// The fields of an event in words: all that a replay compares with its recording.
package struct EventFields {
  package private(set) var all: [(name: String, value: String)]

  /// - Parameter hasSent: whether the messages that a step sends are part of it.
  package init(_ event: TraceEvent, hasSent: Bool) {
    all = [("time", "\(event.time) us"), ("action", "\(event.action)"), ("server", Self.server(event.server))]
    if event.action.isServerStep { add(event.state) }
    addLog(event)
    addContent(event)
    guard hasSent else { return }
    all.append(("number of messages sent", "\(event.sent.count)"))
    for place in 0..<event.sent.count { add(event.sent[place], as: "sent message \(place + 1)") }
  }

  /// The first field in which two events differ, with both values; `nil` if there is none.
  package func firstDifference(from other: EventFields) -> (name: String, value: String, other: String)? {
    for (one, another) in zip(all, other.all) where one != another {
      // The lists are the same up to the first difference, but for one that has a field more.
      return one.name == another.name ? (one.name, one.value, another.value) : (one.name, one.value, "none")
    }
    let (longer, isMine) = all.count > other.all.count ? (all, true) : (other.all, false)
    let shorter = min(all.count, other.all.count)
    guard shorter < longer.count else { return nil }
    let field = longer[shorter]
    return (field.name, isMine ? field.value : "none", isMine ? "none" : field.value)
  }

  private mutating func add(_ state: ServerState) {
    all += [
      ("term", "\(state.term)"), ("vote", Self.server(state.vote)), ("role", "\(state.role)"),
      ("commit index", "\(state.commit)"),
    ]
  }

  private mutating func addLog(_ event: TraceEvent) {
    all.append(("entries kept in the log", event.logKept.map { "\($0)" } ?? "all"))
    for (offset, entry) in event.appended.enumerated() {
      all.append(("appended entry \(offset + 1)", MessageText.text([entry])))
    }
  }

  private mutating func addContent(_ event: TraceEvent) {
    if let trap = event.details.trap { all.append(("trap", "\(trap)")) }
    switch event.details.trap?.step ?? event.action {
    case .receive, .lose, .duplicate: add(event.message, as: "message")
    case .request, .read, .invoke, .answer: add(event.client)
    case .crash: all.append(("last step on the disk", "#\(event.details.through)"))
    case .partition: all.append(("links that are cut", EventText.words(event)))
    case .compact, .installSnapshot:
      all.append(("last entry", "index \(event.details.base.index) of term \(event.details.base.term)"))
    default: break
    }
  }

  private mutating func add(_ part: borrowing ClientPart) {
    all += [
      ("client", part.client == TraceEvent.none ? "none" : "c\(part.client)"), ("command", "\(part.command)"),
      ("outcome", "\(part.outcome)"), ("index", "\(part.index)"), ("result", part.result.map { "\($0)" } ?? "none"),
    ]
  }

  private mutating func add(_ message: TraceMessage, as name: String) {
    for field in MessageText.fields(message) { all.append(("\(field.name) of the \(name)", field.value)) }
  }

  private static func server(_ server: Int) -> String { server == TraceEvent.none ? "none" : "s\(server)" }
}
