/// Events as records. A step has the complete state after it, without the log if the step did not change it, and
/// without what a leader knows of the others if the trace does not have that.
extension TLAWriter {
  /// Writes the record of an event that is the action `action` of the specification.
  mutating func write(_ event: TraceEvent, as action: Action) {
    open(.record)
    field("seq", event.sequence)
    field("action", text: "\(action)")
    if event.action.isServerStep { field("server", server: event.server) }
    writeInput(event)
    if event.action.isServerStep { writeState(event) }
    close(.record)
  }

  private mutating func writeInput(_ event: TraceEvent) {
    let required = event.action.requiredFields
    if required.contains(.client) { field("command", command: event.client.command) }
    guard required.contains(.message) else { return }
    key("message")
    write(event.message)
  }

  private mutating func writeState(_ event: TraceEvent) {
    field("term", event.state.term)
    field("vote", server: event.state.vote)
    field("role", text: "\(event.state.role)")
    field("commit", event.state.commit)
    if let kept = event.logKept { write(kept: kept, event.appended) }
    writeIndexes(event.indexes)
    key("sent")
    open(.sequence)
    for offset in 0..<event.sent.count {
      element()
      write(event.sent[offset])
    }
    close(.sequence)
  }

  private mutating func write(kept: Int, _ appended: [TraceEntry]) {
    key("log")
    open(.record)
    field("kept", kept)
    field("appended", appended)
    close(.record)
  }

  private mutating func writeIndexes(_ indexes: LeaderIndexes) {
    guard indexes.count > 0 else { return }
    write("match", indexes.count, indexes.match)
    write("next", indexes.count, indexes.next)
  }

  /// Writes a function of the servers.
  private mutating func write(_ name: String, _ count: Int, _ index: (Int) -> Int) {
    key(name)
    open(.record)
    for server in 0..<count { field(Self.server(server), index(server)) }
    close(.record)
  }

  /// Writes a message with the fields that `Raft.tla` gives its kind.
  private mutating func write(_ message: TraceMessage) {
    open(.record)
    field("kind", text: "\(message.kind)")
    field("from", server: message.from)
    field("to", server: message.to)
    field("term", message.term)
    writeBody(message)
    close(.record)
  }

  /// Every field that the specification gives the kind, whether it means anything in this message or not.
  private mutating func writeBody(_ message: TraceMessage) {
    let kind = messages.kinds[Int(message.kind.number)]
    for (offset, slot) in kind.fields.enumerated() {
      write(kind.names.names[offset + MessageGrammar.head.count], slot, of: message)
    }
  }

  private mutating func write(_ name: String, _ slot: MessageGrammar.Field, of message: TraceMessage) {
    switch slot.type {
    case .count: field(name, message.count(in: slot.slot))
    case .command: field(name, command: message.command)
    case .truth: field(name, message.flag)
    case .outcome: field(name, text: "\(message.outcome)")
    case .server: field(name, server: message.leader)
    case .entries: field(name, message.entries)
    case .text: field(name, text: message.text(in: slot.slot))
    }
  }
}
