@testable import TraceChecker

/// A way to change one thing in a trace.
struct Change: Sendable {
  let name: String
  /// What replaces the event at an index, and how many events from there on it replaces; `nil` where there is nothing
  /// of the kind.
  let make: @Sendable (Place) -> (events: [TraceEvent], dropped: Int)?

  /// Where in a trace something is to be changed.
  struct Place {
    let events: [TraceEvent]
    let index: Int
    let servers: Int
    /// The log of the event's server before it.
    let log: [TraceEntry]

    var event: TraceEvent { events[index] }
    var next: TraceEvent? { index + 1 < events.count ? events[index + 1] : nil }

    func other(_ server: Int) -> Int { (server + 1) % servers }
  }

  /// Changes an event in place. The change says whether there was anything to change.
  static func event(_ name: String, _ change: @escaping @Sendable (inout TraceEvent, Place) -> Bool) -> Change {
    Change(name: name) { place in
      var event = place.event
      return change(&event, place) ? ([event], 1) : nil
    }
  }

  /// Changes one message of an event: the one that is received, lost or doubled, or one of those that are sent.
  static func message(
    _ name: String, _ change: @escaping @Sendable (inout TraceMessage, Place) -> Bool
  ) -> [Change] {
    [
      .event("received \(name)") { $0.action == .receive && change(&$0.message, $1) },
      .event("lost \(name)") { $0.action == .lose && change(&$0.message, $1) },
      .event("doubled \(name)") { $0.action == .duplicate && change(&$0.message, $1) },
      .event("sent \(name)") { event, place in
        guard event.action.isServerStep, event.sent.count > 0 else { return false }
        return change(&event.sent[place.index % event.sent.count], place)
      },
    ]
  }

  static let all = states + logs + indexes + messages + sending + order + lives
}

extension Change {
  /// Steps that may record a state: a crash has none.
  private static func state(
    _ name: String, _ change: @escaping @Sendable (inout ServerState, Place) -> Bool
  ) -> Change {
    .event(name) { event, place in
      event.action.isServerStep && event.action != .crash && change(&event.state, place)
    }
  }

  private static let states: [Change] = [
    state("term + 1") { state, _ in
      state.term += 1
      return true
    },
    state("term - 1") { state, _ in
      state.term -= 1
      return state.term >= 0
    },
    state("vote for another") { state, place in
      state.vote = place.other(state.vote)
      return true
    },
    state("vote for nobody") { state, _ in
      defer { state.vote = TraceEvent.none }
      return state.vote != TraceEvent.none
    },
    state("role of another kind") { state, place in
      // A trace with a role that the specification lacks is no module for TLC.
      let others = TraceRole.allCases.filter { $0 != state.role && $0 != .preCandidate }
      state.role = others[place.index % others.count]
      return true
    },
    state("commit + 1") { state, _ in
      state.commit += 1
      return true
    },
    state("commit - 1") { state, _ in
      state.commit -= 1
      return state.commit >= 0
    },
    state("commit 0") { state, _ in
      defer { state.commit = 0 }
      return state.commit > 1
    },
  ]

  private static func log(_ name: String, _ change: @escaping @Sendable (inout TraceEvent, Place) -> Bool) -> Change {
    .event(name) { $0.logKept != nil && change(&$0, $1) }
  }

  private static func kept(_ name: String, by difference: Int) -> Change {
    .event(name) { event, place in
      guard let kept = event.logKept, (0...place.log.count).contains(kept + difference) else { return false }
      event.logKept = kept + difference
      return true
    }
  }

  private static let logs: [Change] = [
    log("log change untold") { event, _ in
      event.logKept = nil
      event.appended = []
      return true
    },
    kept("kept - 1", by: -1),
    kept("kept + 1", by: 1),
    log("appended term + 1") { event, _ in
      guard !event.appended.isEmpty else { return false }
      event.appended[0].term += 1
      return true
    },
    log("appended command") { event, _ in
      guard !event.appended.isEmpty else { return false }
      event.appended[event.appended.count - 1].command += 1
      return true
    },
    log("appended one less") { event, _ in event.appended.popLast() != nil },
    log("appended one more") { event, _ in
      event.appended.append(TraceEntry(term: event.state.term, command: 999))
      return true
    },
    log("entry written over itself") { event, place in
      guard let kept = event.logKept, kept > 0, kept <= place.log.count else { return false }
      event.logKept = kept - 1
      event.appended.insert(place.log[kept - 1], at: 0)
      return true
    },
    .event("log written over itself") { event, place in
      guard event.action.isServerStep, event.action != .crash, event.logKept == nil else { return false }
      event.logKept = place.log.count / 2
      event.appended = Array(place.log[(place.log.count / 2)...])
      return true
    },
    .event("entry from nowhere") { event, place in
      guard event.action.isServerStep, event.action != .crash, event.logKept == nil else { return false }
      event.logKept = place.log.count
      event.appended = [TraceEntry(term: event.state.term, command: 998)]
      return true
    },
    .event("last entry gone") { event, place in
      guard event.action.isServerStep, event.action != .crash, event.logKept == nil, !place.log.isEmpty
      else { return false }
      event.logKept = place.log.count - 1
      event.appended = []
      return true
    },
  ]

  private static func index(
    _ name: String, _ change: @escaping @Sendable (inout LeaderIndexes, _ server: Int, Place) -> Bool
  ) -> Change {
    .event(name) { event, place in
      event.action != .crash && event.indexes.count > 0
        && change(&event.indexes, place.index % place.servers, place)
    }
  }

  private static let indexes: [Change] = [
    index("match + 1") { indexes, server, _ in
      indexes.set(server, match: indexes.match(server) + 1)
      return true
    },
    index("match - 1") { indexes, server, _ in
      guard indexes.match(server) > 0 else { return false }
      indexes.set(server, match: indexes.match(server) - 1)
      return true
    },
    index("next + 1") { indexes, server, _ in
      indexes.set(server, next: indexes.next(server) + 1)
      return true
    },
    index("next - 1") { indexes, server, _ in
      guard indexes.next(server) > 0 else { return false }
      indexes.set(server, next: indexes.next(server) - 1)
      return true
    },
    index("next at match") { indexes, server, _ in
      indexes.set(server, next: indexes.match(server))
      return true
    },
    index("indexes untold") { indexes, _, _ in
      indexes.removeAll()
      return true
    },
  ]
}
