import RaftCore
import TraceChecker

/// A step that a server has taken, and that nobody may know of before what it wrote, or what was written before it, is
/// durable.
private struct HeldStep {
  /// The step, as the trace will tell it.
  var event = TraceEvent()
  /// What it asks for; its timers are set already.
  var effects = Effects()
  var action = Action.start
  var isElected = false
  /// The number of the last record that it waits for.
  var record = 0
  /// When it was taken.
  var time = 0
  /// The call whose request it took, if it took one.
  var call = Calls.Call()
  /// The next one of the same server.
  var next = -1

  /// Exchanges what it holds. The number of the last event stays where it is counted on.
  mutating func exchange(_ event: inout TraceEvent, _ effects: inout Effects) {
    let sequence = event.sequence
    swap(&self.event, &event)
    swap(&self.effects, &effects)
    event.sequence = sequence
  }
}

/// The steps that wait for the disks, those of each server in their order.
///
/// Places are used again, the one that became free last first: a run allocates only until there are enough of them.
struct HeldSteps {
  private var steps: [HeldStep] = []
  private var free: [Int] = []
  private var lines: [(first: Int, last: Int)]

  init(servers: Int) { lines = Array(repeating: (-1, -1), count: servers) }

  /// Whether a step of `server` waits.
  func isHolding(_ server: ServerID) -> Bool { lines[server].first >= 0 }

  /// The step of `server` that waits longest.
  /// - Precondition: there is one.
  func first(of server: ServerID) -> (record: Int, writes: Bool, time: Int) {
    let place = lines[server].first
    return (steps[place].record, steps[place].effects.writes, steps[place].time)
  }

  /// Adds a step of `server` behind those that wait: `event` and `effects` are exchanged for others, whose buffers can
  /// be used for the next step. O(1) amortised.
  mutating func append(
    _ server: ServerID, _ step: (action: Action, isElected: Bool, record: Int, time: Int, call: Calls.Call),
    _ event: inout TraceEvent, _ effects: inout Effects
  ) {
    let place = takePlace()
    steps[place].exchange(&event, &effects)
    (steps[place].action, steps[place].isElected) = (step.action, step.isElected)
    (steps[place].record, steps[place].time, steps[place].call) = (step.record, step.time, step.call)
    steps[place].next = -1
    if lines[server].last >= 0 { steps[lines[server].last].next = place } else { lines[server].first = place }
    lines[server].last = place
  }

  private mutating func takePlace() -> Int {
    if let place = free.popLast() { return place }
    steps.append(HeldStep())
    return steps.count - 1
  }

  /// Removes the step of `server` that waits longest, and puts it into `event` and `effects`. O(1).
  /// - Precondition: there is one.
  mutating func removeFirst(
    _ server: ServerID, _ event: inout TraceEvent, _ effects: inout Effects
  ) -> (action: Action, isElected: Bool, call: Calls.Call) {
    let place = lines[server].first
    lines[server].first = steps[place].next
    if lines[server].first < 0 { lines[server].last = -1 }
    steps[place].exchange(&event, &effects)
    free.append(place)
    return (steps[place].action, steps[place].isElected, steps[place].call)
  }
}
