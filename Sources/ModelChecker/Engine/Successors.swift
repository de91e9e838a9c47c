/// The steps from the states of a part of the frontier, as a model reports them: all are counted, and those that lead
/// to a state which may be new are kept.
public struct Successors: ~Copyable {
  /// The steps that lead to states that may be new, in their order.
  private(set) var candidates = Buffer<Candidate>()
  /// The first step that violates a property, if one does.
  private(set) var violation: BrokenStep?
  /// The place of the state whose steps are being added.
  private var parent: UInt32 = 0

  private var stepCounts = Buffer<Int>(repeating: 0, count: Successors.mostKinds)
  private var judgedCounts = JudgedCounts()

  /// What was counted since the mark, so that it can be taken back.
  private var journal = Buffer<Count>()
  private var marked = 0
  private var markedViolation: BrokenStep?

  private static let mostKinds = 64

  /// A step to a state that may be new.
  struct Candidate: BitwiseCopyable {
    /// The fingerprint of the state.
    let fingerprint: UInt64
    let action: ModelAction
    /// The place in its part of the frontier of the state that the step was taken in.
    let parent: UInt32
  }

  /// A step that violates a property.
  struct BrokenStep: BitwiseCopyable {
    let parent: UInt32
    /// The step; `nil` if the state itself violates the property.
    let action: ModelAction?
    let property: Int
  }

  struct Count: BitwiseCopyable {
    let judged: UInt64
    let kind: Int
    let number: Int
  }

  /// No steps.
  init(kinds: Int) { precondition(kinds <= Successors.mostKinds) }
}

// MARK: - What a model reports

extension Successors {
  /// Adds a step that leads to another state within the bounds.
  /// - Parameters:
  ///   - action: the step.
  ///   - kind: the number of its kind, as the model counts kinds.
  ///   - judged: the properties that it tests or reaches, a bit each.
  ///   - fingerprint: the fingerprint of the state that it leads to.
  @inline(__always)
  public mutating func add(_ action: ModelAction, kind: Int, judged: UInt64, fingerprint: UInt64) {
    count(kind, judged, 1)
    candidates.append(Candidate(fingerprint: fingerprint, action: action, parent: parent))
  }

  /// Adds `count` steps that lead back to the state itself.
  @inline(__always)
  public mutating func addIdle(kind: Int, judged: UInt64, count number: Int = 1) { count(kind, judged, number) }

  /// Adds a step that leads beyond the bounds.
  @inline(__always)
  public mutating func addBeyond(kind: Int, judged: UInt64) { count(kind, judged, 1) }

  /// Reports that a step violates `property`. It counts as a step only if it is added too.
  public mutating func addViolation(_ action: ModelAction, property: Int) {
    if violation == nil { violation = BrokenStep(parent: parent, action: action, property: property) }
  }

  /// Reports that the state itself violates `property`.
  public mutating func addBrokenState(property: Int) {
    if violation == nil { violation = BrokenStep(parent: parent, action: nil, property: property) }
  }

  @inline(__always)
  private mutating func count(_ kind: Int, _ judged: UInt64, _ number: Int) {
    stepCounts[kind] += number
    judgedCounts.add(judged, number)
    journal.append(Count(judged: judged, kind: kind, number: number))
  }
}

// MARK: - What the engine asks

extension Successors {
  /// From now on steps are those of the state at `place`; all of them can be taken back by `rollBack`.
  @inline(__always)
  mutating func mark(_ place: Int) {
    parent = UInt32(truncatingIfNeeded: place)
    marked = candidates.count
    markedViolation = violation
    journal.removeAll()
  }

  /// Takes back all that was added since the mark.
  mutating func rollBack() {
    candidates.removeAll(from: marked)
    violation = markedViolation
    for count in journal.elements {
      stepCounts[count.kind] -= count.number
      judgedCounts.add(count.judged, -count.number)
    }
    journal.removeAll()
  }

  /// Forgets the steps; they stay counted.
  mutating func removeAll() {
    candidates.removeAll()
    violation = nil
    mark(0)
  }

  /// Adds what was counted to `tally`.
  func add(to tally: inout Tally) {
    for (kind, count) in stepCounts.elements.prefix(tally.steps.count).enumerated() { tally.steps[kind] += count }
    judgedCounts.forEach { properties, count in
      for property in tally.judged.indices where properties >> UInt64(property) & 1 != 0 {
        tally.judged[property] += count
      }
    }
  }

  /// All steps that were counted.
  var stepCount: Int { stepCounts.elements.reduce(0, +) }
}

/// Steps by the kind of action, and how often each property was tested or reached.
struct Tally: Equatable, Sendable {
  var steps: [Int]
  var judged: [Int]
}

extension Tally {
  init(kinds: Int, properties: Int) {
    self.init(steps: Array(repeating: 0, count: kinds), judged: Array(repeating: 0, count: properties))
  }
}
