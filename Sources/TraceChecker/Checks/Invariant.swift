/// A property of every step of every run. Each is in a file of its own.
public protocol Invariant: Check {
  /// The changes that can violate it. Other steps are not shown to it.
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

  /// The steps that are shown to it test it.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    !interests.isDisjoint(with: changes)
  }

  /// By default there is nothing to forget.
  public mutating func forget(upTo base: LogBase) {}

  /// By default there is nothing to remember.
  public mutating func begin(at history: borrowing History) {}
}

/// A check that failed in a run: where, when, and the evidence.
public struct Violation: Hashable, Sendable {
  /// The name of the check that failed.
  public let invariant: String
  /// The number of the event that violates it.
  public let step: Int
  /// The time of that event, in microseconds of virtual time.
  public let time: Int
  /// What was not allowed, and what shows it. `EvidenceText` turns it into words.
  public let evidence: Evidence
  /// Equal for equal failures: the same kind of evidence in the same kind of step, whatever the servers, indexes, terms
  /// and commands.
  public let fingerprint: UInt64

  /// The version of the way in which fingerprints are computed. It grows when a change gives equal failures another
  /// fingerprint; fingerprints of different versions cannot be compared.
  public static let fingerprintVersion = 1

  /// The servers that are involved, each once.
  public var servers: [Int] { evidence.servers }
  /// The clients' commands that are involved.
  public var commands: [UInt64] { evidence.commands }
}
