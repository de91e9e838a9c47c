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

  /// Judges a step: `nil` if the property still holds, the evidence if not. It draws no randomness and takes O(servers)
  /// time and the entries that the step appended or committed.
  /// - Parameter history: what the trace has told, this step included.
  mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence?
}

/// Why a property does not hold, for a person to read.
public struct Evidence: Hashable, Sendable {
  /// The servers that are involved, each once.
  public let servers: [Int]
  /// What is seen, in words.
  public let text: String

  /// Evidence against `servers`, which may name one twice.
  public init(servers: [Int], _ text: String) {
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
  /// What is seen, in words.
  public let evidence: String
  /// Equal for failures of one kind: the same invariant, broken by the same kind of step.
  public let fingerprint: UInt64
}
