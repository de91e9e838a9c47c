import TraceChecker

/// An event of a trace in words, one line each.
public enum EventText {
  /// An event with its number and time.
  /// - Parameters:
  ///   - event: the event.
  ///   - hasTime: whether its time means anything; that of a schedule's step does not.
  public static func line(_ event: TraceEvent, hasTime: Bool = true) -> String {
    let number = event.action.isNote ? "" : "#\(event.sequence)  "
    let place = number + (hasTime ? "\(VirtualTime.text(event.time))  " : "")
    return place + words(event)
  }

  /// What happened, and the state of the server after it.
  public static func words(_ event: TraceEvent) -> String {
    text(event) + (event.action.isServerStep ? state(event) : "")
  }

  private static func text(_ event: TraceEvent) -> String {
    let server = "s\(event.server)"
    switch event.action {
    case .start: return "\(server) starts"
    case .timeout: return "\(server) times out"
    case .heartbeat: return "\(server) sends heartbeats"
    case .receive: return "\(server) receives \(MessageText.text(event.message))"
    case .request: return "\(server) receives the request for command \(event.client.command)\(asker(event.client))"
    case .crash: return "\(server) \(end(event))"
    case .restart: return "\(server) restarts"
    case .partition: return partition(event)
    case .heal: return "the partition heals"
    case .lose: return "lost\(reason(event.details.loss)): \(MessageText.text(event.message, namesReceiver: true))"
    case .duplicate: return "duplicated: \(MessageText.text(event.message, namesReceiver: true))"
    case .invoke: return "c\(event.client.client) requests command \(event.client.command): \(operation(event.client))"
    case .answer: return answer(event.client)
    case .pause: return "\(server) is paused"
    case .resume: return "\(server) resumes"
    default: return detailed(event)
    }
  }

  /// How a server ends, and in what if it trapped.
  private static func end(_ crash: TraceEvent) -> String {
    switch crash.details.trap {
    case nil: "crashes"
    case .apply: "traps while it applies an entry"
    case .start: "traps when it starts"
    case .restart: "traps when it restarts"
    case .timeout: "traps on an election timeout"
    case .heartbeat: "traps on a heartbeat timeout"
    case .receive: "traps on receiving \(MessageText.text(crash.message))"
    case .request: "traps on the request for command \(crash.client.command)\(asker(crash.client))"
    case let point?: "traps in \(point)"
    }
  }

  /// What only version 2 of the trace format has.
  private static func detailed(_ event: TraceEvent) -> String {
    let (server, details) = ("s\(event.server)", event.details)
    let link = "s\(details.link.from) to s\(details.link.to)"
    switch event.action {
    case .tick: return "time passes at \(server)"
    case .read: return "\(server) receives read request \(event.client.command)\(asker(event.client))"
    case .compact: return "\(server) compacts its log up to index \(details.base.index) of term \(details.base.term)"
    case .installSnapshot:
      return "\(server) installs a snapshot up to index \(details.base.index) of term \(details.base.term)"
    case .sync: return "the disk of \(server) is synced up to step \(details.through)"
    case .timer where details.due == TraceEvent.none: return "the \(details.timer) timer of \(server) stops"
    case .timer: return "the \(details.timer) timer of \(server) is set to \(VirtualTime.text(details.due))"
    case .faultsEnd: return "the faults end"
    case .channelOpen: return "channel \(details.connection) from \(link) opens"
    case .channelClose: return "channel \(details.connection) from \(link) closes"
    case .call: return "call \(details.connection) from \(link) begins"
    case .callEnd: return "call \(details.connection) from \(link) ends"
    case .introducerCrash: return "the introducer crashes"
    case .introducerRestart: return "the introducer restarts"
    default: return "\(event.action)"
    }
  }

  private static func reason(_ loss: LossReason?) -> String {
    switch loss {
    case nil: ""
    case .chance: " by chance"
    case .burst: " in a burst"
    case .overflow: ", queue full"
    case .partition: " to a partition"
    case .receiverDown: ", receiver down"
    case .noChannel: ", no channel"
    case .droppedByHost: ", dropped by the host"
    }
  }

  private static func asker(_ part: borrowing ClientPart) -> String {
    part.client == TraceEvent.none ? "" : " of c\(part.client)"
  }

  private static func partition(_ event: TraceEvent) -> String {
    if event.cut.isEmpty { return "partition: \(group(event.group)) separated from the others" }
    var links: [String] = []
    event.cut.forEach { links.append("s\($0)→s\($1)") }
    return "partition: cut " + links.joined(separator: ", ")
  }

  /// The servers of a group, one bit a server.
  static func group(_ group: UInt16) -> String {
    (0..<16).filter { group >> $0 & 1 == 1 }.map { "s\($0)" }.joined(separator: ", ")
  }

  private static func answer(_ part: ClientPart) -> String {
    switch part.outcome {
    case .committed:
      "c\(part.client) receives the answer to command \(part.command), committed at \(part.index): \(result(part))"
    case .notLeader, .unknown: "c\(part.client) stops waiting for command \(part.command), without an answer"
    }
  }

  private static func operation(_ part: ClientPart) -> String { part.operation?.description ?? part.text }

  private static func result(_ part: ClientPart) -> String { part.result?.description ?? part.text }

  /// The state of the server after the step.
  private static func state(_ event: TraceEvent) -> String {
    let vote = event.state.vote == TraceEvent.none ? "no vote" : "vote s\(event.state.vote)"
    var text = " → \(event.state.role) of term \(event.state.term), \(vote), commit \(event.state.commit)"
    if let kept = event.logKept { text += ", log: \(MessageText.text(event.appended)) after \(kept)" }
    return text
  }
}
