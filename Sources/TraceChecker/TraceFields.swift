/// The fields of the first line of a trace.
enum HeaderField: UInt8, CaseIterable {
  case raftsim, version, servers, seed, scenario, defect, violates, sent
}

/// The fields of an event.
enum EventField: UInt8, CaseIterable {
  case seq, time, action, server, term, vote, role, commit, log, match, next, sent, message, client, group, cut
}

/// The fields of what happened to a log.
enum LogField: UInt8, CaseIterable {
  case kept, appended
}

/// The fields of a message, of all kinds.
enum MessageField: UInt8, CaseIterable {
  case kind, from, to, term, success, index, indexTerm, hintIndex, hintTerm, commit, entries, command, outcome, leader
}

/// The fields of a client's part.
enum ClientField: UInt8, CaseIterable {
  case id, command, outcome, index, text, session, operation, result
}

/// All names that stand in a trace. Made once for a reader, because a global would be looked up for every name.
struct Vocabulary: Sendable {
  let headerFields = NameTable<HeaderField>()
  let eventFields = NameTable<EventField>()
  let logFields = NameTable<LogField>()
  let messageFields = NameTable<MessageField>()
  let clientFields = NameTable<ClientField>()
  let actions = NameTable<Action>()
  let roles = NameTable<TraceRole>()
  let kinds = NameTable<TraceMessage.Kind>()
  let outcomes = NameTable<TraceOutcome>()
  let operations = NameTable<ClientOperation.Kind>()
  let results = NameTable<ClientResult.Kind>()
}

extension Action {
  /// The fields without which it says nothing.
  var requiredFields: FieldSet<EventField> { Self.required[Int(rawValue)] }
  var allowedFields: FieldSet<EventField> { Self.allowed[Int(rawValue)] }
  var requiredClientFields: FieldSet<ClientField> { Self.requiredOfClient[Int(rawValue)] }
  var allowedClientFields: FieldSet<ClientField> { Self.allowedOfClient[Int(rawValue)] }

  private static let required = allCases.map { $0.makeRequiredFields() }
  private static let allowed = allCases.map { $0.makeAllowedFields() }
  private static let requiredOfClient = allCases.map { $0.makeRequiredClientFields() }
  private static let allowedOfClient = allCases.map { $0.makeAllowedClientFields() }

  private func makeRequiredFields() -> FieldSet<EventField> {
    switch self {
    case .start, .timeout, .heartbeat, .crash, .restart, .pause, .resume: [.seq, .time, .action, .server]
    case .receive: [.seq, .time, .action, .server, .message]
    case .request: [.seq, .time, .action, .server, .client]
    case .partition, .heal: [.seq, .time, .action]
    case .lose, .duplicate: [.seq, .time, .action, .message]
    case .invoke, .answer: [.seq, .time, .action, .client]
    }
  }

  /// The fields that mean something in it.
  private func makeAllowedFields() -> FieldSet<EventField> {
    switch self {
    case .start, .timeout, .heartbeat, .receive, .request, .restart:
      requiredFields.union([.term, .vote, .role, .commit, .log, .match, .next, .sent])
    case .partition: requiredFields.union([.group, .cut])
    // Nothing is known of a server that has stopped until it restarts.
    case .crash, .heal, .lose, .duplicate, .pause, .resume, .invoke, .answer: requiredFields
    }
  }

  /// The fields of the client's part without which it says nothing.
  private func makeRequiredClientFields() -> FieldSet<ClientField> {
    self == .answer ? [.command, .outcome] : [.command]
  }

  /// The fields of the client's part that mean something.
  private func makeAllowedClientFields() -> FieldSet<ClientField> {
    switch self {
    case .answer: [.id, .command, .outcome, .index, .text, .result]
    case .invoke: [.id, .command, .text, .session, .operation]
    default: [.id, .command, .text]
    }
  }
}

extension TraceMessage.Kind {
  /// The fields without which a message says nothing.
  var requiredFields: FieldSet<MessageField> { Self.required[Int(rawValue)] }
  var requiredFieldsWhereSent: FieldSet<MessageField> { Self.requiredWhereSent[Int(rawValue)] }
  var allowedFields: FieldSet<MessageField> { Self.allowed[Int(rawValue)] }

  private static let required = allCases.map { $0.makeRequiredFields() }
  private static let requiredWhereSent = allCases.map { $0.makeRequiredFields().subtracting([.from, .term]) }
  private static let allowed = allCases.map { $0.makeAllowedFields() }

  private func makeRequiredFields() -> FieldSet<MessageField> {
    switch self {
    case .voteRequest: [.kind, .from, .to, .term, .index, .indexTerm]
    case .voteReply: [.kind, .from, .to, .term, .success]
    case .appendRequest: [.kind, .from, .to, .term, .index, .indexTerm, .commit, .entries]
    case .appendReply: [.kind, .from, .to, .term, .success, .index]
    case .forward: [.kind, .from, .to, .term, .command]
    case .forwardReply: [.kind, .from, .to, .term, .command, .outcome]
    }
  }

  /// The fields that mean something in it.
  private func makeAllowedFields() -> FieldSet<MessageField> {
    switch self {
    case .appendReply: requiredFields.union([.hintIndex, .hintTerm])
    case .forwardReply: requiredFields.union([.index, .leader])
    default: requiredFields
    }
  }
}

extension FieldSet<LogField> {
  static let log: Self = [.kept, .appended]
}
