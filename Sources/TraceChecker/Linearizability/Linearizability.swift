/// Whether what clients saw could have been seen of an object that does one operation after the other, each at one moment
/// between its begin and its end.
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

  /// What came of a check.
  public struct Verdict: Hashable, Sendable {
    /// The answer.
    public internal(set) var outcome: Outcome
    /// What gave it, for the last object that was judged.
    public internal(set) var method: Method
    /// How many steps of the model were tried by the search.
    public internal(set) var steps = 0
    /// The most memory that the search of one object took, in bytes.
    public internal(set) var bytes = 0
    /// How many objects there are: keys.
    public internal(set) var objects = 1
    /// The names of the keys that the budget did not suffice for; an empty name if there are no keys. After a violation, one
    /// of them may have an earlier one.
    public internal(set) var undecided: [String] = []

    /// Whether the history is linearizable: known for sure.
    public var isLinearizable: Bool { outcome == .linearizable }
    /// Why it is not, if that is known for sure.
    public var violation: Violation? {
      if case .violation(let violation) = outcome { violation } else { nil }
    }
  }

  /// The answer.
  public enum Outcome: Hashable, Sendable {
    /// There is an order of the operations that explains all.
    case linearizable
    /// There is none.
    case violation(Violation)
    /// The budget was spent before one was found, or shown not to be.
    case inconclusive(Shortage)
  }

  /// What a budget had too little of.
  public enum Shortage: String, Hashable, Sendable {
    case steps, memory, time
  }

  /// The ways to a verdict.
  public enum Method: String, Hashable, Sendable {
    /// A given order of the operations.
    case witness
    /// The zones of Gibbons and Korach.
    case zones
    /// The search for an order.
    case search
  }

  /// Why a history is not linearizable.
  public struct Violation: Hashable, Sendable {
    /// The call that cannot be explained: with its end, the history cannot be linearized any more.
    public internal(set) var call: Int
    /// When it ended.
    public internal(set) var time: Int
    /// Whether every shorter prefix is linearizable: otherwise the budget was spent before that was known.
    public internal(set) var isEarliest: Bool
    /// The possible states of the object then, in words; not all if there are many, none if they are not known.
    public internal(set) var states: [String]
    /// The calls that were open then.
    public internal(set) var concurrent: [Int]
    /// All of it in words.
    public internal(set) var text: String
  }
}
