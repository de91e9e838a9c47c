import TraceChecker

/// Reads the events of a run or schedule, and finds out what each step means for later ones.
struct StoryBuilder {
  private(set) var steps: [StoryStep] = []
  private var states: [ServerState]
  private var logs: [[TraceEntry]]
  /// Where each message was sent: the positions of the steps, by the content hash of the message.
  private var senders: [UInt64: [Int]] = [:]
  /// The positions of the servers' steps, by their numbers.
  private var positions: [Int: Int] = [:]
  /// By link: the position of the last step of which a message has arrived.
  private var lastReceived: [TraceLink: Int] = [:]
  /// By index: the first step that committed it, and the entry.
  private var commits: [Int: (position: Int, entry: TraceEntry?)] = [:]
  /// The steps that made a server the leader of a term.
  private var leaders: [Int: [Int]] = [:]
  /// The votes that a server has given in a term, each with its step.
  private var votes: [Ballot: (candidate: Int, position: Int)] = [:]

  private struct Ballot: Hashable {
    let server: Int
    let term: Int
  }

  /// A story of a cluster of `servers`, without any step.
  init(servers: Int) {
    states = Array(repeating: ServerState(), count: servers)
    logs = Array(repeating: [], count: servers)
  }

  /// Adds a step.
  mutating func add(_ event: TraceEvent) {
    let hasServer = event.action.isServerStep && states.indices.contains(event.server)
    let sender = event.action == .receive ? sender(of: event) : nil
    var step = StoryStep(
      event: event, before: hasServer ? states[event.server] : ServerState(),
      logBefore: hasServer ? logs[event.server] : [], sender: sender)
    let position = steps.count
    if hasServer {
      note(&step, at: position)
      states[event.server] = event.state
      if let kept = event.logKept {
        logs[event.server] = Array(logs[event.server].prefix(kept)) + event.appended
      }
    }
    for offset in 0..<event.sent.count { senders[event.sent.contentHash(at: offset), default: []].append(position) }
    if event.action.isServerStep { positions[event.sequence] = position }
    steps.append(step)
  }

  /// The position of the step that sent the message of an event: by its id, where the event has one, and otherwise by its
  /// content.
  private mutating func sender(of event: TraceEvent) -> Int? {
    guard event.details.id != .none else { return takeSender(of: event.message) }
    return positions[event.details.id.step]
  }

  private mutating func takeSender(of message: TraceMessage) -> Int? {
    let hash = message.contentHash
    guard let positions = senders[hash], let first = positions.first else { return nil }
    if positions.count > 1 { senders[hash] = Array(positions.dropFirst()) }
    return first
  }

  private mutating func note(_ step: inout StoryStep, at position: Int) {
    if let sender = step.sender { noteReceipt(of: sender, in: &step) }
    if step.event.action == .restart { noteLoss(&step) }
    noteVote(&step, at: position)
    noteLeader(&step, at: position)
    noteRemoval(&step, at: position)
    noteCommit(step, at: position)
  }

  private mutating func noteReceipt(of sender: Int, in step: inout StoryStep) {
    let message = step.event.message
    let isVote = message.kind == .voteReply && message.granted
    let link = TraceLink(from: message.from, to: message.to)
    let lastSender = lastReceived[link] ?? -1
    if step.before.term > message.term {
      let reason: StoryReason =
        isVote
        ? .countedInLaterTerm(step: step.number, term: step.before.term)
        : .receivedInLaterTerm(step: step.number, term: step.before.term)
      steps[sender].reasons.append(reason)
      step.reasons.append(.sentInEarlierTerm(step: steps[sender].number, term: message.term))
    } else {
      steps[sender].reasons.append(.received(step: step.number))
      if sender < lastSender { step.reasons.append(.overtaken(sentIn: steps[sender].number)) }
    }
    lastReceived[link] = max(sender, lastSender)
  }

