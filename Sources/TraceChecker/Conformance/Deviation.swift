/// Where a step has left the specification. A class, because the steps that have none hand on a word instead of a
/// hundred bytes.
public final class Deviation: Sendable {
  /// The conjunct of the action that does not hold: a variable, or what must be true for the action to be enabled.
  public let conjunct: String
  /// What the specification allows.
  public let expected: String
  /// What the trace tells.
  public let seen: String
  /// The action of the specification that the step must be; empty before `under(_:_:)`.
  public let action: String
  /// What the step had to go by, in words; empty if it was nothing.
  public let circumstances: String

  init(_ conjunct: String, expected: String, seen: String, action: String = "", circumstances: String = "") {
    self.conjunct = conjunct
    self.expected = expected
    self.seen = seen
    self.action = action
    self.circumstances = circumstances
  }

  /// The same, with the action, the message that the step received and its server's log after it.
  func under(_ event: TraceEvent, _ history: borrowing History) -> Deviation {
    var circumstances = ""
    if event.action == .receive {
      circumstances =
        "the log of \(Words.server(event.server)) is \(Words.log(history.servers[event.server].log)), and it received "
        + MessageText.text(event.message)
    }
    return Deviation(
      conjunct, expected: expected, seen: seen, action: Self.action(event), circumstances: circumstances)
  }

  /// The action of `Raft.tla` that an event must be.
  private static func action(_ event: TraceEvent) -> String {
    switch event.action {
    case .start: "Start"
    case .timeout: "Timeout"
    case .heartbeat: "Heartbeat"
    case .request: "ClientRequest"
    case .receive: MessageCatalog.standard[event.message.kind]?.action ?? ""
    case .crash: "Crash"
    case .restart: "Restart"
    case .lose: "DropMessage"
    case .duplicate: "DuplicateMessage"
    default: ""
    }
  }
}
