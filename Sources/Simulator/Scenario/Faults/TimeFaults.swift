/// Faults of clocks and timers, and hosts that stand still. All off as given.
public struct TimeFaults: Hashable, Sendable {
  /// By how much at most a server's clock is too fast or too slow, in parts per million.
  public var clockDrift = 0
  /// How many timers of servers come up early, in parts per million.
  public var timerEarly = 0
  /// By how much at most, in microseconds; never before they were set.
  public var timerEarlyBy = 100_000
  /// How many timers of servers come up late, in parts per million.
  public var timerLate = 0
  /// By how much at most, in microseconds.
  public var timerLateBy = 500_000
  /// The mean time between pauses of hosts, in microseconds; `0` for none.
  public var pauseInterval = 0
  /// The mean duration of a pause, in microseconds.
  public var pauseDuration = 500_000

  /// No faults.
  public init() {}

  /// Whether timers of servers come up at other times than they should.
  var bendTimers: Bool { clockDrift | timerEarly | timerLate != 0 }

  /// Switches all of them off.
  mutating func cease() { (clockDrift, timerEarly, timerLate, pauseInterval) = (0, 0, 0, 0) }

  /// Draws those of a seed: parts 300 to 399 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {
    if draw.isOn(1, of: 4, 300) { clockDrift = draw.scale(1_000, 300_000, 301) }
    if draw.isOn(1, of: 4, 302) { timerEarly = draw.scale(1_000, 256_000, 303) }
    timerEarlyBy = draw.scale(scenario.electionTimeout / 8, 2 * scenario.electionTimeout, 304)
    if draw.isOn(1, of: 4, 305) { timerLate = draw.scale(1_000, 256_000, 306) }
    timerLateBy = draw.scale(scenario.electionTimeout / 8, 8 * scenario.electionTimeout, 307)
    if draw.isOn(1, of: 4, 308) { pauseInterval = draw.scale(100_000, 2_000_000, 309) }
    pauseDuration = draw.scale(20_000, 2_000_000, 310)
  }

  static let parameters: [ScenarioParameter] = [
    .init(
      "clock-drift", .rate, 0...500_000, "by how much at most a server's clock is fast or slow",
      \.timeFaults.clockDrift),
    .init(
      "timer-early", .rate, 0...ScenarioParameter.million, "share of servers' timers that come up early",
      \.timeFaults.timerEarly),
    .init(
      "timer-early-by", .duration, 1...ScenarioParameter.hour, "by how much at most a timer is early",
      \.timeFaults.timerEarlyBy),
    .init(
      "timer-late", .rate, 0...ScenarioParameter.million, "share of servers' timers that come up late",
      \.timeFaults.timerLate),
    .init(
      "timer-late-by", .duration, 1...ScenarioParameter.hour, "by how much at most a timer is late",
      \.timeFaults.timerLateBy),
    .init(
      "pause-interval", .duration, 0...ScenarioParameter.hour,
      "mean time between pauses of a server's host, 0 for none: a closed lid, a stopped process",
      \.timeFaults.pauseInterval),
    .init(
      "pause-duration", .duration, 1...ScenarioParameter.hour, "mean duration of a pause", \.timeFaults.pauseDuration),
  ]
}

extension Fault {
  static let timeFaults = [
    Fault(
      "clock-drift", "timers on drifting clocks",
      models: "each server's clock is too fast or too slow, by a rate of its own",
      rate: \.timeFaults.clockDrift, count: \.clock.drifted),
    Fault(
      "timer-early", "early timers", models: "timers that come up before their time", rate: \.timeFaults.timerEarly,
      count: \.clock.early),
    Fault(
      "timer-late", "late timers", models: "timers that come up after their time, as on a busy host",
      rate: \.timeFaults.timerLate, count: \.clock.late),
    Fault(
      "pause-interval", "pauses",
      models: "a host stands still, as with its lid closed, and goes on with a burst of late timers and messages",
      rate: \.timeFaults.pauseInterval, count: \.clock.pauses),
  ]
}

/// How often they happened.
public struct TimeCounts: Hashable, Sendable {
  /// Timers that came up by a clock that is too fast or too slow.
  public var drifted = 0
  /// Timers that came up early.
  public var early = 0
  /// Timers that came up late.
  public var late = 0
  /// Pauses of hosts.
  public var pauses = 0
  /// Messages, requests and timers that had to wait for the end of a pause.
  public var heldUp = 0

  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = [
    ("timersDrifted", \.clock.drifted), ("timersEarly", \.clock.early), ("timersLate", \.clock.late),
    ("pauses", \.clock.pauses), ("heldUpByPauses", \.clock.heldUp),
  ]
}
