/// Ways in which servers go away beyond a crash now and then. All off as given. Times are microseconds.
public struct ServerFaults: Hashable, Sendable {
  /// The mean time between the beginnings of crash loops; `0` for none.
  public var crashLoopInterval = 0
  /// The most crashes of a loop.
  public var crashLoopLength = 5
  /// The mean time from a crash of a loop to the restart, and from there to the next crash.
  public var crashLoopBeat = 50_000
  /// The mean time between failures of the power for all servers at once; `0` for none.
  public var powerFailureInterval = 0
  /// The mean time between beginnings of long absences; `0` for none.
  public var absenceInterval = 0
  /// The mean duration of a long absence.
  public var absenceDuration = 3_000_000
  /// The mean time between destructions of a server's disk; `0` for none.
  public var destructionInterval = 0

  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {
    (crashLoopInterval, powerFailureInterval, absenceInterval, destructionInterval) = (0, 0, 0, 0)
  }

  /// Draws those of a seed: parts 400 to 499 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {
    if draw.isOn(1, of: 6, 400) { crashLoopInterval = draw.scale(400_000, 3_000_000, 401) }
    crashLoopLength = 2 + draw.below(7, 402)
    crashLoopBeat = draw.scale(2_000, 200_000, 403)
    if draw.isOn(1, of: 6, 404) { powerFailureInterval = draw.scale(400_000, 3_000_000, 405) }
    if draw.isOn(1, of: 6, 406) { absenceInterval = draw.scale(400_000, 3_000_000, 407) }
    absenceDuration = draw.scale(1_000_000, 4_000_000, 408)
    if draw.isOn(1, of: 8, 409) { destructionInterval = draw.scale(400_000, 3_000_000, 410) }
  }

  /// The mean time between faults of a kind; `0` for none.
  func interval(_ kind: ServerFault) -> Int {
    switch kind {
    case .crashLoop: crashLoopInterval
    case .powerFailure: powerFailureInterval
    case .absence: absenceInterval
    case .destruction: destructionInterval
    }
  }

  static let parameters: [ScenarioParameter] = [
    .init(
      "crash-loop-interval", .duration, 0...ScenarioParameter.hour,
      "mean time between crash loops, 0 for none: a server that crashes again and again",
      \.serverFaults.crashLoopInterval),
    .init("crash-loop-length", .count, 2...1000, "most crashes of a loop", \.serverFaults.crashLoopLength),
    .init(
      "crash-loop-beat", .duration, 1...ScenarioParameter.hour, "mean time between a crash of a loop and the restart",
      \.serverFaults.crashLoopBeat),
    .init(
      "power-failure-interval", .duration, 0...ScenarioParameter.hour,
      "mean time between crashes of all servers at once, 0 for none", \.serverFaults.powerFailureInterval),
    .init(
      "absence-interval", .duration, 0...ScenarioParameter.hour,
      "mean time between long absences, 0 for none: a server comes back far behind", \.serverFaults.absenceInterval),
    .init(
      "absence-duration", .duration, 1...ScenarioParameter.hour, "mean duration of a long absence",
      \.serverFaults.absenceDuration),
    .init(
      "destruction-interval", .duration, 0...ScenarioParameter.hour,
      "mean time between losses of a disk, 0 for none: its server is gone for ever, a stranger knocks",
      \.serverFaults.destructionInterval),
  ]
}

/// A kind of these faults.
enum ServerFault: UInt8, CaseIterable, BitwiseCopyable {
  case crashLoop
  case powerFailure
  case absence
  case destruction
}

extension Fault {
  static let serverFaults = [
    Fault(
      "crash-loop-interval", "crashes again", models: "a server that crashes again shortly after each restart",
      rate: \.serverFaults.crashLoopInterval, count: \.servers.crashesAgain),
    Fault(
      "power-failure-interval", "power failures",
      models: "all servers that are up crash in one moment, and restart one by one",
      rate: \.serverFaults.powerFailureInterval, count: \.servers.powerFailures),
    Fault(
      "absence-interval", "long absences", models: "a server that is gone long enough to be far behind",
      rate: \.serverFaults.absenceInterval, count: \.servers.absences),
    Fault(
      "destruction-interval", "disks destroyed",
      models: "a disk is lost: its server is gone for ever, and a stranger without a past knocks in its place",
      fewestServers: 3, rate: \.serverFaults.destructionInterval, count: \.servers.destroyed),
  ]
}

/// How often they happened.
public struct ServerCounts: Hashable, Sendable {
  /// Crash loops that began.
  public var crashLoops = 0
  /// The crashes of loops, but for the first of each.
  public var crashesAgain = 0
  /// Failures of the power.
  public var powerFailures = 0
  /// Servers that crashed in them.
  public var poweredOff = 0
  /// Long absences.
  public var absences = 0
  /// The entries that servers lacked when they came back from them, against the longest log.
  public var entriesBehind = 0
  /// Servers that are gone for ever with their disks.
  public var destroyed = 0
  /// Messages of strangers that members refused.
  public var refused = 0

  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = [
    ("crashLoops", \.servers.crashLoops), ("crashesAgain", \.servers.crashesAgain),
    ("powerFailures", \.servers.powerFailures), ("serversPoweredOff", \.servers.poweredOff),
    ("absences", \.servers.absences), ("entriesBehindAtReturn", \.servers.entriesBehind),
    ("disksDestroyed", \.servers.destroyed), ("strangersRefused", \.servers.refused),
  ]
}
