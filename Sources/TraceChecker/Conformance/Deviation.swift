/// Where a step has left the specification. A class, because the steps that have none hand on a word instead of a
/// hundred bytes.
public final class Deviation: Sendable {
  /// The action of the specification that the step must be.
  public let action: String
  /// The conjunct of it that does not hold: a variable, or what must be true for the action to be enabled.
  public let conjunct: String
  /// What the specification allows.
  public let expected: String
  /// What the trace tells.
  public let seen: String

  /// What the step had to go by, in words; empty if it was nothing.
  public let circumstances: String

  init(_ action: StaticString, _ conjunct: String, expected: String, seen: String) {
    self.action = "\(action)"
    self.conjunct = conjunct
    self.expected = expected
    self.seen = seen
    circumstances = ""
  }

  private init(_ deviation: Deviation, _ circumstances: String) {
    action = deviation.action
    conjunct = deviation.conjunct
    expected = deviation.expected
    seen = deviation.seen
    self.circumstances = circumstances
  }

  /// The same, with the message that the step received and where its server's log ends after it.
  func under(_ event: borrowing TraceEvent, _ history: borrowing History) -> Deviation {
    guard event.action == .receive else { return self }
    return Deviation(
      self,
      "it received \(Words.message(event.message)) from \(Words.server(event.message.from)), and its log is "
        + Words.log(history.servers[event.server].log))
  }
}
