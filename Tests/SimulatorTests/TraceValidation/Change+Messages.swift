@testable import TraceChecker

extension Change {
  static let messages: [Change] = [
    message("message: kind") { message, _ in
      // Of a request to its answer, and back.
      message.kind = TraceMessage.Kind.allCases[Int(message.kind.number ^ 1)]
      return true
    },
    message("message: from") { message, place in
      message.from = place.other(message.from)
      return message.from != message.to
    },
    message("message: to") { message, place in
      message.to = place.other(message.to)
      return message.from != message.to
    },
    message("message: term + 1") { message, _ in
      message.term += 1
      return true
    },
    message("message: term - 1") { message, _ in
      message.term -= 1
      return message.term >= 0
    },
    message("message: truth value") { message, _ in
      message.flag.toggle()
      return message.kind == .voteReply || message.kind == .appendReply
    },
    message("message: index + 1") { message, _ in
      message.first += 1
      return message.kind.slots.contains(.first)
    },
    message("message: index - 1") { message, _ in
      message.first -= 1
      return message.kind.slots.contains(.first) && message.first >= 0
    },
    message("message: term of the index + 1") { message, _ in message.changeIndexTerm(by: 1) },
    message("message: term of the index - 1") { message, _ in message.changeIndexTerm(by: -1) },
    message("message: conflictIndex + 1") { message, _ in
      guard message.kind == .appendReply, !message.success else { return false }
      message.conflictIndex += 1
      return true
    },
    message("message: conflictTerm + 1") { message, _ in
      guard message.kind == .appendReply, !message.success else { return false }
      message.conflictTerm += 1
      return true
    },
    message("message: no conflict") { message, _ in
      guard message.kind == .appendReply, !message.success, message.conflictIndex > 0 else { return false }
      (message.conflictIndex, message.conflictTerm) = (0, 0)
      return true
    },
    message("message: leaderCommit + 1") { message, _ in
      guard message.kind == .appendRequest else { return false }
      message.leaderCommit += 1
      return true
    },
    message("message: leaderCommit - 1") { message, _ in
      guard message.kind == .appendRequest, message.leaderCommit > 0 else { return false }
      message.leaderCommit -= 1
      return true
    },
    message("message: entry term + 1") { message, _ in
      guard !message.entries.isEmpty else { return false }
      message.entries[0].term += 1
      return true
    },
    message("message: entry command") { message, _ in
      guard !message.entries.isEmpty else { return false }
      message.entries[message.entries.count - 1].command += 1
      return true
    },
    message("message: one entry less") { message, _ in message.entries.popLast() != nil },
    message("message: one entry more") { message, _ in
      message.entries.append(TraceEntry(term: message.term, command: 997))
      return message.kind == .appendRequest
    },
    message("message: command") { message, _ in
      guard message.kind == .forward || message.kind == .forwardReply else { return false }
      message.command += 1
      return true
    },
    message("message: outcome") { message, _ in
      message.outcome = message.outcome == .unknown ? .notLeader : .unknown
      return message.kind == .forwardReply
    },
    message("message: leader") { message, place in
      message.leader = place.other(message.leader)
      return message.kind == .forwardReply && message.outcome != .committed
    },
  ].flatMap { $0 }

  /// A step sends something else: `fill` makes up a message of the event's server, where one makes sense.
  private static func alsoSends(
    _ name: String, where isMeant: @escaping @Sendable (TraceEvent) -> Bool = { _ in true },
    _ fill: @escaping @Sendable (inout TraceMessage, Place) -> Void
  ) -> Change {
    .event("also sends \(name)") { event, place in
      guard event.action.isServerStep, event.action != .crash, isMeant(event) else { return false }
      var message = TraceMessage()
      message.from = event.server
      message.to = event.action == .receive ? event.message.from : place.other(event.server)
      message.term = event.state.term
      fill(&message, place)
      event.sent.append { $0 = message }
      return true
    }
  }

  /// What only some steps may send is also sent by these alone: others are refused it for other reasons.
  private static func receives(_ kind: TraceMessage.Kind) -> @Sendable (TraceEvent) -> Bool {
    { $0.action == .receive && $0.message.kind == kind }
  }

  /// An answer agrees up to the commit index instead of what was verified.
  private static func acknowledgesCommitted(
    _ name: String, where isMeant: @escaping @Sendable (_ verified: Int, _ commit: Int) -> Bool
  ) -> Change {
    .event("acknowledges what is committed, \(name)") { event, _ in
      guard event.sent.count == 1, event.sent[0].kind == .appendReply, event.sent[0].success else { return false }
      defer { event.sent[0].matchIndex = event.state.commit }
      return isMeant(event.sent[0].matchIndex, event.state.commit)
    }
  }

