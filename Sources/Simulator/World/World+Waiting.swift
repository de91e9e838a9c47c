import RaftCore
import TraceChecker

extension World {
  /// Why there is no progress: what is missing, and what every server, channel and client waits for.
  func stall(_ recovery: Recovery, _ missing: MissingProgress) -> Stall {
    var details: [String] = []
    for id in hosts.indices { details.append(apart(id, recovery) ?? waiting(id)) }
    details += hosts.indices.flatMap { channels.waiting($0) }
    details += clients.waitingText(now) { standing(of: $0, recovery) }
    return Stall(
      servers: Array(hosts.indices), waited: recovery.deadline - recovery.began, missing: missing.stalled,
      cause: cause(of: missing, recovery), details: details)
  }

  /// How a server is apart that need not work; `nil` for the others.
  func apart(_ id: ServerID, _ recovery: Recovery) -> String? {
    guard recovery.apart.contains(id) else { return nil }
    return switch recovery.separation {
    case .down: "s\(id) remains down"
    case .mute: "messages from s\(id) do not arrive"
    case .deaf: "messages to s\(id) do not arrive"
    }
  }

  /// What a server waits for.
  private func waiting(_ id: ServerID) -> String {
    let server = hosts[id].server
    if let obstacle = obstacle(of: id) { return obstacle }
    let log = "log to \(server.lastIndex), committed to \(server.commitIndex)"
    switch server.role {
    case .follower:
      let leader = server.leader.map { "of s\($0)" } ?? "without a leader"
      return "s\(id), a follower \(leader) in term \(server.currentTerm), \(log), waits for \(timer(id))"
    case .candidate:
      return "s\(id), a candidate of term \(server.currentTerm) with the votes of \(voters(of: id)), "
        + "\(log), waits for more votes or \(timer(id))"
    case .leader:
      let others = hosts.indices.filter { $0 != id }.map { "s\($0) (\(progress(of: $0, server)))" }
      return
        "s\(id) leads term \(server.currentTerm), \(log), and waits for \(others.joined(separator: ", "))\(beat(id))"
    }
  }

  private func progress(of id: ServerID, _ leader: Core) -> String {
    let progress = leader.progress(of: id)
    return "match \(progress.match), next \(progress.next)"
  }

  /// When a leader sends heartbeats.
  private func beat(_ id: ServerID) -> String {
    if isHeartbeatMissing(id) { return "; its heartbeat timer is not set" }
    let deadline = hosts[id].heartbeatTimer.deadline
    return deadline == .max ? "" : "; its next heartbeat is in \(VirtualTime.text(max(0, deadline - now)))"
  }

  private func timer(_ id: ServerID) -> String {
    let deadline = hosts[id].electionTimer.deadline
    return deadline == .max
      ? "nothing: its election timer is not set" : "its election timer in \(VirtualTime.text(max(0, deadline - now)))"
  }
}

extension MissingProgress {
  /// The same for the checker.
  fileprivate var stalled: Stall.Missing {
    switch self {
    case .server(let id): .server(id)
    case .leader(let leaders): .leader(count: leaders)
    case .answers(let clients): .answers(clients: clients)
    case .agreement: .agreement
    }
  }
}
