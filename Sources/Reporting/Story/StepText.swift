import TraceChecker

/// What a step of a story does, in a few words: the change, and not the whole state.
enum StepText {
  /// The words of a step.
  static func text(_ step: StoryStep) -> String {
    let event = step.event
    let server = "s\(event.server)"
    switch event.action {
    case .timeout: return timeout(step)
    case .heartbeat: return "\(server) sends heartbeats"
    case .receive: return received(step)
    case .request: return request(step)
    case .crash where event.details.trap == nil: return "\(server) crashes"
    case .restart: return "\(server) restarts with \(durable(step))"
    default: return EventText.words(event)
    }
  }

  private static func timeout(_ step: StoryStep) -> String {
    let (server, state) = ("s\(step.event.server)", step.event.state)
    if state.role == .leader { return "\(server) times out and becomes leader of term \(state.term)" + log(step) }
    let vote =
      state.vote == step.event.server
      ? "" : state.vote == TraceEvent.none ? ", with no vote" : ", with its vote for s\(state.vote)"
    return "\(server) times out: \(state.role) of term \(state.term)\(vote)"
  }

  private static func durable(_ step: StoryStep) -> String {
    let state = step.event.state
    let vote = state.vote == TraceEvent.none ? "no vote" : "its vote for s\(state.vote)"
    let length = step.event.logKept.map { $0 + step.event.appended.count } ?? step.logBefore.count
    return "term \(state.term), \(vote), \(length == 0 ? "an empty log" : "a log up to index \(length)")"
  }

  private static func received(_ step: StoryStep) -> String {
    switch step.event.message.kind {
    case .voteRequest: voteRequest(step)
    case .voteReply: voteReply(step)
    case .appendRequest: appendRequest(step)
    case .appendReply: appendReply(step)
    default: EventText.words(step.event)
    }
  }

  private static func voteRequest(_ step: StoryStep) -> String {
    let (server, candidate) = ("s\(step.event.server)", "s\(step.event.message.from)")
    let term = step.event.message.term
    guard let reply = step.reply(.voteReply) else {
      return "\(server) receives the request of \(candidate) for its vote in term \(term)" + end(step)
    }
    return reply.granted
      ? "\(server) grants \(candidate) its vote in term \(term)" + end(step)
      : "\(server) refuses \(candidate) its vote in term \(term)" + end(step)
  }

  private static func voteReply(_ step: StoryStep) -> String {
    let (server, message, state) = ("s\(step.event.server)", step.event.message, step.event.state)
    if step.isElection {
      let reply = message.granted ? "counts the vote" : "receives the refusal"
      return "\(server) \(reply) of s\(message.from) and becomes leader of term \(state.term)" + log(step)
    }
    let reply = message.granted ? "vote" : "refusal"
    guard step.before.role == .candidate, state.role == .candidate else {
      return "\(server) receives the \(reply) of s\(message.from) for term \(message.term)" + end(step)
    }
    return message.granted
      ? "\(server) counts the vote of s\(message.from)" : "\(server) is refused the vote of s\(message.from)"
  }

  private static func appendRequest(_ step: StoryStep) -> String {
    let (server, message) = ("s\(step.event.server)", step.event.message)
    let leader = "s\(message.from)"
    if step.event.logKept != nil { return "\(server)" + change(step) + " of \(leader)" + end(step) }
    guard let reply = step.reply(.appendReply) else {
      return "\(server) receives AppendEntries of \(leader) in term \(message.term)" + end(step)
    }
    guard reply.success else {
      let reason =
        message.term < step.event.state.term ? "of term \(message.term)" : "after index \(message.prevLogIndex)"
      return "\(server) rejects AppendEntries of \(leader) \(reason)" + end(step)
    }
    let own = step.logBefore.dropFirst(message.prevLogIndex).prefix(message.entries.count)
    let content =
      message.entries.isEmpty
      ? "a heartbeat"
      : own.elementsEqual(message.entries)
        ? "entries that it has"
        : "\(MessageText.text(message.entries)) but keeps \(MessageText.text(Array(own)))"
    return "\(server) accepts \(content) from \(leader) and acknowledges up to index \(reply.matchIndex)" + end(step)
  }

  private static func appendReply(_ step: StoryStep) -> String {
    let (server, message) = ("s\(step.event.server)", step.event.message)
    if message.success {
      return "\(server) learns that s\(message.from) stores up to index \(message.matchIndex)" + end(step)
    }
    return "\(server) learns that s\(message.from) rejected index \(message.rejectedIndex)" + end(step)
  }

  private static func request(_ step: StoryStep) -> String {
    let (server, command) = ("s\(step.event.server)", step.event.client.command)
    if step.event.logKept != nil { return "\(server) appends command \(command)" + log(step) + end(step) }
    return "\(server) receives the request for command \(command)" + end(step)
  }

  /// What a step did to the log, as a predicate.
  private static func change(_ step: StoryStep) -> String {
    let kept = step.event.logKept ?? step.logBefore.count
    let place = kept == 0 ? "" : " after index \(kept)"
    let entries = MessageText.text(step.event.appended)
    guard let removed = step.removed else { return " stores \(entries)\(place)" }
    let old = MessageText.text(Array(removed.entries))
    return step.event.appended.isEmpty
      ? " removes \(old)\(place), on AppendEntries" : " replaces \(old) by \(entries)\(place)"
  }

  private static func log(_ step: StoryStep) -> String {
    guard let kept = step.event.logKept, !step.event.appended.isEmpty else { return "" }
    return " (entry \(kept + 1): \(MessageText.text(step.event.appended)))"
  }

  /// What else a step changed: the term, the role, and the commit index.
  private static func end(_ step: StoryStep) -> String {
    let (before, after) = (step.before, step.event.state)
    var text = ""
    if before.role != .follower, after.role == .follower { text += "; it steps down" }
    if after.term == before.term, before.vote != TraceEvent.none, after.vote == TraceEvent.none {
      text += "; it clears its vote for s\(before.vote)"
    }
    if after.term < before.term { text += "; its term falls from \(before.term) to \(after.term)" }
    if after.commit > before.commit { text += "; it commits up to index \(after.commit)" }
    if after.commit < before.commit { text += "; its commit index falls from \(before.commit) to \(after.commit)" }
    return text
  }
}
