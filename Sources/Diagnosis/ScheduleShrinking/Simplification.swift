import RaftCore
import Simulator
import TraceChecker

/// A change that makes a schedule easier to read, or lets more actions be left out.
enum Simplification: CaseIterable {
  /// Clients ask the leader, not a server that forwards the request.
  case requestsReachLeader
  /// A message has as many entries, and as many are in transit, as by default.
  case defaultBatches
  /// A new leader appends no no-op.
  case noNoOp
  /// Commands are numbered in the order of their requests.
  case commandsInOrder

  /// The changed schedule; `nil` if the change makes no difference.
  func apply(to schedule: LinkedSchedule) -> LinkedSchedule? {
    let old = schedule.servers.configuration
    var changed = schedule
    switch self {
    case .requestsReachLeader:
      guard schedule.actions.contains(where: \.isForwardedRequest) else { return nil }
      changed.actions = schedule.actions.map { $0.isForwardedRequest ? $0.asRequest : $0 }
    case .defaultBatches:
      changed.servers.configuration = Configuration(servers: old.servers, appendsNoOp: old.appendsNoOp)
    case .noNoOp:
      changed.servers.configuration = Configuration(
        servers: old.servers, appendsNoOp: false, batch: old.batch, window: old.window)
    case .commandsInOrder:
      let numbers = Self.numbers(of: schedule.actions)
      guard numbers.contains(where: { $0.key != $0.value }) else { return nil }
      for index in changed.actions.indices where changed.actions[index].event.action == .request {
        changed.actions[index].event.client = ClientPart()
        changed.actions[index].event.client.command = numbers[schedule.actions[index].event.client.command] ?? 0
      }
      return changed
    }
    return changed.servers.configuration == old && self != .requestsReachLeader ? nil : changed
  }

  /// The number of each command in the order of the requests, from 1.
  private static func numbers(of actions: [LinkedAction]) -> [UInt64: UInt64] {
    var numbers: [UInt64: UInt64] = [:]
    for action in actions where action.event.action == .request && numbers[action.event.client.command] == nil {
      numbers[action.event.client.command] = UInt64(numbers.count + 1)
    }
    return numbers
  }
}

extension LinkedAction {
  /// Whether a server receives a client's request that another one forwarded.
  fileprivate var isForwardedRequest: Bool { event.action == .receive && message?.kind == .forward }

  /// The request that a server received from another one, as if it had come from the client.
  fileprivate var asRequest: LinkedAction {
    var request = LinkedAction(event: TraceEvent(), number: number)
    request.event.action = .request
    request.event.server = event.server
    request.event.client.command = event.message.command
    return request
  }
}
