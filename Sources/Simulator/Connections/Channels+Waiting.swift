import RaftCore

extension Channels {
  /// What a server's host waits for, in words: one line for each channel that it lacks.
  func waiting(_ id: ServerID) -> [String] {
    guard isOn, hosts[id].isUp else { return [] }
    return hosts.indices.filter { $0 != id && hosts[$0].isUp }.compactMap { waiting(id, for: $0) }
  }

  private func waiting(_ id: ServerID, for peer: ServerID) -> String? {
    guard !areConnected(id, peer) else { return nil }
    let end = ends[index(id, peer)].state
    let lack = "s\(id) has no channel to s\(peer)"
    switch end.phase {
    case .open: return "s\(id)'s channel to s\(peer) is broken or not open at the other end, which s\(id) does not know"
    case .offering: return "\(lack): it sent an offer \(times(end.tries)), without an answer"
    case .acknowledging: return "\(lack): it acknowledged the answer, and was not acknowledged"
    case .answering: return "\(lack): it answered an offer \(times(end.tries)), without an acknowledgment"
    case .closed where !end.knowsPeer: return "\(lack): the introducer has not introduced s\(peer)"
    case .closed: return "\(lack), and waits for an offer"
    }
  }

  private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
}
