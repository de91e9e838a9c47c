import TraceChecker

extension World {
  mutating func handle(_ occurrence: HostOccurrence) {
    switch occurrence {
    case .resume(let id): resumes(Int(id))
    case .crashAgain(let id): crashAgain(Int(id))
    case .joinRequest(let id): requestToJoin(Int(id))
    case .strangerArrives(let id): strangerArrives(at: Int(id))
    }
  }

  /// The server whose host must handle an occurrence; `nil` for other occurrences.
  func server(of occurrence: Occurrence) -> Int? {
    switch occurrence {
    case .delivery(let slot): messages[slot].message.to
    case .electionTimer(let id), .heartbeatTimer(let id): Int(id)
    case .requestArrives(_, let id, _), .syncEnds(let id, _): Int(id)
    case .host(.strangerArrives(let id)): Int(id)
    case .connection(let occurrence): channels.host(of: occurrence)
    case .fault, .restart, .host, .partitionChanges, .clientWakes, .clientTimer, .answerArrives: nil
    }
  }

  /// What keeps a server from taking part, in words; `nil` if nothing does.
  func obstacle(of id: Int) -> String? {
    let host = hosts[id].state
    if host.isDestroyed { return "s\(id) never restarts: its disk was destroyed" }
    if !hosts[id].isUp {
      if let obstacle = diskObstacle(of: id) { return obstacle }
      if host.restartsAt == .max { return "s\(id) is down and will not be restarted" }
      return "s\(id) is down and restarts in \(VirtualTime.text(host.restartsAt - now))"
    }
    guard pauses.isPaused(id) else { return nil }
    return "s\(id) is paused for another \(VirtualTime.text(host.pausedUntil - now)), "
      + "with \(pauses.waiting[id].count) occurrences waiting"
  }
}
