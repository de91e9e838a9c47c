import RaftCore
import TraceChecker

extension SchedulePlayer {
  /// Why an action cannot happen now, in one sentence; `nil` if it can.
  func objection(to action: TraceEvent) -> String? {
    switch action.action {
    case .lose, .duplicate: objection(to: action.message)
    case .crash where action.details.trap == .receive:
      objection(to: action.message) ?? objectionToStep(of: action.server)
    case .receive: objection(to: action.message) ?? objectionToStep(of: action.message.to)
    case .start: objectionToStart(action)
    case .crash where action.details.trap == .start: objectionToStart(action)
    case .restart: objectionToLife(of: action.server)
    case .crash where action.details.trap == .restart: objectionToLife(of: action.server)
    case .timeout: objectionToStep(of: action.server) ?? objectionToTimeout(of: action.server)
    case .heartbeat: objectionToStep(of: action.server) ?? objectionToHeartbeat(of: action.server)
    case .request, .crash: objectionToStep(of: action.server)
    case .tick, .read, .compact, .installSnapshot:
      objectionToServer(action.server) ?? "the core has no step \(action.action)"
    default: nil
    }
  }

  private func objection(to message: TraceMessage) -> String? {
    guard messages.place(of: message) == nil else { return nil }
    return "no such message is in transit: \(MessageText.text(message, namesReceiver: true))"
  }

  private func objectionToServer(_ id: ServerID) -> String? {
    hosts.indices.contains(id) ? nil : "there is no server s\(id) in a cluster of \(hosts.count)"
  }

  private func objectionToLife(of id: ServerID) -> String? {
    if let reason = objectionToServer(id) { return reason }
    return started.contains(id) ? nil : "s\(id) has not started"
  }

  private func objectionToStep(of id: ServerID) -> String? {
    if let reason = objectionToLife(of: id) { return reason }
    return hosts[id].isUp ? nil : "s\(id) is down"
  }

  private func objectionToTimeout(of id: ServerID) -> String? {
    hosts[id].server.role == .leader ? "s\(id) leads, and has no election timeout" : nil
  }

  private func objectionToHeartbeat(of id: ServerID) -> String? {
    hosts[id].server.role == .leader ? nil : "s\(id) does not lead, and sends no heartbeats"
  }

  private func objectionToStart(_ action: TraceEvent) -> String? {
    let id = action.server
    if let reason = objectionToServer(id) { return reason }
    if hosts[id].isUp { return "s\(id) is up" }
    if started.contains(id) { return "s\(id) has started before, and can only restart" }
    return isPossibleStartingState(action) ? nil : "s\(id) starts with a recorded state that no server can have"
  }

  /// Whether a server can have the state that a start records: its numbers fit a cluster of this size.
  private func isPossibleStartingState(_ start: TraceEvent) -> Bool {
    let isVote = start.state.vote == TraceEvent.none || hosts.indices.contains(start.state.vote)
    let terms = 0...Limits.number
    return isVote && terms.contains(start.state.term) && start.appended.allSatisfy { terms.contains($0.term) }
  }
}
