import TraceChecker

/// The last steps of the servers and clients that the first violation of a run involves, in words.
package struct LastSteps {
  package private(set) var lines: [String] = []
  /// Whether the steps have a time that means anything.
  package let haveTime: Bool

  /// Whether the run that was repeated to find the steps violated the same checks in the same way.
  package private(set) var areOfSameRun = true

  private static let limit = 10

  /// - Parameter run: repeats the run, calls its argument with each step, and returns the violations.
  package init(
    of violations: [Violation], haveTime: Bool = true,
    _ run: (_ record: @escaping (TraceEvent) -> Void) -> [Violation]
  ) {
    self.haveTime = haveTime
    guard let violation = violations.first else { return }
    var last: [String] = []
    let again = run { event in
      guard event.sequence <= violation.step, Self.involves(violation, event) else { return }
      if last.count == Self.limit { last.removeFirst() }
      last.append(EventText.line(event, hasTime: haveTime))
    }
    lines = last
    areOfSameRun = again.first == violation
  }

  private static func involves(_ violation: Violation, _ event: TraceEvent) -> Bool {
    switch event.action {
    case .invoke, .answer: violation.commands.contains(event.client.command)
    default: event.action.hasServer && !event.action.isNote && violation.servers.contains(event.server)
    }
  }
}
