/// One row of the table of recurring faults.
struct RecurringFaultPlan: Sendable {
  /// Its declaration: the interval's parameter, and where it can happen.
  let fault: Fault
  /// The stream that its times are drawn from, and the subject there.
  let time: (stream: KeyedRandom.Stream, subject: Int)
  /// What is added to each delay, so that some faults never follow at the same instant.
  var extraDelay = 0
  /// What it hits.
  var target = Target.none
  /// What counts the faults that happened.
  let count: WritableKeyPath<RunStatistics, Int> & Sendable
  /// What the time of the next one counts from.
  var next = Next.afterStart

  /// What a fault hits.
  enum Target {
    /// No server, or several, or one that the fault itself draws.
    case none
    /// One of the servers that are up, drawn from the stream with the number of the kind.
    case running(KeyedRandom.Stream, Int)
    /// One of the servers that are up and whose host is not paused.
    case unpaused(KeyedRandom.Stream, Int)
  }

  /// When the next fault of a kind is planned.
  enum Next {
    /// As soon as one has started.
    case afterStart
    /// When one has ended.
    case afterEnd
  }
}

extension RecurringFault {
  /// The row of this kind of fault in the table.
  var plan: RecurringFaultPlan { Self.plans[Int(rawValue)] }

  private static let plans = allCases.map { $0.row }

  private var row: RecurringFaultPlan {
    switch self {
    case .crash:
      RecurringFaultPlan(
        fault: .crashes, time: (.crashTime, 0), target: .running(.crashVictim, 0), count: \.crashes)
    case .partition:
      RecurringFaultPlan(fault: .partitions, time: (.partitionTime, 0), count: \.partitions, next: .afterEnd)
    case .pause:
      RecurringFaultPlan(
        fault: .pauses, time: (.pauseTime, 0), target: .unpaused(.pauseVictim, 0), count: \.clock.pauses)
    case .crashLoop:
      RecurringFaultPlan(
        fault: .crashLoops, time: (.serverFaultTime, 0), target: .running(.serverFaultVictim, 0),
        count: \.servers.crashLoops)
    case .powerFailure:
      RecurringFaultPlan(fault: .powerFailures, time: (.serverFaultTime, 1), count: \.servers.powerFailures)
    case .absence:
      RecurringFaultPlan(
        fault: .absences, time: (.serverFaultTime, 2), target: .running(.serverFaultVictim, 2),
        count: \.servers.absences)
    case .destruction:
      RecurringFaultPlan(
        fault: .destructions, time: (.serverFaultTime, 3), target: .running(.serverFaultVictim, 3),
        count: \.servers.destroyed)
    case .channelBreak:
      RecurringFaultPlan(
        fault: .channelBreaks, time: (.breakTime, 0), extraDelay: 1, count: \.connections.breaks)
    case .introducerCrash:
      RecurringFaultPlan(
        fault: .introducerCrashes, time: (.introducerCrash, 0), extraDelay: 1,
        count: \.connections.introducerCrashes, next: .afterEnd)
    case .stranger:
      RecurringFaultPlan(fault: .strangers, time: (.strangerTime, 0), extraDelay: 1, count: \.connections.strangers)
    }
  }
}

/// When recurring faults happen. It knows how many of each kind were planned, and nothing else.
struct FaultSchedule {
  private let random: KeyedRandom
  /// How many were planned, by `RecurringFault.rawValue`.
  private var planned = Array(repeating: 0, count: RecurringFault.allCases.count)

  init(_ random: KeyedRandom) { self.random = random }

  /// The number of the fault of this kind that was planned last, counted from 1.
  func number(of fault: RecurringFault) -> Int { planned[Int(fault.rawValue)] }

  /// Plans the next fault of a kind, and returns when it happens; `nil` where `scenario` does not have it.
  mutating func next(_ fault: RecurringFault, after now: Int, in scenario: Scenario) -> Int? {
    let plan = fault.plan
    guard plan.fault.isPlanned(in: scenario) else { return nil }
    planned[Int(fault.rawValue)] += 1
    let mean = plan.fault.parameter.value(in: scenario)
    return now + plan.extraDelay + random.around(mean, plan.time.stream, plan.time.subject, number(of: fault))
  }
}
