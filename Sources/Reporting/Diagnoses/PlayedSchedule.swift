import Diagnosis
import Simulator
import TraceChecker

/// A schedule that was played: its events, and what it violates.
struct PlayedSchedule {
  let events: [TraceEvent]
  let violations: [Violation]

  init(_ schedule: Schedule, checks: [any Check]) {
    var events: [TraceEvent] = []
    violations = schedule.play(checks: checks, record: { events.append($0) }).violations
    self.events = events
  }

  /// The story of `failure`; `nil` if the schedule does not show it.
  func story(of failure: ExpectedFailure, servers: Int) -> Story? {
    failure.first(in: violations).map { Story(schedule: events, servers: servers, $0) }
  }
}
