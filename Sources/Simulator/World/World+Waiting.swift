import RaftCore
import TraceChecker

extension World {
  /// Why there is no progress, in words: what everyone waits for.
  mutating func stallText(_ healing: Healing) -> String {
    let time = Self.seconds(healing.deadline - healing.began)
    var parts = ["\(time) after the faults ended \(flaw(healing))"]
    for id in nodes.indices { parts.append(apart(id, healing) ?? waiting(id)) }
    parts += nodes.indices.flatMap { channels.waiting($0) }
    parts += clients.indices.compactMap { client in
      clients[client].pending.map {
        "c\(client) waits for command \($0.rawValue), asked for \(clients[client].tries) times"
      }
    }
    return parts.joined(separator: "; ")
  }

  /// What of progress is missing, the first first.
  private mutating func flaw(_ healing: Healing) -> String {
    let connected = nodes.indices.filter(healing.needs)
    if let down = connected.first(where: { !nodes[$0].isUp }) { return "s\(down) is not up" }
    let leaders = connected.filter { nodes[$0].server.role == .leader }
    if leaders.isEmpty { return "no leader stands" }
    if leaders.count > 1 { return "\(leaders.count) servers still lead" }
    if pendingRequests > 0 { return "\(pendingRequests) clients have no answer" }
    return "the logs do not agree, or are not committed everywhere"
  }

  /// What nobody waits for.
  private func apart(_ id: ServerID, _ healing: Healing) -> String? {
    guard healing.apart.contains(ServerSet(id)) else { return nil }
    return switch healing.separation {
    case .down: "s\(id) stays away"
    case .mute: "s\(id) is not heard"
    case .deaf: "s\(id) hears nothing"
    }
  }

  /// What a server waits for.
  private mutating func waiting(_ id: ServerID) -> String {
    let server = nodes[id].server
    if let hindrance = hindrance(of: id) { return hindrance }
    let log = "log to \(server.log.lastIndex), committed to \(server.commitIndex)"
    switch server.role {
    case .follower:
      let leader = server.leader.map { "of s\($0)" } ?? "of nobody"
      return "s\(id), a follower \(leader) in term \(server.currentTerm), \(log), waits for \(timer(id))"
    case .candidate:
      let voters = nodes.indices.filter { server.votesGranted.contains(ServerSet($0)) }.map { "s\($0)" }
      return "s\(id), a candidate of term \(server.currentTerm) with the votes of \(voters.joined(separator: ", ")), "
        + "\(log), waits for more votes or \(timer(id))"
    case .leader:
      let others = nodes.indices.filter { $0 != id }.map { "s\($0) (match \(server.matchIndex(of: $0)))" }
      return "s\(id) leads term \(server.currentTerm), \(log), and waits for \(others.joined(separator: ", "))"
    }
  }

  private mutating func timer(_ id: ServerID) -> String {
    let deadline = nodes[id].electionTimer.deadline
    return deadline == .max
      ? "nothing: its election timer is not set" : "its election timer in \(Self.seconds(deadline - now))"
  }

  /// A duration in seconds, with three decimals.
  private static func seconds(_ microseconds: Int) -> String {
    let digits = String(1000 + microseconds / 1000 % 1000).dropFirst()
    return "\(microseconds / 1_000_000).\(digits) s"
  }
}
