import RaftCore
import TraceChecker

extension World {
  /// Why there is no progress, in words: what everyone waits for.
  func stallText(_ healing: Healing, _ lack: Lack) -> String {
    let time = VirtualTime.text(healing.deadline - healing.began)
    var parts = ["\(time) after the faults ended \(lack.text)"]
    for id in nodes.indices { parts.append(apart(id, healing) ?? waiting(id)) }
    parts += nodes.indices.flatMap { channels.waiting($0) }
    parts += clients.waitingText
    return parts.joined(separator: "; ")
  }

  /// What nobody waits for.
  private func apart(_ id: ServerID, _ healing: Healing) -> String? {
    guard healing.apart.contains(id) else { return nil }
    return switch healing.separation {
    case .down: "s\(id) stays away"
    case .mute: "s\(id) is not heard"
    case .deaf: "s\(id) hears nothing"
    }
  }

  /// What a server waits for.
  private func waiting(_ id: ServerID) -> String {
    let server = nodes[id].server
    if let hindrance = hindrance(of: id) { return hindrance }
    let log = "log to \(server.lastIndex), committed to \(server.commitIndex)"
    switch server.role {
    case .follower:
      let leader = server.leader.map { "of s\($0)" } ?? "of nobody"
      return "s\(id), a follower \(leader) in term \(server.currentTerm), \(log), waits for \(timer(id))"
    case .candidate:
      let voters = nodes.indices.filter { server.votesGranted.contains($0) }.map { "s\($0)" }
      return "s\(id), a candidate of term \(server.currentTerm) with the votes of \(voters.joined(separator: ", ")), "
        + "\(log), waits for more votes or \(timer(id))"
    case .leader:
      let others = nodes.indices.filter { $0 != id }.map { "s\($0) (match \(server.progress(of: $0).match))" }
      return "s\(id) leads term \(server.currentTerm), \(log), and waits for \(others.joined(separator: ", "))"
    }
  }

  private func timer(_ id: ServerID) -> String {
    let deadline = nodes[id].electionTimer.deadline
    return deadline == .max
      ? "nothing: its election timer is not set" : "its election timer in \(VirtualTime.text(deadline - now))"
  }
}

extension Lack {
  /// It in words.
  fileprivate var text: String {
    switch self {
    case .server(let id): "s\(id) is not up"
    case .leader(standing: 0): "no leader stands"
    case .leader(let leaders): "\(leaders) servers still lead"
    case .answers(1): "a client has no answer"
    case .answers(let clients): "\(clients) clients have no answer"
    case .agreement: "the logs do not agree, or are not committed everywhere"
    }
  }
}
