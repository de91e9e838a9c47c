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

/// Why a property does not hold, for a person to read.
public struct Evidence: Hashable, Sendable {
  /// The servers that are involved, each once.
  public let servers: [Int]
  /// The commands that are involved, where it is clients that see it.
  public let commands: [UInt64]
  /// What is seen, in words.
  public let text: String

  /// Evidence against `servers`, which may name one twice.
  public init(servers: [Int], commands: [UInt64] = [], _ text: String) {
    self.commands = commands
    self.servers = servers.reduce(into: []) { named, server in if !named.contains(server) { named.append(server) } }
    self.text = text
  }
}

/// A property that was broken.
public struct Violation: Hashable, Sendable {
  /// The invariant's name.
  public let invariant: String
  /// The number of the event that broke it.
  public let step: Int
  /// When, in microseconds of virtual time.
  public let time: Int
  /// The servers that are involved.
  public let servers: [Int]
  /// The commands that are involved, where it is clients that see it.
  public let commands: [UInt64]
  /// What is seen, in words.
  public let evidence: String
  /// Equal for failures of one kind: the same invariant, broken by the same kind of step.
  public let fingerprint: UInt64
}
