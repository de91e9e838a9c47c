/// Something in an event that the specification lacks.
public enum Unspecified: Hashable, Sendable, CustomStringConvertible {
  /// A step of a server.
  case step(Action)
  /// The role of a server.
  case role(TraceRole)
  /// A kind of message.
  case message(TraceMessage.Kind)
  /// A kind of entry.
  case entry(TraceEntry.Kind)

  /// In words, as in `no message "timeoutNow"`.
  public var description: String {
    switch self {
    case .step(let action): "no step \"\(action)\""
    case .role(let role): "no role \"\(role)\""
    case .message(let kind): "no message \"\(kind)\""
    case .entry(let kind): "no entry \"\(kind)\""
    }
  }
}

/// Where the judgment of conformance ended without a violation.
public struct ConformanceEnd: Hashable, Sendable {
  /// The first event that is not judged.
  public let step: Int
  /// What it has that the specification lacks.
  public let reason: Unspecified
}

extension TraceEvent {
  /// What the event has that the specification lacks; `nil` if there is nothing. Such an event is not an action of the
  /// specification, and what the specification allows after it is unknown.
  var unspecified: Unspecified? {
    if action == .installSnapshot { return .step(action) }
    if action.isServerStep, state.role == .preCandidate { return .role(state.role) }
    if action.hasMessage {
      if !message.kind.isSpecified { return .message(message.kind) }
      if message.entries.haveConfiguration { return .entry(.configuration) }
    }
    guard action.isServerStep else { return nil }
    if appended.haveConfiguration { return .entry(.configuration) }
    for offset in 0..<sent.count {
      if !sent[offset].kind.isSpecified { return .message(sent[offset].kind) }
      if sent[offset].entries.haveConfiguration { return .entry(.configuration) }
    }
    return nil
  }
}

extension [TraceEntry] {
  /// Whether an entry is a configuration.
  fileprivate var haveConfiguration: Bool { contains { $0.kind == .configuration } }
}
