/// Faults of clocks and timers, and pauses of hosts. All off by default.
public struct TimeFaults: Hashable, Sendable {
  /// The most by which a server's clock is too fast or too slow.
  public var clockDrift: Rate = 0
  /// The fraction of servers' timers that fire early.
  public var timerEarly: Rate = 0
  /// The most by which a timer fires early; never before it was set.
  public var timerEarlyBy: VirtualDuration = 100_000
  /// The fraction of servers' timers that fire late.
  public var timerLate: Rate = 0
  /// The most by which a timer fires late.
  public var timerLateBy: VirtualDuration = 500_000
  /// The mean time between pauses of hosts; `0` for none.
  public var pauseInterval: VirtualDuration = 0
  /// The mean duration of a pause.
  public var pauseDuration: VirtualDuration = 500_000

  /// Clocks and hosts without these faults.
  public init() {}

  /// Whether timers of servers fire at other times than they should.
  var shiftTimers: Bool { clockDrift > 0 || timerEarly > 0 || timerLate > 0 }
}

/// The declarations: parts 300 to 399 of a seed's scenario.
extension Fault {
  static let timeFaults = [drift, earlyTimers, lateTimers, pauses]

  private static let drift = Fault(
    "timers on drifting clocks", models: "each server's clock is too fast or too slow, by a rate of its own",
    in: .core,
    [
      .init(
        "clock-drift", 0...500_000, "maximum rate by which a server's clock is fast or slow", \.timeFaults.clockDrift
      ) {
        $0.oneIn(4, 300, $0.scale(1_000, 300_000, 301))
      }
    ],
    counts: [("timersDrifted", \.clock.drifted)])

  private static let earlyTimers = Fault(
    "early timers", models: "timers that fire too early", in: .core,
    [
      .init(rate: "timer-early", "fraction of servers' timers that fire early", \.timeFaults.timerEarly) {
        $0.oneIn(4, 302, $0.scale(1_000, 256_000, 303))
      },
      .init(time: "timer-early-by", from: 1, "maximum time by which a timer fires early", \.timeFaults.timerEarlyBy) {
        $0.scale($0.scenario.electionTimeout / 8, 2 * $0.scenario.electionTimeout, 304)
      },
    ],
    counts: [("timersEarly", \.clock.early)])

  private static let lateTimers = Fault(
    "late timers", models: "timers that fire too late, as on a busy host", in: .core,
    [
      .init(rate: "timer-late", "fraction of servers' timers that fire late", \.timeFaults.timerLate) {
        $0.oneIn(4, 305, $0.scale(1_000, 256_000, 306))
      },
      .init(time: "timer-late-by", from: 1, "maximum time by which a timer fires late", \.timeFaults.timerLateBy) {
        $0.scale($0.scenario.electionTimeout / 8, 8 * $0.scenario.electionTimeout, 307)
      },
    ],
    counts: [("timersLate", \.clock.late)])

  static let pauses = Fault(
    "pauses",
    models: "a host that is suspended, and resumes with a burst of late timers and messages", in: .core,
    [
      .init(
        time: "pause-interval",
        "mean time between pauses of a host (a suspended machine, a stopped process); 0 for none",
        \.timeFaults.pauseInterval
      ) { $0.oneIn(4, 308, $0.scale(100_000, 2_000_000, 309)) },
      .init(time: "pause-duration", from: 1, "mean duration of a pause", \.timeFaults.pauseDuration) {
        $0.scale(20_000, 2_000_000, 310)
      },
    ],
    counts: [("pauses", \.clock.pauses), ("heldUpByPauses", \.clock.heldUp)])
}
