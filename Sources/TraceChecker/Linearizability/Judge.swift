/// Judges a history of one object, by whatever is quickest.
struct Judge<Space: StateSpace> {
  typealias Model = Space.Model

  private let model: Model
  private let history: ClientHistory<Model>
  private let timeline: Timeline
  private let budget: Linearizability.Budget

  private(set) var steps = 0
  private(set) var bytes = 0
  /// What there was too little of to know whether the violation is the earliest one.
  private(set) var shortage: Linearizability.Shortage?
  private(set) var method = Linearizability.Method.search

  init(_ model: Model, _ history: ClientHistory<Model>, _ budget: Linearizability.Budget) {
    self.model = model
    self.history = history
    self.budget = budget
    timeline = Timeline(history)
  }

  /// Judges the history.
  /// - Parameter usesZones: whether the zones may decide, where they can.
  mutating func outcome(usesZones: Bool = true) -> Linearizability.Outcome {
    if usesZones, let zones = Zones(history, model, timeline) {
      method = .zones
      guard let position = zones.firstViolation() else { return .linearizable }
      return .violation(violation(at: position, isEarliest: true, states: states(at: position)))
    }
    if usesZones, let violation = shadowViolation() { return .violation(violation) }
    let ending = search(through: timeline.events.count - 1)
    switch ending.result {
    case true?: return .linearizable
    case nil: return .inconclusive(ending.shortage ?? .steps)
    case false?: return .violation(earliest(ending))
    }
  }

  /// What the zones of a part of the object show, if they show a violation that no earlier one of the whole precedes. A
  /// search would find it too, but where many operations never completed it may take too long.
  private mutating func shadowViolation() -> Linearizability.Violation? {
    guard let zones = Zones(history, model, timeline, isShadow: true), let position = zones.firstViolation() else {
      return nil
    }
    // What an open operation will give is not known in a prefix, and may explain it: the search decides where it can.
    let (before, here) = (search(through: position - 1), search(through: position))
    guard before.result != false, here.result != true else { return nil }
    method = .zones
    shortage = before.shortage ?? here.shortage
    return violation(at: position, isEarliest: before.result == true && here.result == false, states: here.states)
  }

  /// The first prefix that cannot be linearized, given that the history cannot.
  private mutating func earliest(_ ending: Ending) -> Linearizability.Violation {
    Space.looksAhead ? earliestAfter(ending.farthest) : earliestFrom(ending)
  }

  /// The search knew the outputs of operations that were still open where it got stuck; a prefix lacks these, and may
  /// be linearizable. It is not once all of those operations have ended whose outputs show anything.
  private mutating func earliestFrom(_ ending: Ending) -> Linearizability.Violation {
    let stuck = ending.farthest
    var (good, bad) = (stuck - 1, lastToReport(after: stuck))
    var states = bad == stuck ? ending.states : nil
    // The place itself is the likeliest.
    var next = stuck
    while bad - good > 1 {
      let prefix = search(through: next)
      guard let isLinearizable = prefix.result else {
        shortage = prefix.shortage
        return violation(at: lastEnd(through: bad), isEarliest: false, states: states ?? [])
      }
      if isLinearizable { good = next } else { (bad, states) = (next, prefix.states) }
      next = (good + bad) / 2
    }
    return violation(at: bad, isEarliest: true, states: states ?? self.states(at: bad))
  }

  /// The earliest violation after the place where a search that looks ahead got stuck: mostly near, but it can be far.
  private mutating func earliestAfter(_ stuck: Int) -> Linearizability.Violation {
    var (good, bad) = (max(0, stuck) - 1, timeline.events.count - 1)
    var stride = 1
    while bad - good > 1 {
      let next = min(good + stride, (good + bad) / 2)
      let prefix = search(through: next)
      guard let isLinearizable = prefix.result else {
        shortage = prefix.shortage
        return violation(at: lastEnd(through: bad), isEarliest: false, states: [])
      }
      if isLinearizable { (good, stride) = (next, 2 * stride) } else { bad = next }
    }
    bad = lastEnd(through: bad)
    return violation(at: bad, isEarliest: true, states: view(from: bad))
  }

  /// The last completion of an operation up to a place. Operations that only begin after it violate nothing.
  private func lastEnd(through position: Int) -> Int {
    timeline.events.indices.prefix(position + 1).last { timeline.isReturn(at: $0) } ?? position
  }

  /// The last completion of the operations that are open at a place and whose completion shows more than their
  /// invocation did.
  private func lastToReport(after position: Int) -> Int {
    var last = position
    for call in 0..<timeline.invocations(through: position) {
      let (end, content) = (timeline.returnPosition(of: call), history.calls[call])
      guard end != Timeline.never, end > last else { continue }
      // A plain write is always possible, and a read that has not ended says nothing.
      if case .write = model.registerRole(of: content.operation, giving: content.output) { continue }
      if !model.onlyObserves(content.operation, giving: nil) { last = end }
    }
    return last
  }

  /// The possible states of the object before an operation ended, as far as a short search finds them.
  private mutating func states(at position: Int) -> [String] {
    let ending = search(through: position)
    return ending.result == false ? ending.states : []
  }

  /// The possible states of the object before the completion of the first operation that cannot be explained.
  private mutating func view(from position: Int) -> [String] {
    var prefix = history.prefix(timeline, through: position)
    let call = timeline.call(at: position)
    // Without its answer a read would say nothing; all else can have had its effect before it was known what it gives.
    if !model.onlyObserves(prefix.calls[call].operation, giving: nil) { prefix.calls[call].output = nil }
    let ending = search(prefix, Timeline(prefix), viewpoint: position)
    return ending.farthest == position ? ending.states : []
  }

  private func violation(at position: Int, isEarliest: Bool, states: [String]) -> Linearizability.Violation {
    let call = timeline.call(at: position)
    let open = history.calls.indices.prefix(timeline.invocations(through: position)).filter {
      $0 != call && timeline.returnPosition(of: $0) > position
    }
    return ViolationWords(model, history).violation(
      call: call, time: history.calls[call].returned ?? 0, isEarliest: isEarliest, states: states, concurrent: open)
  }

  // MARK: The search

  /// How a search ended.
  struct Ending {
    var result: Bool?
    var shortage: Linearizability.Shortage?
    var farthest = -1
    var states: [String] = []
  }

  /// Searches the history up to an event, with what was known then.
  private mutating func search(through position: Int) -> Ending {
    if position == timeline.events.count - 1 { return search(history, timeline) }
    let prefix = history.prefix(timeline, through: position)
    return search(prefix, Timeline(prefix))
  }

  /// - Parameter viewpoint: the last event, if only the possible states there are wanted, whatever its output.
  private mutating func search(
    _ history: ClientHistory<Model>, _ timeline: Timeline, viewpoint: Int? = nil
  ) -> Ending {
    let plan = SlotPlan(history, model, timeline)
    var space = Space(model, history)
    space.lookAhead(timeline, before: viewpoint ?? timeline.events.count)
    return plan.width <= NarrowSlots.widest
      ? run(Search<Space, NarrowNumbering>(space, CallTimeline(timeline, plan), budget, viewpoint: viewpoint))
      : run(Search<Space, WideNumbering>(space, CallTimeline(timeline, plan), budget, viewpoint: viewpoint))
  }

  private mutating func run<Numbering>(_ search: consuming Search<Space, Numbering>) -> Ending {
    let result = search.run()
    steps += search.steps
    bytes = max(bytes, search.bytes)
    return Ending(
      result: result, shortage: search.shortage, farthest: search.farthest,
      states: search.states.map { search.space.words(for: $0) })
  }
}
