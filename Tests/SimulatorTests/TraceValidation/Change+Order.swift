@testable import TraceChecker

extension Change {
  private static func dropped(_ name: String, _ isMeant: @escaping @Sendable (TraceEvent) -> Bool) -> Change {
    Change(name: "\(name) left out") { place in isMeant(place.event) ? ([], 1) : nil }
  }

  private static func renamed(_ action: Action, _ other: Action) -> Change {
    .event("\(action) called \(other)") { event, _ in
      guard event.action == action else { return false }
      event.action = other
      return true
    }
  }

  static let order: [Change] =
    [Action.timeout, .heartbeat, .receive, .request, .lose, .duplicate, .crash, .restart].map { action in
      dropped("\(action)") { $0.action == action }
    } + [
      renamed(.timeout, .heartbeat), renamed(.heartbeat, .timeout), renamed(.lose, .duplicate),
      renamed(.duplicate, .lose), renamed(.restart, .timeout), renamed(.restart, .heartbeat),
      renamed(.timeout, .restart), renamed(.heartbeat, .restart),
      .event("receive called lose") { event, _ in
        guard event.action == .receive else { return false }
        event.action = .lose
        event.server = TraceEvent.none
        return true
      },
      .event("lose called receive") { event, _ in
        guard event.action == .lose else { return false }
        event.action = .receive
        event.server = event.message.to
        return true
      },
      .event("receive called request") { event, _ in
        guard event.action == .receive else { return false }
        event.action = .request
        event.client.command = event.message.command
        return true
      },
      .event("command of a request") { event, _ in
        event.client.command += 1
        return event.action == .request
      },
      .event("at another server") { event, place in
        guard event.action.isServerStep else { return false }
        event.server = place.other(event.server)
        if event.action == .receive { event.message.to = event.server }
        return event.message.from != event.message.to
      },
      Change(name: "event recorded twice") { place in ([place.event, place.event], 1) },
      Change(name: "event swapped with the next") { place in
        place.next.map { ([$0, place.event], 2) }
      },
      Change(name: "lost request never sent") { place in
        neverSent(place) { $0.kind == .voteRequest || $0.kind == .appendRequest || $0.kind == .forward }
      },
      Change(name: "lost answer never sent") { place in
        neverSent(place) { $0.kind == .voteReply || $0.kind == .appendReply }
      },
    ]

  /// A message that is lost as it is sent is left out, with its loss.
  private static func neverSent(
    _ place: Place, _ isMeant: (TraceMessage) -> Bool
  ) -> (events: [TraceEvent], dropped: Int)? {
    guard let loss = place.next, loss.action == .lose, isMeant(loss.message) else { return nil }
    var event = place.event
    let kept = (0..<event.sent.count).map { event.sent[$0] }.filter { $0 != loss.message }
    guard kept.count == event.sent.count - 1 else { return nil }
    event.sent.removeAll()
    for message in kept { event.sent.append { $0 = message } }
    return ([event], 2)
  }

  private static func first(
    _ action: Action, _ name: String, _ change: @escaping @Sendable (inout TraceEvent, Place) -> Void
  ) -> Change {
    .event("\(action): \(name)") { event, place in
      change(&event, place)
      return event.action == action
    }
  }

  /// What servers have when they start, and when they start again.
  static let lives: [Change] = [
    first(.start, "term and vote of a recorded state") { event, _ in
      event.state.term = 1
      event.state.vote = event.server
    },
    first(.start, "log of a recorded state") { event, _ in past(&event, terms: [1, 2], commit: 0) },
    first(.start, "committed log of a recorded state") { event, _ in past(&event, terms: [1, 2], commit: 2) },
    first(.start, "commit beyond the log") { event, _ in past(&event, terms: [1, 2], commit: 3) },
    first(.start, "log whose terms fall") { event, _ in past(&event, terms: [2, 1], commit: 0) },
    first(.start, "log beyond the term") { event, _ in past(&event, terms: [2, 3], commit: 0) },
    first(.start, "leader") { event, _ in event.state.role = .leader },
    first(.start, "sends an answer") { event, place in answer(&event, place) },
    first(.restart, "sends an answer") { event, place in answer(&event, place) },
    first(.restart, "commit 0") { event, _ in event.state.commit = 0 },
    first(.restart, "commit as before") { event, place in
      event.state.commit = place.events[..<place.index].last { $0.server == event.server }?.state.commit ?? 0
    },
    first(.restart, "commit beyond what it was") { event, place in event.state.commit = place.log.count + 1 },
    first(.restart, "term") { event, _ in event.state.term += 1 },
    first(.restart, "vote") { event, place in event.state.vote = place.other(event.state.vote) },
    first(.restart, "no vote") { event, _ in event.state.vote = TraceEvent.none },
    first(.restart, "role") { event, _ in event.state.role = .candidate },
    first(.restart, "log lost") { event, place in (event.logKept, event.appended) = (place.log.count / 2, []) },
  ]

  /// An answer to a forwarded request that a running server may send at any time.
  private static func answer(_ event: inout TraceEvent, _ place: Place) {
    var message = TraceMessage()
    message.kind = .forwardReply
    (message.from, message.to, message.term) = (event.server, place.other(event.server), event.state.term)
    message.outcome = .unknown
    event.sent = [message]
  }

  private static func past(_ event: inout TraceEvent, terms: [Int], commit: Int) {
    event.state.term = 2
    event.logKept = 0
    event.appended = terms.map { TraceEntry(term: $0, command: UInt64($0)) }
    event.state.commit = commit
  }
}
