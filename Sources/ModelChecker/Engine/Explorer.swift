/// Explores the states of a model breadth first: all of them, within the bounds of the model and the limits below. A
/// counterexample is a shortest one, and nothing in the result depends on the number of threads.
public struct Explorer<M: Model>: Sendable {
  /// The model, before it has learned anything.
  public var model: M
  /// The number of threads.
  public var jobs = 1
  /// The depth to which states are looked for; `nil` for no limit. Steps from the states at that depth are not taken.
  public var depth: Int?
  /// The memory that may be used, in bytes; `nil` for no limit. The working memory of the threads, some megabytes, is
  /// not included.
  public var memoryLimit: Int?
  /// Whether it is kept by which step each state was found: without it there is no counterexample, and a state takes
  /// eight bytes less.
  public var keepsLinks = true
  /// Whether whole states decide what is new, and fingerprints are only checked. Slow and large.
  public var isExact = false

  /// An exploration of `model`.
  public init(_ model: M) { self.model = model }

  /// Explores the states of the model. O(steps).
  public func run(hooks: Exploration.Hooks = Exploration.Hooks()) -> Exploration { explore(hooks: hooks).result }

  /// Explores, and returns the model too, with all that it has learned: what the actions of a path mean may depend on
  /// it.
  public func explore(hooks: Exploration.Hooks = Exploration.Hooks()) -> (result: Exploration, model: M) {
    let run = ExplorationRun(self, hooks)
    return (run.run(), run.model)
  }
}

extension Exploration {
  /// Functions of the caller that an exploration calls between rounds, on the thread that called `run`.
  public struct Hooks {
    /// Whether to end, and why.
    public var shouldStop: () -> StopReason? = { nil }
    /// Called after each round.
    public var progress: (Progress) -> Void = { _ in }

    /// Hooks that do nothing.
    public init() {}
  }

  /// The progress of an exploration.
  public struct Progress: Hashable, Sendable {
    /// The depth of the states that are being expanded.
    public let depth: Int
    /// The initial states and all steps.
    public let generated: Int
    /// The states that were found.
    public let distinct: Int
    /// The states that were not yet expanded.
    public let waiting: Int
    /// The memory in use, in bytes.
    public let memory: Int
  }
}
