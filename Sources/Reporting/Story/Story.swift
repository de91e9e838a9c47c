import TraceChecker

/// The steps that lead to a violation, one line each, with the reason why each is there.
public struct Story {
  /// A line of a story: one step, or several alike that follow each other.
  public struct Line: Hashable {
    /// The numbers of the first and the last step of the line.
    public var steps: ClosedRange<Int>
    /// What happened.
    public var text: String
    /// Why the steps are in the story; `nil` if the text says it.
    public var reason: String?
    /// Whether one of the steps violates the property.
    public var isViolation: Bool
  }

  /// The lines, in the order of the steps.
  public let lines: [Line]

  /// The story of the events of a schedule up to its violation.
  /// - Parameters:
  ///   - events: the events as they were played, with the messages that each step sent.
  ///   - servers: the number of servers.
  ///   - violations: what was violated.
  public init(_ events: [TraceEvent], servers: Int, violations: [Violation]) {
    var builder = StoryBuilder(servers: servers)
    for event in events { builder.add(event) }
    let steps = builder.steps.filter { $0.event.action != .start }
    lines = StoryFold.lines(steps, violation: violations.first?.step)
  }

  /// The lines as text, each with the number of its step.
  public func text(_ style: Style) -> [String] {
    let numbers = lines.map(Self.number)
    let width = numbers.map(\.count).max() ?? 0
    return zip(lines, numbers).map { line, number in
      let mark = line.isViolation ? style.red(" ← violation") : ""
      let reason = line.reason.map { "  (\($0))" } ?? ""
      return TextLayout.pad(number, to: width) + "  " + line.text + reason + mark
    }
  }

  private static func number(_ line: Line) -> String {
    line.steps.count == 1 ? "#\(line.steps.lowerBound)" : "#\(line.steps.lowerBound)-\(line.steps.upperBound)"
  }
}
