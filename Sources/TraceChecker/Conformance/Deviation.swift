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

  init(_ action: StaticString, _ conjunct: String, expected: String, seen: String) {
    self.action = "\(action)"
    self.conjunct = conjunct
    self.expected = expected
    self.seen = seen
  }
}
