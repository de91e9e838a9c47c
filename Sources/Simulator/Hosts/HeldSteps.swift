import RaftCore
import TraceChecker

/// A step that a server has taken, but whose effects must wait until what it wrote, and what was written before it, is
/// durable.
struct HeldStep {
  var taken = TakenStep(.start)
  /// The number of the last record that it waits for.
  var record = 0
  /// When it was taken.
  var time = 0
}

/// The place of a step that is held.
struct HeldPlace<Effects: CoreEffects>: ~Copyable {
  var step = HeldStep()
  /// The step, as it will be reported.
  var event = Cell(TraceEvent())
  /// What it asks for; its timers are set already.
  var effects = Effects()
  /// The place of the next step of the same server.
  var next = none
}

/// A number that no place has.
private let none = UInt32.max

/// The steps that wait for the disks, those of each server in their order.
///
/// Places are reused, the one that was freed last first: a run allocates only until there are enough of them.
struct HeldSteps<Effects: CoreEffects>: ~Copyable {
  private var places = Slab<HeldPlace<Effects>>()
  /// Places that hold no step. They stay in the slab: removing one would free its buffers.
  private var free: [UInt32] = []
  private var lines: Row<(first: UInt32, last: UInt32)>
  /// Whether disks are slow, so that steps may have to wait.
  let isUsed: Bool

  init(servers: Int, isUsed: Bool) {
    lines = Row(Array(repeating: (none, none), count: servers))
    self.isUsed = isUsed
  }

  /// Whether a step of `server` waits.
  func isHolding(_ server: ServerID) -> Bool { lines[server].first != none }

  /// The step of `server` that waits longest.
  /// - Precondition: there is one.
  func first(of server: ServerID) -> HeldStep { places[lines[server].first].step }

  /// Whether that one writes itself, and does not only wait for earlier ones.
  /// - Precondition: there is one.
  func firstWrites(of server: ServerID) -> Bool { places[lines[server].first].effects.writes }

  /// Adds a step of `server` after those that wait: `event` and `effects` are exchanged for others, whose buffers can
  /// be used for the next step. O(1) amortized.
  mutating func append(
    _ server: ServerID, _ step: HeldStep, _ event: inout Cell<TraceEvent>, _ effects: inout Effects
  ) {
    assert(
      lines[server].last == none || places[lines[server].last].step.record <= step.record,
      "steps of a server wait in the order of what they wrote")
    let place = takePlace()
    swap(&places[place].event, &event)
    swap(&places[place].effects, &effects)
    places[place].step = step
    places[place].next = none
    if lines[server].last != none { places[lines[server].last].next = place } else { lines[server].first = place }
    lines[server].last = place
  }

  private mutating func takePlace() -> UInt32 { free.popLast() ?? places.insert(HeldPlace()) }

  /// Removes the step of `server` that waits longest, and puts it into `event` and `effects`. O(1).
  /// - Precondition: there is one.
  mutating func removeFirst(
    _ server: ServerID, _ event: inout Cell<TraceEvent>, _ effects: inout Effects
  ) -> HeldStep {
    let place = lines[server].first
    assert(place != none && !free.contains(place), "a step of the server is held")
    lines[server].first = places[place].next
    if lines[server].first == none { lines[server].last = none }
    swap(&places[place].event, &event)
    swap(&places[place].effects, &effects)
    free.append(place)
    return places[place].step
  }
}
