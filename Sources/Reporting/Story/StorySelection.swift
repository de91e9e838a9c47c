import TraceChecker

/// Chooses the steps of a run that belong to the story of its violation: of all that happened before it, the steps that
/// it can depend on, without those that changed nothing.
struct StorySelection {
  private let steps: [StoryStep]
  private let violation: Violation
  /// The commands whose entries and answers belong to the story.
  private let commands: Set<UInt64>

  /// The numbers of steps that belong to the story in any case, with the losses of the messages that they sent.
  private let needed: Set<Int>

  /// - Parameters:
  ///   - steps: all steps of the run.
  ///   - violation: what was violated.
  ///   - needed: the numbers of steps that belong to the story in any case.
  init(_ steps: [StoryStep], _ violation: Violation, needed: Set<Int>) {
    self.steps = steps
    self.violation = violation
    self.needed = needed
    commands = Set(violation.commands)
  }

  /// The chosen steps, in their order.
  var chosen: [StoryStep] {
    let past = causalPast
    return steps.indices.filter { (past[$0] || acknowledgesLost(steps[$0])) && isSignificant(steps[$0]) }
      .map { steps[$0] }
  }

  /// Whether each step can have had an influence on the violation: a later step of the same server, or the receipt of a
  /// message that it sent, can depend on it.
  private var causalPast: [Bool] {
    var isPast = Array(repeating: false, count: steps.count)
    // An answer can depend on every server.
    guard !violation.servers.isEmpty else { return steps.map { $0.number <= violation.step } }
    var servers = Set(violation.servers)
    for position in steps.indices.reversed() where steps[position].number <= violation.step {
      let event = steps[position].event
      guard event.action.isServerStep else {
        isPast[position] = true
        continue
      }
      guard isPast[position] || servers.contains(event.server) || event.sequence == violation.step else { continue }
      isPast[position] = true
      servers.insert(event.server)
      if let sender = steps[position].sender { isPast[sender] = true }
    }
    return isPast
  }

  private func isSignificant(_ step: StoryStep) -> Bool {
    let event = step.event
    if event.sequence == violation.step { return !isStall }
    if acknowledgesLost(step) { return true }
    if needed.contains(event.sequence) || event.action == .lose && needed.contains(event.details.id.step) {
      return true
    }
    switch event.action {
    case .start, .heartbeat, .lose, .duplicate, .request: return isAboutCommand(step)
    case .invoke, .answer: return commands.contains(event.client.command)
    case .timeout, .receive:
      return step.isElection || step.removed != nil || isAboutCommand(step)
        || event.action == .timeout && event.state.term > step.before.term
        || step.reasons.contains(where: ReasonText.isSpecial)
    default: return true
    }
  }

  /// Whether the step receives a message of a step whose effect is lost later: others rely on it.
  private func acknowledgesLost(_ step: StoryStep) -> Bool {
    step.number < violation.step && step.sender.map { steps[$0].isLostLater } == true
  }

  /// Whether no step violates the property: the cluster does not recover.
  private var isStall: Bool { if case .stalled = violation.evidence { true } else { false } }

  /// Whether the step stores, commits or asks for one of the commands.
  private func isAboutCommand(_ step: StoryStep) -> Bool {
    guard !commands.isEmpty else { return false }
    if step.event.action == .request { return commands.contains(step.event.client.command) }
    if step.event.appended.contains(where: { commands.contains($0.command) }) { return true }
    guard let committed = step.committed else { return false }
    return committed.contains { index in
      step.logBefore.indices.contains(index - 1) && commands.contains(step.logBefore[index - 1].command)
    }
  }
}
