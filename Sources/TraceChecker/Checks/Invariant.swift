/// A property that every step of every run keeps. One file each.
public protocol Invariant: Check {
  /// The changes that can break it. Other steps are not shown to it.
  static var interests: Transition.Changes { get }

  /// Starts over with a run that has come this far: remembers what it needs of its history, and forgets any other run.
  mutating func begin(at history: borrowing History)

  /// Forgets what concerns only the entries up to `base`: no log has them any more, and none will.
  mutating func forget(upTo base: LogBase)

  /// Judges a step: `nil` if the property still holds, the evidence if not. It draws no randomness and takes O(servers)
  /// time and the entries that the step appended or committed.
  /// - Parameters:
  ///   - change: what the step changed.
  ///   - history: the history of the trace, this step included.
  mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence?
}

extension Invariant {
  /// An invariant of steps.
  public var kind: CheckKind { .invariant(self) }

  /// By the steps that are shown to it.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    !interests.isDisjoint(with: changes)
  }

  /// Nothing to forget.
  public mutating func forget(upTo base: LogBase) {}

  /// Nothing to remember.
  public mutating func begin(at history: borrowing History) {}
}

/// A property that was broken.
public struct Violation: Hashable, Sendable {
  /// The name of the check that failed.
  public let invariant: String
  /// The number of the event that broke it.
  public let step: Int
  /// When, in microseconds of virtual time.
  public let time: Int
  /// What was not allowed, and what shows it. `EvidenceText` words it.
  public let evidence: Evidence
  /// Equal for equal failures: the same kind of evidence in the same kind of step, whatever the servers, indexes, terms
  /// and commands.
  public let fingerprint: UInt64

  /// The servers that are involved, each once.
  public var servers: [Int] { evidence.servers }
  /// The clients' commands that are involved.
  public var commands: [UInt64] { evidence.commands }
}
