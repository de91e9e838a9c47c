import TraceChecker

/// The last steps of the servers that the first violation of a run involves, in words.
struct LastSteps {
  private(set) var lines: [String] = []
  /// Whether the steps have a time that means anything.
  let haveTime: Bool

  private static let limit = 10

  /// - Parameter run: makes the run again, and shows each step to what it is given.
  init(
    of violations: [Violation], haveTime: Bool = true,
    _ run: (_ record: @escaping (borrowing TraceEvent) -> Void) -> Void
  ) {
    self.haveTime = haveTime
    guard let violation = violations.first else { return }
    var last: [String] = []
    run { event in
      let isInvolved = event.action.hasServer && violation.servers.contains(event.server)
      guard isInvolved, event.sequence <= violation.step else { return }
      if last.count == Self.limit { last.removeFirst() }
      last.append(EventText.line(event, hasTime: haveTime))
    }
    lines = last
  }
}
