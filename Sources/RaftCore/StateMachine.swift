/// A deterministic machine that is replicated (§2). Every server applies the same commands in
/// the same order, and so all go through the same states.
public protocol StateMachine: Sendable {
  /// What a client can ask for.
  associatedtype Command: Sendable
  /// The result that the client receives.
  associatedtype Output: Hashable, Sendable

  /// The machine before any command.
  init()

  /// Executes a command. The state after it and the output depend on nothing but the state before it and the command.
  mutating func apply(_ command: Command) -> Output
}
