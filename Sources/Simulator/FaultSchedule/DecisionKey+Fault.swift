extension DecisionKey {
  /// The kind of fault that hits if the decision is that something happens; `nil` for any other decision.
  package var fault: Fault? {
    if stream == .fault { return RecurringFault(rawValue: UInt8(subject))?.plan.fault }
    guard let option = stream.faultOption else { return nil }
    return Fault.all.first { $0.option == option }
  }

  /// Whether the fault is a recurring one: its parameter is the time between two of them, and not a rate.
  package var isOfRecurringFault: Bool { stream == .fault }
}

extension KeyedRandom.Stream {
  /// The option of the fault that happens at a rate and is decided here; `nil` if no such fault is.
  fileprivate var faultOption: String? {
    switch self {
    case .loss, .clientLoss, .answerLoss, .signalLoss: "loss"
    case .duplication, .signalDuplication: "duplication"
    case .reorder, .duplicateReorder: "reorder"
    case .burst: "burst-loss"
    case .lateDuplication: "late-duplication"
    case .syncStall: "sync-stall"
    case .tornWrite: "torn-write"
    case .writeError: "write-error"
    case .lostWrite: "lost-write"
    case .bitFlip: "bit-flip"
    case .timerEarly: "timer-early"
    case .timerLate: "timer-late"
    default: nil
    }
  }
}

extension DecisionKey {
  /// The servers at the two ends of the link that the decision is about, if it is about one.
  package var link: (from: Int, to: Int)? {
    stream.form.subject == .link ? (from: subject >> 8, to: subject & 0xff) : nil
  }

  /// The server that the decision is about, itself or its timer, if it is about one.
  package var server: Int? {
    switch stream.form.subject {
    case .server: subject
    case .timer, .way: subject / 2
    default: nil
    }
  }

  /// The client that the decision is about, if it is about one.
  package var client: Int? { stream.form.subject == .client ? subject : nil }

  /// The content hash of the message that the decision is about, if it is about one between servers.
  package var messageHash: UInt64? { stream.form.subject == .link && stream.isOfContent ? number : nil }
}
