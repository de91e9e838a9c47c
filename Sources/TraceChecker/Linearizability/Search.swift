/// The search for an order of the operations that explains what they gave: depth first, and never twice in one
/// configuration.
///
/// It walks along the timeline. An operation that ends must have been taken into the order by then, itself last: until
/// that is so, it and any other open operation may be taken. A configuration is a place on the timeline, the open
/// operations already taken, and the state. Whether a prefix can be linearized is whether any configuration comes
/// beyond its last event.
///
/// What need not be tried:
/// - an open operation that only observes is taken as soon as it fits: waiting could only lose;
/// - an operation that never completes is not taken where it changes nothing, nor, of equal ones, before an earlier
///   one;
/// - nor is, after such an operation, anything taken that could as well have been taken without it;
/// - a configuration is as good as one that differs only in having taken more operations that never complete;
/// - a state from which it is known that something cannot be explained that is yet to be taken leads nowhere.
struct Search<Space: StateSpace, Numbering: SlotNumbering> {
  typealias Slots = Numbering.Slots

  /// A configuration whose next operation is to be chosen.
  private struct Frame {
    var position: Int
    var state: UInt32
    var taken: Slots
    /// The operations that are yet to be tried.
    var untried: Slots
    /// Whether only operations are tried that let the one that ends end. They come first.
    var isDirect = true
    /// The state before the operation that led here, if that operation never completes and nothing was taken along.
    var without: UInt32?
  }

  private(set) var space: Space
  private var line: CallTimeline<Slots>
  private var numbering: Numbering
  private var visited = VisitedSet()
  private var stack: [Frame] = []
  private let budget: Linearizability.Budget

  private(set) var steps = 0
  private(set) var shortage: Linearizability.Shortage?
  /// The latest completion of an operation that the search has reached.
  private(set) var farthest = -1
  /// The states there, in the order in which they were found: at most `statesLimit`.
  private(set) var states: [UInt32] = []
  /// The last completion of an operation, if only the possible states of the object there are wanted; `nil` if an order
  /// is.
  private let viewpoint: Int?
  /// The number of steps in which the search reached `farthest`.
  private var stepsToFarthest = 0

  /// After which step to look at the memory and the clock.
  private var nextLook = 0

  private static var stepsBetweenLooks: Int { 4096 }
  static var statesLimit: Int { 6 }
  /// The most steps that are taken to find possible states of the object, once there is known to be one.
  private static var stepsOfView: Int { 1 << 16 }

  init(_ space: Space, _ calls: CallTimeline<Slots>, _ budget: Linearizability.Budget, viewpoint: Int? = nil) {
    self.viewpoint = viewpoint
    self.space = space
    line = calls
    numbering = Numbering(lasting: calls.lasting)
    self.budget = budget
  }

  /// The memory that it takes, in bytes.
  var bytes: Int {
    visited.bytes + space.bytes + numbering.bytes + stack.capacity * MemoryLayout<Frame>.stride
  }

  /// Whether there is such an order; `nil` if the budget was spent before that was known.
  mutating func run() -> Bool? {
    if advance(Space.initial, Slots(width: line.width), without: nil) { return true }
    while shortage == nil, let top = stack.indices.last {
      if step(top) { return true }
    }
    return shortage == nil ? false : nil
  }

  /// Tries the next operation of the frame on top. Returns whether the end was reached.
  private mutating func step(_ top: Int) -> Bool {
    line.rewind(to: stack[top].position)
    guard let slot = stack[top].untried.popFirst() else {
      nextRound(top)
      return false
    }
    let (state, taken) = (stack[top].state, stack[top].taken)
    let call = line.call(in: slot)
    guard let next = attempt(call, state, taken, without: stack[top].without) else { return false }
    var nowTaken = taken
    nowTaken.insert(slot)
    let alone = nowTaken
    if next != state, space.isLost(next, at: line.position) || !takeObservers(next, &nowTaken) { return false }
    // The other round takes those that this one leaves.
    guard nowTaken.contains(line.endingSlot) == stack[top].isDirect else { return false }
    return advance(next, nowTaken, without: line.neverEnds(call) && nowTaken == alone ? state : nil)
  }

  /// Begins with the operations that only prepare, or gives the frame up.
  private mutating func nextRound(_ top: Int) {
    if stack[top].isDirect {
      stack[top].isDirect = false
      stack[top].untried = line.open.subtracting(stack[top].taken)
    } else {
      stack.removeLast()
    }
  }

  /// The state after an operation, if it is possible and worth a try.
  @inline(__always)
  private mutating func attempt(_ call: Int, _ state: UInt32, _ taken: Slots, without: UInt32?) -> UInt32? {
    steps += 1
    guard let next = space.next(state, call) else { return nil }
    if line.neverEnds(call) {
      if next == state { return nil }
      if let twin = line.twin(of: call), !taken.contains(twin) { return nil }
    }
    if let without, space.next(without, call) == next { return nil }
    return next
  }

  /// Takes what only observes and fits. Returns whether what does not may yet do so.
  private mutating func takeObservers(_ state: UInt32, _ taken: inout Slots) -> Bool {
    var waiting = line.observers.subtracting(taken)
    while let slot = waiting.popFirst() {
      let call = line.call(in: slot)
      steps += 1
      if space.next(state, call) != nil {
        taken.insert(slot)
      } else if space.isLost(state, for: call, at: line.position) {
        return false
      }
    }
    return true
  }

  /// Moves to the next completion of an operation that is not taken, and puts a frame there if that is new. Returns
  /// whether there is no such end.
  private mutating func advance(_ state: UInt32, _ taken: Slots, without: UInt32?) -> Bool {
    var taken = taken
    let start = line.position
    while let slot = line.proceed(&taken) {
      // An operation began that only observes.
      steps += 1
      if space.next(state, line.call(in: slot)) != nil { taken.insert(slot) }
    }
    if line.isAtEnd, viewpoint == nil { return true }
    note(state)
    if line.isAtEnd { return false }
    let place = UInt64(line.position) << 32 | UInt64(state)
    if isExhausted() || !visited.insert(place, numbering.number(of: taken), numbering) { return false }
    stack.append(
      Frame(
        position: line.position, state: state, taken: taken, untried: direct(taken),
        without: line.position == start ? without : nil))
    return false
  }

  /// The operations that could let the one that ends end: itself, or what makes way for it if it only observes.
  @inline(__always)
  private func direct(_ taken: Slots) -> Slots {
    if line.observers.contains(line.endingSlot) { return line.open.subtracting(taken) }
    var itself = Slots(width: line.width)
    itself.insert(line.endingSlot)
    return itself
  }

  private mutating func note(_ state: UInt32) {
    let position = min(line.position, viewpoint ?? .max)
    if position > farthest {
      farthest = position
      stepsToFarthest = steps
      states.removeAll(keepingCapacity: true)
    }
    if position == farthest, states.count < Self.statesLimit, !states.contains(state) { states.append(state) }
  }

  private var hasSeenEnough: Bool {
    farthest == viewpoint && (states.count == Self.statesLimit || steps > stepsToFarthest + Self.stepsOfView)
  }

  private mutating func isExhausted() -> Bool {
    if steps > budget.steps || hasSeenEnough { shortage = .steps }
    if steps >= nextLook || visited.nextBytes > 0 {
      nextLook = steps + Self.stepsBetweenLooks
      if bytes + visited.nextBytes > budget.bytes { shortage = .memory }
      if budget.isCancelled() { shortage = .time }
    }
    return shortage != nil
  }
}
