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
    /// The number of steps.
    public var count: Int
    /// Whether one of the steps violates the property.
    public var isViolation: Bool
  }

  /// The lines, in the order of the steps.
  public let lines: [Line]
  /// The number of earlier steps that are left out because the story would be too long.
  public let omitted: Int

  /// The most lines of the story of a run.
  private static let mostLines = 24
  /// The most lines of the story of a schedule: only one that is not minimal has more.
  private static let mostLinesOfSchedule = 60

  /// The story of a schedule up to its violation: each step of it belongs to the story.
  /// - Parameters:
  ///   - events: the events as they were played, with the messages that each step sent.
  ///   - servers: the number of servers.
  ///   - violation: what was violated.
  public init(schedule events: [TraceEvent], servers: Int, _ violation: Violation) {
    let steps = Self.steps(events, servers).filter { $0.event.action != .start && $0.event.action != .lose }
    self.init(StoryFold.lines(steps, violation: violation.step), most: Self.mostLinesOfSchedule)
  }

  /// The story of a run up to its violation: of the steps that the violation can depend on, those that changed
  /// something that matters to it.
  /// - Parameters:
  ///   - events: the events of the run, with the messages that each step sent.
  ///   - servers: the number of servers.
  ///   - violation: what was violated.
  ///   - needed: the numbers of steps that belong to the story in any case: those that needed faults hit.
  public init(run events: [TraceEvent], servers: Int, _ violation: Violation, needed: Set<Int> = []) {
    let chosen = StorySelection(Self.steps(events, servers), violation, needed: needed).chosen
    self.init(StoryFold.lines(chosen, violation: violation.step), most: Self.mostLines)
  }

  private init(_ all: [Line], most: Int) {
    lines = all.suffix(most)
    omitted = all.prefix(max(0, all.count - most)).reduce(0) { $0 + $1.count }
  }

  private static func steps(_ events: [TraceEvent], _ servers: Int) -> [StoryStep] {
    var builder = StoryBuilder(servers: servers)
    for event in events where !event.action.isNote { builder.add(event) }
    return builder.steps
  }

  /// The lines as text, each with the number of its step.
  public func text(_ style: Style) -> [String] {
    let numbers = lines.map(Self.number)
    let width = numbers.map(\.count).max() ?? 0
    let earlier = omitted == 0 ? [] : ["... \(Readable.count(omitted, "earlier step"))"]
    return earlier
      + zip(lines, numbers).map { line, number in
        let mark = line.isViolation ? style.red(" ← violation") : ""
        let reason = line.reason.map { "  (\($0))" } ?? ""
        return TextLayout.pad(number, to: width) + "  " + line.text + reason + mark
      }
  }

  private static func number(_ line: Line) -> String {
    line.steps.count == 1 ? "#\(line.steps.lowerBound)" : "#\(line.steps.lowerBound)-\(line.steps.upperBound)"
  }
}
