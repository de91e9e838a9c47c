/// Decides whether a client history is linearizable: whether it can be explained by an object that executes one
/// operation after the other, each at one moment between its invocation and its completion.
public enum Linearizability {
  /// How much may be spent on a verdict. What is left without one is `inconclusive`.
  ///
  /// Steps and bytes, not seconds: the same history gets the same verdict everywhere.
  public struct Budget: Sendable {
    /// How many steps of the model may be tried.
    public var steps: Int
    /// How much memory the search may take, in bytes, beside the history.
    public var bytes: Int
    /// Asked now and then: whether to give up.
    public var isCancelled: @Sendable () -> Bool
    /// Called when an object is decided: how many are, of how many.
    public var onProgress: (@Sendable (_ decided: Int, _ objects: Int) -> Void)?

    /// A budget; without arguments a generous one.
    public init(
      steps: Int = 1_000_000_000, bytes: Int = 1 << 30, isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
      self.steps = steps
      self.bytes = bytes
      self.isCancelled = isCancelled
    }
  }

  /// The result of a check.
  public struct Verdict: Hashable, Sendable {
    /// Whether the history is linearizable, as far as that was decided.
    public internal(set) var outcome: Outcome
    /// How the last object that was judged was decided.
    public internal(set) var method: Method
    /// How many steps of the model were tried by the search.
    public internal(set) var steps = 0
    /// The most memory that the search of one object took, in bytes.
    public internal(set) var bytes = 0
    /// The number of objects: of keys, for a model with keys.
    public internal(set) var objects = 1
    /// The names of the keys that the budget did not suffice for; an empty name if there are no keys. After a
    /// violation, one of them may have an earlier one.
    public internal(set) var undecided: [String] = []

    /// Whether the history is linearizable: known for sure.
    public var isLinearizable: Bool { outcome == .linearizable }
    /// Why it is not, if that is known for sure.
    public var violation: Violation? {
      if case .violation(let violation) = outcome { violation } else { nil }
    }
  }

  /// Whether a history is linearizable.
  public enum Outcome: Hashable, Sendable {
    /// Some order of the operations explains all outputs.
    case linearizable
    /// No order of the operations does.
    case violation(Violation)
    /// The budget was spent before that was decided.
    case inconclusive(Shortage)
  }

  /// What a budget had too little of.
  public enum Shortage: String, Hashable, Sendable {
    case steps, memory, time
  }

  /// The ways to a verdict.
  public enum Method: String, Hashable, Sendable {
    /// An order of the operations that was given.
    case witness
    /// The zones of Gibbons and Korach, for registers that are only read and written.
    case zones
    /// The search for an order.
    case search
  }

  /// Why a history is not linearizable.
  public struct Violation: Hashable, Sendable {
    /// The number of the operation that cannot be explained: with its completion, the history is not linearizable any
    /// more.
    public internal(set) var call: Int
    /// The time of its completion.
    public internal(set) var time: Int
    /// Whether every shorter prefix is linearizable: otherwise the budget was spent before that was known.
    public internal(set) var isEarliest: Bool
    /// The possible states of the object then, in words; not all if there are many, none if they are not known.
    public internal(set) var states: [String]
    /// The numbers of the operations that were open then.
    public internal(set) var concurrent: [Int]
    /// The violation in words.
    public internal(set) var text: String
  }
}
