import RaftCore
import Simulator
import TraceChecker

/// Asks the trace checker for its judgement of steps: of the step alone, for the invariants that look at one server, and of
/// the step in its scene, for the others. Each is asked once.
struct Judge: Sendable {
  /// All invariants, in the order of their numbers as properties.
  let invariants: [any Invariant]
  private var own: Checker
  private var all: Checker
  private let ownNumbers: [Int]
  private let allNumbers: [Int]
  private var tellings: [TraceEvent] = []
  private var numbers: [Telling: UInt32] = [:]

  /// What of a step the checks of the whole cluster look at.
  private struct Telling: Hashable {
    let server: Int
    let action: Action
    let kind: TraceMessage.Kind?
    /// Of a message with a term that its sender does not have, both.
    let sender: Int
    let term: Int
    let before: UInt32
    let after: UInt32
  }

  init(servers: Int, invariants: [any Invariant]) {
    self.invariants = invariants
    ownNumbers = invariants.indices.filter { type(of: invariants[$0]).scope == .server }
    allNumbers = invariants.indices.filter { type(of: invariants[$0]).scope == .cluster }
    own = Checker(servers: servers, invariants: ownNumbers.map { invariants[$0] }, tellsSent: true)
    all = Checker(servers: servers, invariants: allNumbers.map { invariants[$0] })
  }

  /// The memory, in bytes, roughly.
  var memory: Int { tellings.count * 1000 }

  /// The bit of the property that a leader is elected, and of that an entry is committed.
  var electedBit: UInt64 { 1 << UInt64(invariants.count) }
  var committedBit: UInt64 { 1 << UInt64(invariants.count + 1) }

  /// What a step tests of which there is nothing to see: whether it conforms to the specification.
  var idleMask: UInt64 { mask(ownNumbers, .deviation) }

  /// The properties, in the order of their numbers.
  var properties: [ModelProperty] {
    invariants.map { ModelProperty(type(of: $0).name, .always) } + [
      ModelProperty("LeaderElected", .reachable), ModelProperty("EntryCommitted", .reachable),
    ]
  }

  /// Judges a step by what its own server sees.
  /// - Returns: the properties that it tests, the number of the one that it breaks, and whether the others want to see it.
  mutating func judge(
    _ event: TraceEvent, of server: Standing.Server, isAhead: Bool
  ) -> (tested: UInt64, broken: UInt32, isTelling: Bool) {
    var standing = Standing(servers: own.history.servers.count)
    standing.servers[event.server] = server
    if event.action == .receive {
      standing.messages = [event.message]
      if !isAhead { standing.servers[event.message.from].state.term = event.message.term }
    }
    own.stand(at: standing)
    let changes = own.transition(of: event).changes
    own.observe(event)
    let tested = mask(ownNumbers, changes.union(.deviation))
    let isTelling = changes.intersection([.vote, .newLeader, .commit]) != [] || mask(allNumbers, changes) != 0
    return (tested, number(own.violations, ownNumbers), isTelling)
  }

  /// The number under which a step can be judged in a scene.
  /// - Parameter isAhead: whether its message has a term that its sender does not have.
  mutating func telling(_ event: TraceEvent, from before: UInt32, to after: UInt32, isAhead: Bool) -> UInt32 {
    var event = event
    let kind = event.action == .receive ? event.message.kind : nil
    if !isAhead { event.message.term = 0 }
    let telling = Telling(
      server: event.server, action: event.action, kind: kind, sender: isAhead ? event.message.from : 0,
      term: isAhead ? event.message.term : 0, before: before, after: after)
    if let number = numbers[telling] { return number }
    numbers[telling] = UInt32(tellings.count)
    tellings.append(event)
    return UInt32(tellings.count - 1)
  }

  /// Judges a step in a scene.
  /// - Returns: the properties that it tests or reaches, the number of the one that it breaks, and what it leaves behind.
  mutating func judge(
    _ telling: UInt32, in standing: Standing
  ) -> (tested: UInt64, broken: UInt32, past: Past) {
    all.stand(at: standing)
    let event = tellings[Int(telling)]
    let change = all.transition(of: event)
    all.observe(event)
    var tested = mask(allNumbers, change.changes)
    if change.changes.contains(.newLeader) { tested |= electedBit }
    if change.changes.contains(.newlyCommitted) { tested |= committedBit }
    return (tested, number(all.violations, allNumbers), all.history.past)
  }

  private func mask(_ numbers: [Int], _ changes: Transition.Changes) -> UInt64 {
    numbers.reduce(0) {
      type(of: invariants[$1]).interests.isDisjoint(with: changes) ? $0 : $0 | 1 << UInt64($1)
    }
  }

  private func number(_ violations: [Violation], _ numbers: [Int]) -> UInt32 {
    numbers.first { number in violations.contains { $0.invariant == type(of: invariants[number]).name } }
      .map { UInt32($0) } ?? LocalStep.none
  }
}
