import RaftCore
import Simulator
import TraceChecker

/// Lets the trace checker judge steps: the step alone, for the invariants that look at one server, and the step in its
/// context, for the others. Each is judged once.
struct Judge: Sendable {
  /// All invariants, in the order of their numbers as properties.
  let checks: [any Check]
  private var own: Checker
  private var all: Checker
  /// The types of the invariants, kept because looking up a type each time costs more than using it.
  private let types: [any Check.Type]
  private let ownNumbers: [Int]
  private let allNumbers: [Int]
  /// What the checks of the whole cluster want to see.
  private let allInterests: Transition.Changes
  private var visibleSteps: [TraceEvent] = []
  private var numbers: [VisibleStep: UInt32] = [:]

  /// The parts of a step that the checks of the whole cluster look at.
  private struct VisibleStep: Hashable {
    let server: Int
    let action: Action
    let kind: TraceMessage.Kind?
    /// Of a message with a term that its sender does not have, both.
    let sender: Int
    let term: Int
    let before: UInt32
    let after: UInt32
  }

  /// A judge without the checks of whole runs: a state has no run.
  init(servers: Int, checks: [any Check]) {
    let checks = checks.ofSteps
    self.checks = checks
    let types = checks.map { type(of: $0) as any Check.Type }
    self.types = types
    ownNumbers = types.indices.filter { types[$0].scope == .server }
    allNumbers = types.indices.filter { types[$0].scope == .cluster }
    var interests = allNumbers.reduce(into: Transition.Changes()) { $0.formUnion(checks[$1].interests) }
    // The step alone does not show whether a log lacks what another server committed: any log that changes may.
    if interests.contains(.lacking) { interests.formUnion([.appended, .truncated]) }
    allInterests = interests
    own = Checker(servers: servers, checks: ownNumbers.map { checks[$0] }, recordsSent: true)
    all = Checker(servers: servers, checks: allNumbers.map { checks[$0] })
  }

  /// The memory, in bytes, roughly.
  var memory: Int { visibleSteps.count * 1000 }

  /// The numbers of the properties that a leader is elected, that an entry is committed, and that both are always
  /// possible.
  var electedNumber: Int { checks.count }
  var committedNumber: Int { checks.count + 1 }
  var progressNumber: Int { checks.count + 2 }

  /// What the delivery of a message tests that does nothing.
  var idleMask: UInt64 {
    var event = TraceEvent()
    event.action = .receive
    return tested(ownNumbers + allNumbers, event, [])
  }

  /// The name of the property that any majority can elect a leader and commit an entry.
  static let progressProperty = "AlwaysPossible"

  /// The properties, in the order of their numbers.
  static func properties(_ checks: [any Check], withProgress: Bool) -> [ModelProperty] {
    checks.ofSteps.map { ModelProperty(type(of: $0).name, .always) } + [
      ModelProperty("LeaderElected", .reachable), ModelProperty("EntryCommitted", .reachable),
    ] + (withProgress ? [ModelProperty(progressProperty, .always)] : [])
  }

  /// Judges a step by what its own server sees.
  /// - Returns: the judgment of the step, and what depends on it.
  mutating func judge(_ event: TraceEvent, of server: KnownState.Server, isAhead: Bool) -> OwnJudgment {
    var knownState = KnownState(servers: own.history.servers.count)
    knownState.servers[event.server] = server
    if event.action == .receive {
      knownState.messages = [event.message]
      if !isAhead { knownState.servers[event.message.from].state.term = event.message.term }
    }
    own.begin(at: knownState)
    own.observe(event)
    let isVisible =
      !own.changes.isDisjoint(with: [.vote, .newLeader, .commit]) || !own.changes.isDisjoint(with: allInterests)
    return OwnJudgment(
      tested: tested(ownNumbers, event, own.changes) & ~untested, broken: number(own.violations, ownNumbers),
      isVisible: isVisible, votes: own.votesGranted(to: event.server))
  }

  /// The properties that the last step judged by `own` did not test, although steps of its kind do: `Conformance`, if
  /// the specification lacks something that the step has.
  private var untested: UInt64 {
    guard own.conformanceEnd != nil, let number = checks.firstIndex(where: { $0 is Conformance }) else { return 0 }
    return 1 << UInt64(number)
  }

  /// What is said of a step by what its own server sees.
  struct OwnJudgment {
    /// The properties that it tests, a bit each.
    let tested: UInt64
    /// The number of the property that it violates; `LocalStep.none` if none.
    let broken: UInt32
    /// Whether the checks of the whole cluster look at it.
    let isVisible: Bool
    /// The votes that the specification counts for the server; `nil` if that is not known.
    let votes: UInt16?
  }

  /// The number of a step, by which it is judged in contexts.
  /// - Parameter isAhead: whether its message has a term that its sender does not have.
  mutating func visibleStep(_ event: TraceEvent, from before: UInt32, to after: UInt32, isAhead: Bool) -> UInt32 {
    var event = event
    let kind = event.action == .receive ? event.message.kind : nil
    if !isAhead { event.message.term = 0 }
    let visibleStep = VisibleStep(
      server: event.server, action: event.action, kind: kind, sender: isAhead ? event.message.from : 0,
      term: isAhead ? event.message.term : 0, before: before, after: after)
    if let number = numbers[visibleStep] { return number }
    numbers[visibleStep] = UInt32(visibleSteps.count)
    visibleSteps.append(event)
    return UInt32(visibleSteps.count - 1)
  }

  /// Judges a step in a context.
  /// - Returns: the properties that it tests or reaches, the number of the one that it violates, and the ghost state
  ///   after it; `nil` if the ghost state has not changed.
  mutating func judge(
    _ visibleStep: UInt32, in knownState: KnownState
  ) -> (tested: UInt64, broken: UInt32, ghostState: GhostState?) {
    all.begin(at: knownState)
    let event = visibleSteps[Int(visibleStep)]
    all.observe(event)
    let changes = all.changes
    var tested = tested(allNumbers, event, changes)
    if changes.contains(.newLeader) { tested |= 1 << UInt64(electedNumber) }
    if changes.contains(.newlyCommitted) { tested |= 1 << UInt64(committedNumber) }
    let isUnchanged = changes.isDisjoint(with: [.vote, .newLeader, .commit])
    return (tested, number(all.violations, allNumbers), isUnchanged ? nil : all.history.ghostState)
  }

  private func tested(_ numbers: [Int], _ event: TraceEvent, _ changes: Transition.Changes) -> UInt64 {
    numbers.reduce(0) {
      types[$1].isTested(by: event, changing: changes) ? $0 | 1 << UInt64($1) : $0
    }
  }

  private func number(_ violations: [Violation], _ numbers: [Int]) -> UInt32 {
    numbers.first { number in violations.contains { $0.invariant == types[number].name } }
      .map { UInt32($0) } ?? LocalStep.none
  }
}

extension Check {
  /// The changes that an invariant wants to see; of other checks none.
  fileprivate var interests: Transition.Changes {
    if case .invariant(let invariant) = kind { type(of: invariant).interests } else { [] }
  }
}
