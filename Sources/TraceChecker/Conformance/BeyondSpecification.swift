extension TraceEvent {
  /// What an event has that the specification does not know, in words: a role, a kind of message or of entry, or a step.
  /// `nil` if there is nothing. From such an event on it is unknown what the specification allows.
  public var beyondSpecification: String? {
    if action == .installSnapshot { return "no step \"installSnapshot\"" }
    if action.isServerStep, state.role == .preCandidate { return "no role \"preCandidate\"" }
    if action.hasMessage, let reason = message.beyondSpecification { return reason }
    guard action.isServerStep else { return nil }
    if appended.contains(where: { $0.kind == .configuration }) { return "no entry \"configuration\"" }
    for offset in 0..<sent.count { if let reason = sent[offset].beyondSpecification { return reason } }
    return nil
  }
}

extension TraceMessage {
  /// The same of a message.
  fileprivate var beyondSpecification: String? {
    if MessageCatalog.standard[kind]?.action == nil { return "no message \"\(kind)\"" }
    return entries.contains { $0.kind == .configuration } ? "no entry \"configuration\"" : nil
  }
}
