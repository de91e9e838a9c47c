import RaftCore
import Simulator
import TraceChecker

/// The search for violations in a bounded cluster.
public struct ClusterSearch: Sendable {
  /// The cluster.
  public var cluster: BoundedCluster
  /// What is left out of its states.
  public var reductions = Reductions()
  /// What is checked.
  public var invariants: [any Invariant] = Checker.standardInvariants

  /// A search in `cluster`.
  public init(_ cluster: BoundedCluster) { self.cluster = cluster }

  /// The hooks of an exploration.
  public typealias Hooks = Explorer<ClusterModel>.Hooks

  /// Where the limits of an exploration lie: see `Explorer`.
  public struct Limits: Sendable {
    /// The number of threads.
    public var jobs = 1
    /// The greatest depth; `nil` for none.
    public var depth: Int?
    /// The most memory, in bytes; `nil` for no limit.
    public var memory: Int?
    /// Whether a counterexample is wanted.
    public var keepsLinks = true
    /// Whether whole states are compared.
    public var isExact = false

    /// One thread, and no limits.
    public init() {}
  }

  /// Explores every state. O(steps).
  public func explore(_ limits: Limits, hooks: Hooks = Hooks()) -> Exploration {
    var explorer = Explorer(ClusterModel(cluster, reductions: reductions, invariants: invariants))
    explorer.jobs = limits.jobs
    explorer.depth = limits.depth
    explorer.memoryLimit = limits.memory
    explorer.keepsLinks = limits.keepsLinks
    explorer.isExact = limits.isExact
    return explorer.run(hooks: hooks)
  }
}