  private mutating func noteLoss(_ step: inout StoryStep) {
    let (before, after) = (step.before, step.event.state)
    if after.term < before.term { step.reasons.append(.lostTerm(before.term)) }
    if after.term == before.term, before.vote != TraceEvent.none, after.vote == TraceEvent.none {
      step.reasons.append(.lostVote(for: before.vote))
      if let ballot = votes[Ballot(server: step.event.server, term: before.term)] {
        steps[ballot.position].reasons.append(.lost(step: step.number))
      }
    }
    guard let kept = step.event.logKept, kept + step.event.appended.count < step.logBefore.count else { return }
    let lost = kept + step.event.appended.count + 1
    step.reasons.append(.lostEntries(from: lost))
    if let storing = lastStoring(lost, of: step.event.server) {
      steps[storing].reasons.append(.lost(step: step.number))
    }
  }

  /// The last step in which a server stored an entry at an index.
  private func lastStoring(_ index: Int, of server: Int) -> Int? {
    steps.lastIndex { $0.event.action.isServerStep && $0.event.server == server && ($0.event.logKept ?? .max) < index }
  }

  /// Takes note of the vote that a step gives: its server grants it, or is the candidate itself.
  private mutating func noteVote(_ step: inout StoryStep, at position: Int) {
    guard let (candidate, term) = step.vote else { return }
    let ballot = Ballot(server: step.event.server, term: term)
    if let earlier = votes[ballot], earlier.candidate != candidate {
      step.reasons.insert(.secondVote(for: earlier.candidate, step: steps[earlier.position].number), at: 0)
    } else {
      votes[ballot] = (candidate, position)
    }
  }

  private mutating func noteLeader(_ step: inout StoryStep, at position: Int) {
    guard step.isElection else { return }
    for other in leaders[step.event.state.term] ?? [] where steps[other].event.server != step.event.server {
      step.reasons.insert(.secondLeader(server: steps[other].event.server, step: steps[other].number), at: 0)
    }
    leaders[step.event.state.term, default: []].append(position)
  }

  private mutating func noteRemoval(_ step: inout StoryStep, at position: Int) {
    guard let removed = step.removed else { return }
    let indexes = removed.index..<removed.index + removed.entries.count
    for (index, entry) in zip(indexes, removed.entries) {
      if let commit = commits[index], commit.entry == entry {
        let committer = steps[commit.position]
        step.reasons.insert(
          .replacesCommitted(index: index, step: committer.number, server: committer.event.server), at: 0)
        steps[commit.position].reasons.insert(
          .entryReplaced(index: index, step: step.number, server: step.event.server), at: 0)
        return
      }
    }
    if let storing = lastStoring(removed.index, of: step.event.server) {
      steps[storing].reasons.append(
        .entryReplaced(index: removed.index, step: step.number, server: step.event.server))
    }
  }

  private mutating func noteCommit(_ step: StoryStep, at position: Int) {
    guard let range = step.committed else { return }
    let kept = step.event.logKept.map { Array(step.logBefore.prefix($0)) + step.event.appended } ?? step.logBefore
    for index in range where commits[index] == nil {
      commits[index] = (position, kept.indices.contains(index - 1) ? kept[index - 1] : nil)
    }
  }
}

extension StoryStep {
  /// The vote that the step gives, with its term.
  var vote: (candidate: Int, term: Int)? {
    switch event.action {
    case .timeout where event.state.role == .candidate: return (event.server, event.state.term)
    case .receive where event.message.kind == .voteRequest:
      guard let reply = reply(.voteReply), reply.granted else { return nil }
      return (event.message.from, reply.term)
    default: return nil
    }
  }

  /// The message of a kind that the step sends back to the server from which it received one.
  func reply(_ kind: TraceMessage.Kind) -> TraceMessage? {
    (0..<event.sent.count).lazy.map { event.sent[$0] }.first { $0.kind == kind && $0.to == event.message.from }
  }
}