  static let sending: [Change] = [
    .event("sends one less") { event, place in
      guard event.sent.count > 0 else { return false }
      event.sent.remove(place.index % event.sent.count)
      return true
    },
    .event("sends one twice") { event, place in
      guard event.sent.count > 0 else { return false }
      let message = event.sent[place.index % event.sent.count]
      event.sent.append { $0 = message }
      return true
    },
    .event("sends in another order") { event, _ in
      guard event.sent.count > 1 else { return false }
      let first = event.sent[0]
      event.sent.remove(0)
      event.sent.append { $0 = first }
      return true
    },
    alsoSends("an empty append") { message, _ in message.kind = .appendRequest },
    alsoSends("an append of all that it has") { message, place in
      message.kind = .appendRequest
      message.entries = place.log
    },
    alsoSends("a leader's append after what matches", where: { $0.indexes.count > 0 }) { message, place in
      message.kind = .appendRequest
      message.prevLogIndex = min(place.event.indexes.match(message.to), place.log.count)
      message.prevLogTerm = message.prevLogIndex == 0 ? 0 : place.log[message.prevLogIndex - 1].term
      message.entries = Array(place.log[message.prevLogIndex...].prefix(place.index % 3))
      message.leaderCommit = max(0, place.event.state.commit - place.index % 2)
    },
    alsoSends("a leader's append before what matches", where: { $0.indexes.count > 0 }) { message, place in
      message.kind = .appendRequest
      message.prevLogIndex = max(0, min(place.event.indexes.match(message.to), place.log.count) - 1)
      message.prevLogTerm = message.prevLogIndex == 0 ? 0 : place.log[message.prevLogIndex - 1].term
    },
    alsoSends("a request for a vote") { message, place in
      message.kind = .voteRequest
      (message.lastLogIndex, message.lastLogTerm) = (place.log.count, place.log.last?.term ?? 0)
    },
    alsoSends("a vote") { message, _ in
      message.kind = .voteReply
      message.granted = true
    },
    alsoSends("agreement") { message, place in
      message.kind = .appendReply
      message.success = true
      message.matchIndex = place.event.state.commit
    },
    alsoSends("disagreement") { message, _ in message.kind = .appendReply },
    alsoSends("what a client asks for") { message, place in
      message.kind = .forward
      message.command = place.event.client.command
    },
    alsoSends("what a client asks for, on a request", where: { $0.action == .request }) { message, place in
      message.kind = .forward
      message.command = place.event.client.command
    },
    alsoSends("that an entry is committed") { message, place in
      message.kind = .forwardReply
      message.committedIndex = max(1, place.event.state.commit)
      message.command = place.log.first?.command ?? 0
    },
    alsoSends("that an entry is committed, as it is", where: { $0.state.commit > 0 }) { message, place in
      message.kind = .forwardReply
      message.committedIndex = min(place.event.state.commit, place.log.count)
      message.command = message.committedIndex == 0 ? 0 : place.log[message.committedIndex - 1].command
    },
    alsoSends("that it is no leader") { message, place in
      message.kind = .forwardReply
      message.outcome = .notLeader
      message.command = place.event.message.command
    },
    alsoSends("that it is no leader, on a forward", where: receives(.forward)) { message, place in
      message.kind = .forwardReply
      message.outcome = .notLeader
      message.command = place.event.message.command
    },
    alsoSends("that it does not know") { message, _ in
      message.kind = .forwardReply
      message.outcome = .unknown
    },
    acknowledgesCommitted("more than was verified") { $0 < $1 },
    acknowledgesCommitted("less than was verified") { $0 > $1 },
  ]
}

extension TraceMessage {
  /// Changes the term of the entry that a request names by its index. Returns whether there is one, and a term it can be.
  fileprivate mutating func changeIndexTerm(by change: Int) -> Bool {
    switch kind {
    case .voteRequest where lastLogTerm + change >= 0: lastLogTerm += change
    case .appendRequest where prevLogTerm + change >= 0: prevLogTerm += change
    default: return false
    }
    return true
  }
}

extension MessageList {
  /// Removes the message at `offset`.
  fileprivate mutating func remove(_ offset: Int) {
    let rest = (0..<count).filter { $0 != offset }.map { self[$0] }
    removeAll()
    for message in rest { append { $0 = message } }
  }
}
