/// What an object does when one operation follows the other: the specification against which a concurrent history is
/// judged.
public protocol SequentialModel: Sendable {
  /// A state of the object; for a model with keys, of one key.
  associatedtype State: Hashable & Sendable
  /// What a client can ask for.
  associatedtype Operation: Hashable & Sendable
  /// What the caller receives.
  associatedtype Output: Hashable & Sendable

  /// The initial state of the object.
  var initial: State { get }

  /// Takes the step from `state`, if the operation can give `output` there; otherwise returns `false`, and leaves the
  /// state.
  /// - Parameters:
  ///   - operation: what the client asked for.
  ///   - output: `nil` if it is not known: then every output will do.
  ///   - state: the state before the operation, and after it.
  func apply(_ operation: Operation, giving output: Output?, to state: inout State) -> Bool

  /// Whether an operation that gives `output` leaves every state as it is in which it can give it: a read.
  func onlyObserves(_ operation: Operation, giving output: Output?) -> Bool

  /// The part of the object that an operation is about, if each part is an object of its own.
  func key(of operation: Operation) -> Int

  /// What the operation is to a register that is only read and written; `nil` if it is more than that.
  func registerRole(of operation: Operation, giving output: Output?) -> RegisterRole?

  /// What the operation does to a register that is a part of the object, whatever else it does; `nil` if there is none.
  /// Where that register alone cannot be explained, the object cannot.
  func shadowRole(of operation: Operation, giving output: Output?) -> RegisterRole?

  /// What the register has at first, for models with such roles.
  var registerInitial: Int? { get }

  /// A hash of the state. Equal states must have equal hashes.
  func hash(of state: State) -> UInt64

  /// The memory that a state takes beside its own value, in bytes, roughly.
  func weight(of state: State) -> Int

  /// The state in words that fit after "is".
  func words(for state: State) -> String
  /// The operation in words, with what it gave.
  func words(for operation: Operation, giving output: Output?) -> String
  /// The key in words; nothing for one object.
  func words(forKey key: Int) -> String
}

/// What an operation does to a register, one of those that the zone algorithm knows.
public enum RegisterRole: Hashable, Sendable {
  /// It sets the value.
  case write(Int?)
  /// It gives the value.
  case read(Int?)
  /// Neither: it is possible always, and changes nothing.
  case nothing
}

extension SequentialModel {
  /// All operations are about one object, unless a model says otherwise.
  public func key(of operation: Operation) -> Int { 0 }

  /// By default no operation is one of a plain register.
  public func registerRole(of operation: Operation, giving output: Output?) -> RegisterRole? { nil }

  /// By default the register that the whole object is, if it is one.
  public func shadowRole(of operation: Operation, giving output: Output?) -> RegisterRole? {
    registerRole(of: operation, giving: output)
  }

  /// By default the register is empty at first.
  public var registerInitial: Int? { nil }

  /// The standard library's hash, which differs from process to process; no result depends on it.
  public func hash(of state: State) -> UInt64 { UInt64(truncatingIfNeeded: state.hashValue) }

  /// By default a state takes no memory beside its own value.
  public func weight(of state: State) -> Int { 0 }

  /// By default the description of the state.
  public func words(for state: State) -> String { "\(state)" }

  /// By default the descriptions of the operation and of the output.
  public func words(for operation: Operation, giving output: Output?) -> String {
    output.map { "\(operation) → \($0)" } ?? "\(operation)"
  }

  /// By default keys have no names.
  public func words(forKey key: Int) -> String { "" }
}
