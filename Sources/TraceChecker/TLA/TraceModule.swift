/// Writes a trace as a TLA+ module, which `Specs/TraceRaft.tla` replays against the specification: one record for each
/// event that is an action of it, one a line. What clients, partitions and pauses do is none.
public struct TraceModule: Sendable {
  /// The module's name, by which `TraceRaft.tla` extends it. Its file is named so, too.
  public static let name = "TraceData"

  private var tla: TLAWriter
  private let catalog: MessageCatalog
  private let file: String
  private var hasVariants = false
  private var isFirst = true
  /// By server: its state after its last step.
  private var states: [ServerState]

  /// Begins a module.
  /// - Parameters:
  ///   - header: the header of the trace.
  ///   - file: how errors call the trace.
  ///   - catalog: the kinds of messages that the trace may have.
  /// - Throws: if the trace does not record what its steps send.
  public init(header: TraceHeader, file: String, catalog: MessageCatalog = .standard) throws(TraceError) {
    guard header.recordsSent else {
      throw TraceError(
        file: file, line: 1, problem: "the trace does not record what its steps send",
        remedy: "its header must have \"sent\":true to be checked against the specification")
    }
    self.file = file
    self.catalog = catalog
    states = Array(repeating: ServerState(), count: header.servers)
    tla = TLAWriter(catalog)
    let servers = (0..<header.servers).map { "\"\(TLAWriter.server($0))\"" }.joined(separator: ", ")
    tla.write(
      """
      ---- MODULE \(Self.name) ----
      \\* A recorded trace, written by raftsim for TraceRaft.tla.

      Servers == {\(servers)}

      Entry(term, value) == [term |-> term, value |-> value]

      Trace == <<
      """)
  }

  /// Writes an event. Its server must be one of the header.
  /// - Parameters:
  ///   - event: the event.
  ///   - line: the line of the trace that errors name.
  /// - Throws: if a number in it is larger than TLC can count, or a message is of a kind that the specification lacks.
  public mutating func write(_ event: TraceEvent, line: Int) throws(TraceError) {
    guard let action = try action(of: event, line) else { return }
    try checkRole(of: event, line)
    try checkKinds(of: event, line)
    tla.write(isFirst ? "\n  " : ",\n  ")
    isFirst = false
    tla.write(event, as: action)
    guard let excess = tla.excess else { return }
    throw TraceError(
      file: file, line: line,
      problem: "event \(event.sequence) has the number \(excess.number) in \"\(excess.field)\"",
      remedy: "TLC counts in 32 bits: terms and indexes must be at most \(TLAWriter.numberLimit)")
  }

  /// The action of the specification that an event is; `nil` for one that is left out, as it changes nothing and sends
  /// nothing.
  private mutating func action(of event: TraceEvent, _ line: Int) throws(TraceError) -> Action? {
    guard event.action.isServerStep else { return Self.isAction(event.action) ? event.action : nil }
    let before = states[event.server]
    states[event.server] = event.state
    if Self.isAction(event.action) { return event.action }
    if event.action == .tick, event.state.term > before.term { return .timeout }
    let isIdle = event.state == before && event.logKept == nil && event.sent.isEmpty
    if event.action != .installSnapshot, isIdle { return nil }
    if event.action == .tick, before.role == .leader || event.state.role != before.role { return .heartbeat }
    throw TraceError(
      file: file, line: line, problem: "event \(event.sequence) is a \"\(event.action)\"",
      remedy: "the specification has no such step")
  }

  private func checkRole(of event: TraceEvent, _ line: Int) throws(TraceError) {
    guard event.action.isServerStep, event.state.role == .preCandidate else { return }
    throw TraceError(
      file: file, line: line, problem: "event \(event.sequence) has the role \"preCandidate\"",
      remedy: "the specification has no such role")
  }

  private func checkKinds(of event: TraceEvent, _ line: Int) throws(TraceError) {
    var kinds = (0..<event.sent.count).map { event.sent[$0].kind }
    if event.action.hasMessage { kinds.append(event.message.kind) }
    guard let foreign = kinds.first(where: { catalog[$0]?.action == nil }) else { return }
    throw TraceError(
      file: file, line: line,
      problem: "event \(event.sequence) has a message \"\(catalog[foreign]?.name ?? "\(foreign)")\"",
      remedy: "the specification has only \(catalog.specified)")
  }

  /// Begins a variant of the trace: what is written next replaces `dropped` of its events, from number `line`
  /// on, counted among those that are written.
  mutating func beginVariant(at line: Int, dropping dropped: Int) {
    tla.write(hasVariants ? "\n  >>],\n" : "\n>>\n\nVariants == <<\n")
    tla.write("  [at |-> \(line), dropped |-> \(dropped), events |-> <<")
    hasVariants = true
    isFirst = true
  }

  /// Ends the module and returns it.
  public mutating func finish() -> [UInt8] {
    tla.write(hasVariants ? "\n  >>]\n>>" : "\n>>\n\nVariants == <<>>")
    tla.write("\n====\n")
    return tla.bytes
  }

  /// Whether the specification has an action for it.
  static func isAction(_ action: Action) -> Bool {
    switch action {
    case .start, .timeout, .heartbeat, .receive, .request, .crash, .restart, .lose, .duplicate: true
    default: false
    }
  }
}
