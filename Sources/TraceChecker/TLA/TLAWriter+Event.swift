/// Events as records. A step tells the state after it completely; what is absent is the log, if the step did nothing to
/// it, and what a leader knows of the others, if that is not told.
extension TLAWriter {
  /// Writes the record of an event that is an action of the specification.
  mutating func write(_ event: TraceEvent) {
    open(.record)
    field("seq", event.sequence)
    field("action", text: "\(event.action)")
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

  private mutating func writeBody(_ message: TraceMessage) {
    switch message.kind {
    case .voteRequest: writePosition(message)
    case .voteReply: field("success", message.success)
    case .appendRequest:
      writePosition(message)
      field("entries", message.entries)
      field("commit", message.commit)
    case .appendReply:
      field("success", message.success)
      field("index", message.index)
      field("hintIndex", message.hintIndex)
      field("hintTerm", message.hintTerm)
    case .forward: field("command", command: message.command)
    case .forwardReply: writeForwardReply(message)
    }
  }

  private mutating func writePosition(_ message: TraceMessage) {
    field("index", message.index)
    field("indexTerm", message.indexTerm)
  }

  private mutating func writeForwardReply(_ message: TraceMessage) {
    field("command", command: message.command)
    field("outcome", text: "\(message.outcome)")
    field("index", message.index)
    field("leader", server: message.leader)
  }
}
