/// Ways in which servers fail beyond single crashes. All off by default.
public struct ServerFaults: Hashable, Sendable {
  /// The mean time between the beginnings of crash loops; `0` for none.
  public var crashLoopInterval: VirtualDuration = 0
  /// The most crashes of a loop.
  public var crashLoopLength = 5
  /// The mean time from a crash of a loop to the restart, and from there to the next crash.
  public var crashLoopBeat: VirtualDuration = 50_000
  /// The mean time between failures of the power for all servers at once; `0` for none.
  public var powerFailureInterval: VirtualDuration = 0
  /// The mean time between beginnings of long absences; `0` for none.
  public var absenceInterval: VirtualDuration = 0
  /// The mean duration of a long absence.
  public var absenceDuration: VirtualDuration = 3_000_000
  /// The mean time between destructions of a server's disk; `0` for none.
  public var destructionInterval: VirtualDuration = 0

  /// Servers without these faults.
  public init() {}
}

/// The declarations: parts 400 to 499 of a seed's scenario.
extension Fault {
  static let serverFaults = [crashLoops, powerFailures, absences, destructions]

  static let crashLoops = Fault(
    "crashes in crash loops", models: "a server that crashes again shortly after each restart", in: .core,
    [
      .init(
        time: "crash-loop-interval",
        "mean time between crash loops (a server that crashes soon after each restart); 0 for none",
        \.serverFaults.crashLoopInterval
      ) { $0.oneIn(6, 400, $0.scale(400_000, 3_000_000, 401)) },
      .init("crash-loop-length", 2...1000, "maximum number of crashes in a crash loop", \.serverFaults.crashLoopLength)
      {
        2 + $0.below(7, 402)
      },
      .init(
        time: "crash-loop-beat", from: 1,
        "mean time from a crash in a crash loop to the restart, and to the next crash",
        \.serverFaults.crashLoopBeat
      ) { $0.scale(2_000, 200_000, 403) },
    ],
    counts: [("crashesAgain", \.servers.crashesAgain), ("crashLoops", \.servers.crashLoops)])

  static let powerFailures = Fault(
    "power failures", models: "all running servers crash at the same moment, and restart one by one", in: .core,
    hasDowntime: true,
    [
      .init(
        time: "power-failure-interval", "mean time between crashes of all servers at once; 0 for none",
        \.serverFaults.powerFailureInterval
      ) { $0.oneIn(6, 404, $0.scale(400_000, 3_000_000, 405)) }
    ],
    counts: [("powerFailures", \.servers.powerFailures), ("serversPoweredOff", \.servers.poweredOff)])

  static let absences = Fault(
    "long absences", models: "a server that is down until it lacks many entries of the others' logs", in: .core,
    [
      .init(
        time: "absence-interval",
        "mean time between long absences, after which a server lacks many entries; 0 for none",
        \.serverFaults.absenceInterval
      ) { $0.oneIn(6, 406, $0.scale(400_000, 3_000_000, 407)) },
      .init(time: "absence-duration", from: 1, "mean duration of a long absence", \.serverFaults.absenceDuration) {
        $0.scale(1_000_000, 4_000_000, 408)
      },
    ],
    counts: [("absences", \.servers.absences), ("entriesBehindAtReturn", \.servers.entriesBehind)])

  static let destructions = Fault(
    "disks destroyed",
    models: "a disk that is lost: its server never returns, and its host is refused under a new identity",
    in: .disk, scope: Scope(servers: 3, isPlannedAnyway: true), hasDowntime: true,
    [
      .init(
        time: "destruction-interval",
        "mean time between losses of a disk (its server never returns, its host gets a new identity); 0 for none",
        \.serverFaults.destructionInterval
      ) { $0.oneIn(8, 409, $0.scale(400_000, 3_000_000, 410)) }
    ],
    counts: [("disksDestroyed", \.servers.destroyed), ("strangersRefused", \.servers.refused)])
}
