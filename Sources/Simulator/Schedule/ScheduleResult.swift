import TraceChecker

/// The result of playing a schedule.
public struct ScheduleResult: Sendable {
  /// The checks that were violated: the first time of each, in order. Their steps are those that were played.
  public private(set) var violations: [Violation] = []
  /// The step of the schedule that violated the invariant that was waited for, or else the first one that was violated.
  public private(set) var violatedAt: Int?
  /// Where the judgment of `Conformance` ended, if the core did something that the specification does not have.
  public private(set) var conformanceEnd: ConformanceEnd?
  /// Why not all of the schedule was played, if it no longer applies.
  public internal(set) var obstacle: Obstacle?
  /// Whether it was cancelled before its end.
  public internal(set) var wasCancelled = false
  /// The hash of all steps.
  public private(set) var digest = TraceDigest()
  /// The number of steps played.
  public private(set) var steps = 0
  /// The number of elections won.
  public private(set) var elections = 0
  /// The number of entries committed.
  public private(set) var commits = 0

  /// A step of a schedule that does not apply.
  public struct Obstacle: Hashable, Sendable {
    /// The step of the schedule, counted from 1.
    public let step: Int
    /// Why it does not apply, in one sentence.
    public let reason: String

    /// A step that does not apply.
    package init(step: Int, reason: String) {
      self.step = step
      self.reason = reason
    }
  }

  /// Whether a schedule still applies, and violates a property.
  public enum Verdict: Hashable, Sendable {
    /// A step violated a property, whatever happened in the steps after it.
    case violated(step: Int)
    /// All of it was played, and nothing was violated.
    case passed
    /// Nothing was violated before a step that did not apply.
    case noLongerApplies(Obstacle)
  }

  init() {}

  /// Takes note of what is violated after a step of the schedule. O(invariants) where something was violated, O(1)
  /// else.
  /// - Returns: whether it is the end.
  mutating func notes(_ broken: [Violation], at step: Int, upTo invariant: String?) -> Bool {
    guard broken.count > violations.count else { return false }
    violations = broken
    // Nothing follows a trap, whatever else is waited for.
    let isEnd = invariant == nil || broken.contains { $0.invariant == invariant || $0.invariant == NoTrap.name }
    if isEnd || violatedAt == nil { violatedAt = step }
    return isEnd
  }

  mutating func conclude<Core>(_ player: borrowing SchedulePlayer<Core>) {
    digest = player.observer.digest
    conformanceEnd = player.observer.checker.conformanceEnd
    steps = player.steps
    elections = player.observer.checker.history.elections.count
    commits = player.observer.checker.history.committed.count
  }

  /// The verdict; of no meaning if it was cancelled.
  public var verdict: Verdict {
    if let violatedAt { return .violated(step: violatedAt) }
    return obstacle.map { .noLongerApplies($0) } ?? .passed
  }
}
