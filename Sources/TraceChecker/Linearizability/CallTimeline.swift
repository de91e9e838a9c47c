/// The operations of a history, and which of them are open at a position on the timeline, which can move in both
/// directions.
struct CallTimeline<Slots: SlotSet> {
  /// What is to be known of each operation, and of all.
  private let plan: SlotPlan
  private let timeline: Timeline
  /// The open operation that has each slot.
  private var holders: [UInt32]

  /// The place: the events before it have happened.
  private(set) var position = 0
  /// The slots of the open operations.
  private(set) var open: Slots
  /// Those of them that only observe.
  private(set) var observers: Slots

  init(_ timeline: Timeline, _ plan: SlotPlan) {
    self.timeline = timeline
    self.plan = plan
    holders = [UInt32](repeating: 0, count: plan.width)
    open = Slots(width: plan.width)
    observers = open
  }

  /// How many slots there are.
  var width: Int { plan.width }
  /// The first slot of an operation that never completes.
  var lasting: Int { plan.lasting }

  /// Whether all has happened.
  var isAtEnd: Bool { position == timeline.events.count }

  /// The operation that has a slot.
  @inline(__always)
  func call(in slot: Int) -> Int { Int(holders[slot]) }

  /// The slot of the operation that ends next.
  @inline(__always)
  var endingSlot: Int { Int(plan.slots[timeline.call(at: position)]) }

  /// Whether an operation is open forever.
  @inline(__always)
  func neverEnds(_ call: Int) -> Bool { plan.traits[call] & SlotPlan.neverEnds != 0 }

  /// The slot of the last operation before `call` that is equal to it and is open forever too.
  func twin(of call: Int) -> Int? {
    plan.traits[call] & SlotPlan.hasTwin == 0 ? nil : plan.twins[UInt32(call)].map { Int($0) }
  }

  /// Passes invocations, and completions of operations that are taken. Stops after the invocation of an operation that
  /// only observes, and returns its slot; otherwise before the completion of an operation that is not taken, or at the
  /// end of all.
  @inline(__always)
  mutating func proceed(_ taken: inout Slots) -> Int? {
    while position < timeline.events.count {
      let call = timeline.call(at: position)
      let traits = plan.traits[call]
      if traits & SlotPlan.idle != 0 {
        position += 1
        continue
      }
      let slot = Int(plan.slots[call])
      if timeline.isReturn(at: position) {
        guard taken.contains(slot) else { return nil }
        taken.remove(slot)
        close(slot)
        position += 1
      } else {
        begin(call, slot, traits)
        position += 1
        if traits & SlotPlan.observes != 0 { return slot }
      }
    }
    return nil
  }

  /// Goes back to a place. O(events between).
  @inline(__always)
  mutating func rewind(to place: Int) {
    while position > place {
      position -= 1
      let call = timeline.call(at: position)
      let traits = plan.traits[call]
      if traits & SlotPlan.idle != 0 { continue }
      let slot = Int(plan.slots[call])
      if timeline.isReturn(at: position) { begin(call, slot, traits) } else { close(slot) }
    }
  }

  @inline(__always)
  private mutating func begin(_ call: Int, _ slot: Int, _ traits: UInt8) {
    holders[slot] = UInt32(truncatingIfNeeded: call)
    open.insert(slot)
    if traits & SlotPlan.observes != 0 { observers.insert(slot) }
  }

  @inline(__always)
  private mutating func close(_ slot: Int) {
    open.remove(slot)
    observers.remove(slot)
  }
}

/// Which slot each operation has while it is open, and what else a search wants to know of it.
struct SlotPlan: Sendable {
  private(set) var slots: [UInt32]
  private(set) var traits: [UInt8]
  /// For operations that are open forever, the slot of the last equal one.
  private(set) var twins: [UInt32: UInt32] = [:]
  /// The first slot of an operation that is open forever. These have slots of their own, after the others.
  private(set) var lasting = 0
  /// How many slots there are.
  private(set) var width = 0

  /// It only observes.
  static let observes: UInt8 = 1
  /// It is open forever.
  static let neverEnds: UInt8 = 2
  /// Some operation before it is equal, and open forever too.
  static let hasTwin: UInt8 = 4
  /// It is possible always and changes nothing: there is nothing to find out about it.
  static let idle: UInt8 = 8

  /// O(n).
  init<Model>(_ history: ClientHistory<Model>, _ model: Model, _ timeline: Timeline) {
    traits = history.calls.indices.map { Self.traits(of: history.calls[$0], model, $0, timeline) }
    slots = [UInt32](repeating: 0, count: traits.count)
    share(timeline)
    var last: [Model.Operation: UInt32] = [:]
    for call in traits.indices where traits[call] & (Self.neverEnds | Self.idle) == Self.neverEnds {
      slots[call] = UInt32(width)
      width += 1
      pair(call, history.calls[call].operation, &last)
    }
  }

  /// Gives slots to the operations that end, one after the other.
  private mutating func share(_ timeline: Timeline) {
    var free: [UInt32] = []
    for position in timeline.events.indices {
      let call = timeline.call(at: position)
      if traits[call] & (Self.neverEnds | Self.idle) != 0 { continue }
      if timeline.isReturn(at: position) {
        free.append(slots[call])
      } else {
        slots[call] = free.popLast() ?? UInt32(lasting)
        lasting = max(lasting, Int(slots[call]) + 1)
      }
    }
    width = lasting
  }

  private static func traits<Model>(
    of call: ClientHistory<Model>.Call, _ model: Model, _ number: Int, _ timeline: Timeline
  ) -> UInt8 {
    let observes = model.onlyObserves(call.operation, giving: call.output)
    if observes, call.output == nil { return idle }
    return (observes ? self.observes : 0) | (call.returned == nil ? neverEnds : 0)
  }

  private mutating func pair<Operation: Hashable>(
    _ call: Int, _ operation: Operation, _ last: inout [Operation: UInt32]
  ) {
    if let twin = last[operation] {
      twins[UInt32(call)] = twin
      traits[call] |= Self.hasTwin
    }
    last[operation] = slots[call]
  }
}
