/// The steps from the states of a part of the frontier, as a model tells them: those that lead to a state which may be
/// new are kept, all are counted.
public struct Successors: Sendable {
  /// The fingerprints of the states that may be new, in the order of the steps.
  var fingerprints: [UInt64] = []
  /// By the same order: the action of the step, and the place in its part of the state that it was taken in.
  var actions: [ModelAction] = []
  var parents: [UInt32] = []
  /// The steps taken, by the kind of action.
  var steps: [Int]
  /// How often each set of properties was tested or reached by a step.
  var judged: [UInt64: Int] = [:]
  /// The first step that breaks a property, if one does.
  var violation: BrokenStep?
  /// The place of the state whose steps are being added.
  var parent: UInt32 = 0

  /// A step that breaks a property.
  struct BrokenStep: Sendable {
    let parent: UInt32
    let action: ModelAction
    let property: Int
  }

  /// No steps.
  init(kinds: Int) { steps = Array(repeating: 0, count: kinds) }
}

extension Successors {
  /// Adds a step that leads to another state within the bounds, whose fingerprint is `fingerprint`.
  /// - Parameter judged: the properties that it tests or reaches, a bit each.
  @inline(__always)
  public mutating func add(_ action: ModelAction, kind: Int, judged: UInt64, fingerprint: UInt64) {
    count(kind, judged, 1)
    fingerprints.append(fingerprint)
    actions.append(action)
    parents.append(parent)
  }

  /// Adds `count` steps that lead back to the state itself.
  @inline(__always)
  public mutating func addIdle(kind: Int, judged: UInt64, count number: Int = 1) { count(kind, judged, number) }

  /// Adds a step that leads beyond the bounds.
  @inline(__always)
  public mutating func addBeyond(kind: Int, judged: UInt64) { count(kind, judged, 1) }

  /// Tells that a step breaks `property`. It counts as a step only if it is added too.
  public mutating func addViolation(_ action: ModelAction, kind: Int, property: Int) {
    if violation == nil { violation = BrokenStep(parent: parent, action: action, property: property) }
  }

  @inline(__always)
  private mutating func count(_ kind: Int, _ judged: UInt64, _ number: Int) {
    steps[kind] += number
    self.judged[judged, default: 0] += number
  }
}
