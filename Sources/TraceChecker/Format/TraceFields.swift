/// The fields of the first line of a trace.
enum HeaderField: UInt8, CaseIterable {
  case raftsim, version, servers, seed, scenario, defect, violates, sent
  // Since version 2.
  case core, machine, transport, syncs, events

  static let countInVersion1 = 8
}

/// The fields of an event, in the order in which they are written.
enum EventField: UInt8, CaseIterable {
  case seq, time, action, server, message, client, group, cut, term, vote, role, log, commit, match, next, sent
  // Since version 2.
  case id, copy, reason, through, base, applied, machineHash, timer, due, link, connection, trap

  static let countInVersion1 = 16
}

/// The fields of what happened to a log.
enum LogField: UInt8, CaseIterable {
  case kept, appended
}

/// The fields of a client's part.
enum ClientField: UInt8, CaseIterable {
  case id, command, outcome, index, text, session, operation, result
}

/// All names that occur in a trace. A reader and a writer keep theirs: a global would be looked up for every name.
final class Vocabulary: Sendable {
  /// The version of the trace format.
  let version: Int
  let eventFields: NameTable<EventField>
  let logFields = NameTable<LogField>()
  let messages: MessageGrammar
  /// The name of the field with the kind of a message.
  let messageKind = NameList(["kind"])
  let clientFields = NameTable<ClientField>()
  let actions: NameTable<Action>
  let roles: NameTable<TraceRole>
  let outcomes = NameTable<TraceOutcome>()
  let operations = NameTable<ClientOperation.Kind>()
  let results = NameTable<ClientResult.Kind>()

  let reasons = NameTable<LossReason>()
  let timers = NameTable<TraceTimer>()
  let trapPoints = NameTable<TrapPoint>()
  let entryKinds = NameList(["noOp", "configuration"])

  /// The names of the standard kinds, by version from 1 on.
  private static let standard = (1...TraceHeader.latestVersion).map { Vocabulary(.standard, version: $0) }

  /// The names of a version with the kinds of a catalog. O(1) for the standard catalog, after the first time.
  static func of(_ catalog: MessageCatalog, version: Int) -> Vocabulary {
    // Every catalog begins with the standard kinds: one that has as many has no others.
    let isStandard = catalog.descriptions.count == MessageCatalog.standard.descriptions.count
    return isStandard ? standard[version - 1] : Vocabulary(catalog, version: version)
  }

  private init(_ catalog: MessageCatalog, version: Int) {
    self.version = version
    let isFirst = version == 1
    eventFields = NameTable(first: isFirst ? EventField.countInVersion1 : .max)
    actions = NameTable(first: isFirst ? Action.countInVersion1 : .max)
    roles = NameTable(first: isFirst ? TraceRole.countInVersion1 : .max)
    messages = MessageGrammar(catalog, version: version)
  }
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
    case .tick: [.seq, .time, .action, .server]
    case .read: [.seq, .time, .action, .server, .client]
    case .compact, .installSnapshot: [.seq, .time, .action, .server, .base]
    case .sync: [.time, .action, .server, .through]
    case .timer: [.time, .action, .server, .timer, .due]
    case .faultsEnd, .introducerCrash, .introducerRestart: [.time, .action]
    case .channelOpen, .channelClose, .call, .callEnd: [.time, .action, .link, .connection]
    }
  }

  /// The fields that a step may have about the state after it.
  private static let stateFields: FieldSet<EventField> = [
    .term, .vote, .role, .commit, .log, .match, .next, .sent, .applied, .machineHash,
  ]

  /// The fields that mean something in it.
  private func makeAllowedFields() -> FieldSet<EventField> {
    switch self {
    case .receive: requiredFields.union(Self.stateFields).union([.id, .copy])
    case .partition: requiredFields.union([.group, .cut])
    case .lose: requiredFields.union([.id, .copy, .reason])
    case .duplicate: requiredFields.union([.id, .copy])
    // Nothing is known of a server that has stopped until it restarts.
    case .crash: requiredFields.union([.through, .trap, .message, .client])
    default: isServerStep ? requiredFields.union(Self.stateFields) : requiredFields
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

extension FieldSet<LogField> {
  static let log: Self = [.kept, .appended]
}
