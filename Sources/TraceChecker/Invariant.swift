/// A property that every step of every run keeps. One file each.
public protocol Invariant: Sendable {
  /// The name of its operator in the TLA+ specification.
  static var name: String { get }
  /// The section of the Raft paper that states it.
  static var section: String { get }
  /// What it says, in a sentence.
  static var statement: String { get }
  /// The changes that can break it. Other steps are not shown to it.
  static var interests: Transition.Changes { get }

  /// What its judgement of a step depends on, beside the step.
  static var scope: InvariantScope { get }

  /// Whether a step puts it to the test, in which it might not hold: for those who want to know that it was not for nothing.
  static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool

  /// Remembers of a run that has come this far what it has to, and forgets any other run.
  mutating func stand(at history: borrowing History)

  /// Judges a step: `nil` if the property still holds, the evidence if not. It draws no randomness and takes O(servers)
  /// time and the entries that the step appended or committed.
  /// - Parameter history: what the trace has told, this step included.
  mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence?
}

extension Invariant {
  /// The whole cluster, unless an invariant says that it looks at less.
  public static var scope: InvariantScope { .cluster }

  /// By the steps that are shown to it.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    !interests.isDisjoint(with: changes)
  }

  /// Nothing to remember.
  public mutating func stand(at history: borrowing History) {}
}

/// What a judgement of a step can depend on.
public enum InvariantScope: Hashable, Sendable {
  /// The server that takes the step, as it was before: two clusters in which it stands the same are judged the same.
  case server
  /// Any server, and what happened before.
  case cluster
}

/// A property that was broken.
public struct Violation: Hashable, Sendable {
  /// The invariant's name.
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
