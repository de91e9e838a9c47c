import RaftCore
import TraceChecker

/// The line of a stall that matters most. It is written once a run, at its end.
extension World {
  /// Why what is missing is missing, in one clause, as far as the state of the world shows it.
  func cause(of missing: MissingProgress, _ recovery: Recovery) -> String? {
    switch missing {
    case .server(let id): obstacle(of: id)
    case .leader(0): causeOfNoLeader(recovery)
    case .leader: listed(needed(recovery).filter { hosts[$0].server.role == .leader }.map { leads($0) })
    case .answers: causeOfSilentLeader(recovery) ?? causeOfSilence(recovery)
    case .agreement: causeOfSilentLeader(recovery) ?? causeOfDifference(recovery)
    }
  }

  /// The servers that must work and are up.
  private func needed(_ recovery: Recovery) -> [ServerID] {
    hosts.indices.filter { recovery.needs($0) && hosts[$0].isUp }
  }

  private func leads(_ id: ServerID) -> String { "s\(id) leads term \(hosts[id].server.currentTerm)" }

  private func listed(_ parts: [String]) -> String? {
    guard let last = parts.last else { return nil }
    return parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " and " + last
  }

  private func causeOfNoLeader(_ recovery: Recovery) -> String? {
    let needed = needed(recovery)
    let stopped = needed.filter { hosts[$0].electionTimer.deadline == .max && hosts[$0].server.role != .leader }
    if stopped.count == 1 { return "s\(stopped[0]) never starts an election: its election timer is not set" }
    if let names = listed(stopped.map { "s\($0)" }) {
      return "\(names) never start an election: their election timers are not set"
    }
    // Candidates of earlier terms are further from a majority.
    let candidates = needed.filter { hosts[$0].server.role == .candidate }
    guard let newest = candidates.max(by: { hosts[$0].server.currentTerm < hosts[$1].server.currentTerm }) else {
      return nil
    }
    let server = hosts[newest].server
    return "the last election is that of s\(newest), in term \(server.currentTerm) with the votes of "
      + voters(of: newest)
  }

  /// A leader that sends no heartbeats.
  private func causeOfSilentLeader(_ recovery: Recovery) -> String? {
    needed(recovery).first { hosts[$0].server.role == .leader && isHeartbeatMissing($0) }.map {
      "s\($0), the leader, sends no heartbeats: its heartbeat timer is not set"
    }
  }

  /// Whether a leader has no heartbeat timer although it has followers.
  func isHeartbeatMissing(_ id: ServerID) -> Bool {
    hosts.count > 1 && hosts[id].heartbeatTimer.deadline == .max
  }

  /// Why a client has no answer: it asks only a server that does not lead, or the leader commits nothing.
  private func causeOfSilence(_ recovery: Recovery) -> String? {
    let leader = needed(recovery).first { hosts[$0].server.role == .leader }
    let waited = now - recovery.began
    let client = clients.longestWaiting
    if let client, client.target != leader, now - client.since > waited / 2 {
      return words(for: client, recovery)
    }
    guard let leader, hosts[leader].server.commitIndex < hosts[leader].server.lastIndex else {
      return client.map { words(for: $0, recovery) }
    }
    return lagging(leader, recovery)
  }

  private func words(for client: WaitingClient, _ recovery: Recovery) -> String {
    "\(client.words(now)): \(standing(of: client.target, recovery))"
  }

  /// The follower of which the leader knows least.
  private func lagging(_ leader: ServerID, _ recovery: Recovery) -> String? {
    let server = hosts[leader].server
    let others = needed(recovery).filter { $0 != leader }
    let commits = "the leader s\(leader) has committed up to index \(server.commitIndex) of \(server.lastIndex)"
    guard let last = others.min(by: { (server.progress(of: $0).match, $0) < (server.progress(of: $1).match, $1) })
    else {
      return commits
    }
    return "\(commits): it knows no more of the log of s\(last) than up to index \(server.progress(of: last).match)"
  }

  /// The first server whose log is not the leader's, or not committed.
  private func causeOfDifference(_ recovery: Recovery) -> String? {
    let needed = needed(recovery)
    guard let leader = needed.first(where: { hosts[$0].server.role == .leader }) else { return nil }
    let length = reportedLength(of: leader)
    if let id = needed.first(where: { reportedLength(of: $0) != length }) {
      return
        "the log of s\(id) ends at index \(reportedLength(of: id)), that of the leader s\(leader) at index \(length)"
    }
    if let id = needed.first(where: { reportedCommit(of: $0) != length }) {
      return "s\(id) has committed up to index \(reportedCommit(of: id)), and its log ends at index \(length)"
    }
    let other = needed.first { !hosts[$0].reportsSameLog(as: hosts[leader], hasSlowDisk: hasSlowDisks) }
    return other.map { "the logs of s\($0) and of the leader s\(leader) end at index \(length) and differ before it" }
  }

  /// What a server is, for a client that waits for it.
  func standing(of id: ServerID, _ recovery: Recovery) -> String {
    if let apart = apart(id, recovery) { return apart }
    if let obstacle = obstacle(of: id) { return obstacle }
    let server = hosts[id].server
    switch server.role {
    case .leader: return leads(id)
    case .candidate: return "s\(id) is a candidate of term \(server.currentTerm)"
    case .follower:
      return server.leader.map { "s\(id) follows s\($0)" } ?? "s\(id) knows no leader"
    }
  }

  /// The servers whose votes a candidate has.
  func voters(of id: ServerID) -> String {
    let voters = hosts.indices.filter { hosts[id].server.votesGranted.contains($0) }.map { "s\($0)" }
    return voters.joined(separator: ", ")
  }
}
