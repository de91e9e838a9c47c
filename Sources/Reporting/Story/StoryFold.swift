import TraceChecker

/// Makes the lines of a story: steps alike that follow each other are one line, unless something is special about them.
enum StoryFold {
  /// The lines of `steps`.
  /// - Parameter violation: the number of the step that violates the property.
  static func lines(_ steps: [StoryStep], violation: Int?) -> [Story.Line] {
    var lines: [Story.Line] = []
    var group: [StoryStep] = []
    for step in steps {
      if let last = group.last, !belong(last, step, violation) {
        lines.append(line(group, violation))
        group = []
      }
      group.append(step)
    }
    if !group.isEmpty { lines.append(line(group, violation)) }
    return lines
  }

  private static func belong(_ last: StoryStep, _ step: StoryStep, _ violation: Int?) -> Bool {
    guard let kind = kind(step), kind == self.kind(last) else { return false }
    return [last, step].allSatisfy { $0.number != violation && !$0.reasons.contains(where: ReasonText.isSpecial) }
  }

  /// Steps of the same kind can be one line.
  private enum Kind: Hashable {
    case grant(candidate: Int, term: Int)
    case countedVote(candidate: Int)
    case stored(leader: Int, kept: Int, entries: [TraceEntry])
    case acknowledgment(leader: Int, index: Int)
    case heartbeat(leader: Int)
  }

  private static func kind(_ step: StoryStep) -> Kind? {
    let (event, before) = (step.event, step.before)
    guard event.action == .receive, step.committed == nil, event.state.role == before.role || before.role == .candidate
    else { return nil }
    let message = event.message
    switch message.kind {
    case .voteRequest: return step.vote.map { .grant(candidate: $0.candidate, term: $0.term) }
    case .voteReply:
      return message.granted && event.state.role == .candidate ? .countedVote(candidate: event.server) : nil
    case .appendRequest:
      if let kept = event.logKept {
        return step.removed == nil ? .stored(leader: message.from, kept: kept, entries: event.appended) : nil
      }
      return message.entries.isEmpty && step.reply(.appendReply)?.success == true
        ? .heartbeat(leader: message.from) : nil
    case .appendReply:
      return message.success ? .acknowledgment(leader: event.server, index: message.matchIndex) : nil
    default: return nil
    }
  }

  private static func line(_ group: [StoryStep], _ violation: Int?) -> Story.Line {
    let (first, last) = (group[0], group[group.count - 1])
    let text = group.count == 1 ? StepText.text(first) : text(group)
    let reasons = group.flatMap(\.reasons).filter(ReasonText.isSpecial)
    return Story.Line(
      steps: first.number...last.number, text: text, reason: reasons.first.map(ReasonText.text),
      count: group.count,
      isViolation: group.contains { $0.number == violation })
  }

  private static func text(_ group: [StoryStep]) -> String {
    let (servers, senders) = (numbers(group.map(\.event.server)), numbers(group.map(\.event.message.from)))
    switch kind(group[0]) {
    case .grant(let candidate, let term): return "\(names(servers)) grant s\(candidate) their votes in term \(term)"
    case .countedVote(let candidate):
      return "s\(candidate) counts the vote\(senders.count == 1 ? "" : "s") of \(names(senders))"
    case .stored(let leader, let kept, let entries):
      let place = kept == 0 ? "" : " after index \(kept)"
      return "\(names(servers)) store \(MessageText.text(entries))\(place) of s\(leader)"
    case .acknowledgment(let leader, let index):
      return "s\(leader) learns that \(names(senders)) store\(senders.count == 1 ? "s" : "") up to index \(index)"
    case .heartbeat(let leader):
      return "\(names(servers)) \(servers.count == 1 ? "accepts" : "accept") heartbeats of s\(leader)"
    case nil: return StepText.text(group[0])
    }
  }

  /// Each server once.
  private static func numbers(_ servers: [Int]) -> [Int] {
    servers.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// `s1`, `s1 and s2`, `s1, s2 and s3`.
  private static func names(_ servers: [Int]) -> String {
    let names = servers.map { "s\($0)" }
    return names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
