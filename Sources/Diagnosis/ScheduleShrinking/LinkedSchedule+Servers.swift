import RaftCore
import TraceChecker

extension LinkedSchedule {
  /// The schedule in a cluster without these servers; the others are numbered anew.
  func without(_ removed: [Int]) -> LinkedSchedule {
    let old = servers.configuration
    let kept = (0..<old.servers).filter { !removed.contains($0) }
    var schedule = self
    schedule.servers.configuration = Configuration(
      servers: kept.count, appendsNoOp: old.appendsNoOp, batch: old.batch, window: old.window)
    schedule.starts = starts.compactMap { $0.renumbered(kept) }
    schedule.actions = actions.compactMap { $0.renumbered(kept) }
    return schedule
  }
}

extension LinkedAction {
  /// The action in a cluster of the servers `kept`, each numbered by its position; `nil` if it is of another server.
  fileprivate func renumbered(_ kept: [Int]) -> LinkedAction? {
    var action = self
    if event.server != TraceEvent.none {
      guard let server = kept.firstIndex(of: event.server) else { return nil }
      action.event.server = server
    }
    if let message {
      guard let from = kept.firstIndex(of: message.from), let to = kept.firstIndex(of: message.to) else { return nil }
      action.message?.from = from
      action.message?.to = to
    }
    if event.action == .start, event.state.vote != TraceEvent.none {
      action.event.state.vote = kept.firstIndex(of: event.state.vote) ?? TraceEvent.none
    }
    return action
  }
}
