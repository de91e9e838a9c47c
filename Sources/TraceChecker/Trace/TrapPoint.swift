/// What a server was doing when it trapped.
public enum TrapPoint: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  case start, timeout, heartbeat, receive, request, restart, tick, read, compact, installSnapshot
  /// Its state machine was applying an entry that the step before the crash had committed.
  case apply

  /// The step that the server was taking; `nil` if it was applying an entry, after a step.
  public var step: Action? {
    switch self {
    case .start: .start
    case .timeout: .timeout
    case .heartbeat: .heartbeat
    case .receive: .receive
    case .request: .request
    case .restart: .restart
    case .tick: .tick
    case .read: .read
    case .compact: .compact
    case .installSnapshot: .installSnapshot
    case .apply: nil
    }
  }

  /// A server that trapped in `step`.
  /// - Precondition: its code runs in that step.
  package init(_ step: Action) {
    guard let point = Self.allCases.first(where: { $0.step == step }) else {
      preconditionFailure("\(step) cannot trap")
    }
    self = point
  }
}
