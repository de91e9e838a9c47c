import RaftCore
import TraceChecker

/// The paused hosts, and the occurrences that wait for them: these happen in order when the host resumes.
struct Pauses {
  private var paused: ServerSet = []
  /// By server.
  private(set) var waiting: [[Occurrence]]

  init(servers: Int) { waiting = Array(repeating: [], count: servers) }

  var isAnyPaused: Bool { !paused.isEmpty }

  func isPaused(_ id: ServerID) -> Bool { paused.contains(id) }

  mutating func begin(_ id: ServerID) { paused.insert(ServerSet(id)) }

  mutating func wait(_ occurrence: Occurrence, for id: ServerID) { waiting[id].append(occurrence) }

  /// Ends a pause, and returns what has waited.
  mutating func end(_ id: ServerID) -> [Occurrence] {
    paused.remove(ServerSet(id))
    let waited = waiting[id]
    waiting[id] = []
    return waited
  }
}

extension World {
  /// The host of a server stops for a while.
  mutating func pause(_ id: ServerID, _ number: Int) -> Bool {
    let end = now + 1 + random.around(scenario.timeFaults.pauseDuration, .pauseDuration, 0, number)
    pauses.begin(id)
    hosts[id].state.pausedUntil = end
    queue.push(.host(.resume(UInt8(id))), at: end)
    emitHostEvent(.pause, id)
    return true
  }

  /// The time of a pause is over, unless it has ended before.
  mutating func resumes(_ id: ServerID) {
    guard pauses.isPaused(id), hosts[id].state.pausedUntil == now else { return }
    statistics.events += 1
    resume(id)
  }

  /// A host resumes: every occurrence that has waited happens now, in order.
  mutating func resume(_ id: ServerID) {
    emitHostEvent(.resume, id)
    for occurrence in pauses.end(id) {
      switch occurrence {
      case .electionTimer:
        guard hosts[id].electionTimer.fire(at: now, ifOverdue: hostRules[id].firesOverdueTimers) else { continue }
      case .heartbeatTimer:
        guard hosts[id].heartbeatTimer.fire(at: now, ifOverdue: hostRules[id].firesOverdueTimers) else { continue }
      case .connection(let occurrence): guard channels.fire(occurrence, at: now) else { continue }
      default: break
      }
      queue.push(occurrence, at: now)
    }
  }

  /// Whether an occurrence must wait because its host is paused.
  mutating func holdsUp(_ occurrence: Occurrence) -> Bool {
    guard let id = server(of: occurrence), pauses.isPaused(id) else { return false }
    switch occurrence {
    case .electionTimer: guard hosts[id].electionTimer.holdUp(at: now) else { return true }
    case .heartbeatTimer: guard hosts[id].heartbeatTimer.holdUp(at: now) else { return true }
    case .connection(let occurrence): guard channels.holdUp(occurrence, at: now) else { return true }
    case .delivery(let slot): guard reachesHost(slot) else { return false }
    default: break
    }
    statistics.clock.heldUp += 1
    pauses.wait(occurrence, for: id)
    return true
  }

  /// Whether a message has got through to its host. From then on no partition loses it, and it takes no place on its
  /// link.
  private mutating func reachesHost(_ slot: UInt32) -> Bool {
    let (from, to) = (messages[slot].message.from, messages[slot].message.to)
    guard !messages[slot].hasReachedHost else { return true }
    guard network.passes(from: from, to: to, sentAt: messages[slot].sentAt, hasReachedHost: false) else { return false }
    if network.hasFaults, messages[slot].copy == .original { network.leaveQueue(from: from, to: to) }
    messages[slot].hasReachedHost = true
    return true
  }

  /// A paused server has crashed: the pause is over, and what waited in the memory of its host is lost.
  mutating func loseWaiting(of id: ServerID) {
    guard pauses.isPaused(id) else { return }
    for occurrence in pauses.end(id) {
      switch occurrence {
      case .delivery(let slot):
        statistics.missed += 1
        lose(slot, .receiverDown)
        messages.remove(slot)
      case .requestArrives(_, _, let slot): _ = clients.takeRequest(slot)
      case .connection(.signal(let slot)): channels.lose(slot)
      default: break
      }
    }
  }

  /// Reports what happens to a host.
  private mutating func emitHostEvent(_ action: Action, _ id: ServerID) { recorder.report(action, at: now, of: id) }
}
