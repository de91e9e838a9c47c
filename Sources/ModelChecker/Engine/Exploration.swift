/// The result of an exploration, the same at any number of threads.
public struct Exploration: Equatable, Sendable {
  /// The number of initial states that the model has.
  public internal(set) var initialStates = 0
  /// The number of initial states and of all steps, including those that lead back or beyond the bounds.
  public internal(set) var generated = 0
  /// The number of states found within the bounds, with different fingerprints (or different, if the exploration is
  /// exact).
  public internal(set) var distinct = 0
  /// The number of hashes of which a fingerprint is the least: 1 without symmetry.
  public internal(set) var fingerprintAlternatives = 1
  /// The number of states whose steps were taken.
  public internal(set) var expanded = 0
  /// The number of steps of each kind of action.
  public internal(set) var steps: [Int] = []
  /// The number of steps that tested or reached each property.
  public internal(set) var judged: [Int] = []
  /// The states that were found at each depth: the number of steps from an initial state. The last may be incomplete.
  public internal(set) var levels: [Int] = []
  /// The greatest depth to which all states were found.
  public internal(set) var depth = 0
  /// The memory that was used at the end.
  public internal(set) var memory = Memory()
  /// Why the exploration ended.
  public internal(set) var stopReason = StopReason.complete
  /// The number of the property that was violated, if one was.
  public internal(set) var brokenProperty: Int?
  /// A shortest path to the step that violates it, if the links were kept; with `Reductions.eagerSending`, steps that
  /// were taken at once are not counted.
  public internal(set) var counterexample: Path?
  /// The numbers of the properties that had to be reached and were not.
  public internal(set) var unreached: [Int] = []
  /// The errors of fingerprints, if the exploration was exact.
  public internal(set) var exactness: Exactness?
  /// What the search began with, if it was around a schedule.
  public internal(set) var scheduleStart: ScheduleStart?

  /// Why an exploration ends.
  public enum StopReason: Hashable, Sendable {
    /// Every state was found and every step was taken.
    case complete
    /// A property was violated.
    case violation
    /// The limit of the depth was reached.
    case depth
    /// The limit of the memory was reached.
    case memory
    /// The limit of the time was reached.
    case time
    /// The exploration was cancelled.
    case interrupted
  }

  /// Where the memory goes, in bytes.
  public struct Memory: Hashable, Sendable {
    /// The table of fingerprints of visited states.
    public internal(set) var fingerprints = 0
    /// The states that were found and not yet expanded.
    public internal(set) var frontier = 0
    /// The links: by which step each state was found.
    public internal(set) var links = 0
    /// The encodings of whole states, if the exploration is exact.
    public internal(set) var exact = 0
    /// The tables of the model.
    public internal(set) var model = 0

    /// The sum of all parts.
    public var total: Int { fingerprints + frontier + links + exact + model }
  }

  /// A behavior from an initial state on.
  public struct Path: Hashable, Sendable {
    /// The place of the initial state among those of the model.
    public let initial: Int
    /// The actions, in their order.
    public let actions: [ModelAction]
  }

  /// The errors of fingerprints.
  public struct Exactness: Hashable, Sendable {
    /// The number of states that would have been lost: new ones whose fingerprint was already known.
    public let collisions: Int
    /// The number of equal states with different fingerprints, which are flaws of the model.
    public let flaws: Int
  }
}

extension Exploration {
  /// The expected number of states that are lost because two of them have the same fingerprint, if hashes are random:
  /// the number of pairs of states, divided by 2^64. The least of r hashes is not uniformly distributed: two of them
  /// are equal r²/(2r-1) times as often. A small value is also the probability that any state is lost.
  public var expectedCollisions: Double {
    let least = Double(fingerprintAlternatives)
    return Double(distinct) * Double(max(0, distinct - 1)) / 2 / 0x1p64 * least * least / (2 * least - 1)
  }
}

/// The result of any search through a model.
public protocol SearchOutcome {
  /// The number of steps of each kind of action.
  var steps: [Int] { get }
  /// The number of steps that tested or reached each property.
  var judged: [Int] { get }
  /// The numbers of the properties that had to be reached and were not.
  var unreached: [Int] { get }
  /// The number of the property that was violated, if one was.
  var brokenProperty: Int? { get }
  /// The path to the step that violates it.
  var counterexample: Exploration.Path? { get }
  /// Why the search ended.
  var stopReason: Exploration.StopReason { get }
  /// What the search began with, if it was around a schedule.
  var scheduleStart: ScheduleStart? { get }
}

/// A result that is made up without a search.
protocol WritableSearchOutcome: SearchOutcome {
  var steps: [Int] { get set }
  var judged: [Int] { get set }
  var brokenProperty: Int? { get set }
  var stopReason: Exploration.StopReason { get set }
  var scheduleStart: ScheduleStart? { get set }
}

extension Exploration: WritableSearchOutcome {}
extension WalksResult: WritableSearchOutcome {}
