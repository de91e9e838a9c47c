/// Evidence as text: what was not allowed, and what shows it. The only place that words evidence.
public enum EvidenceText {
  /// A sentence, without a full stop.
  public static func text(_ evidence: Evidence) -> String {
    switch evidence {
    case .twoLeaders(let term, let first, let second): twoLeaders(term, first, second)
    case .twoVotes(let voter, let term, let first, let second):
      "\(s(voter)) must not vote for \(s(second)) in term \(term): it voted for \(s(first)) in the same term"
    case .grantDespiteVote(let voter, let term, let vote, let candidate):
      "\(s(voter)) must not grant \(s(candidate)) its vote in term \(term): it voted for \(s(vote)) in the same term"
    case .voteForOlderLog(let term, let voter, let log, let candidate, let candidateLog):
      "\(s(voter)) must not vote for \(s(candidate)) in term \(term): its own log ends at \(place(log)), the log of "
        + "\(s(candidate)) at \(place(candidateLog))"
    case .termFell(let server, let from, let to): "the term of \(s(server)) must not fall from \(from) to \(to)"
    case .messageAheadOfSender(let kind, let term, let sender, let receiver, let highest):
      "\(s(sender)) must not send \(message(kind)) of term \(term) to \(s(receiver)): its highest term so far is \(highest)"
    case .trapped(let server, let point, let trap):
      "\(s(server)) must not trap \(words(point))" + (trap.map { ": \($0)" } ?? "")
    case .roleChange(let change): roleChange(change)
    case .deviation(let deviation): DeviationText.text(deviation)
    case .unexplainedAnswer(let answer): unexplained(answer)
    case .answerWithoutResult(let call):
      "the answer to c\(call.client)'s \(call.operation), command \(call.command), must have its result: it says only "
        + "that the command is committed"
    case .refusedCommandTakesEffect(let call, let committed): refused(call, committed)
    case .stalled(let stall): stalled(stall)
    case .replicasDiffer(let difference): replicasDiffer(difference)
    case .custom(_, _, let text): text
    default: logText(evidence) ?? commitText(evidence) ?? evidence.kind
    }
  }

  // MARK: Words that all share

  static func s(_ server: Int) -> String { Words.server(server) }

  static func entry(_ entry: TraceEntry?) -> String { Words.entry(entry) }

  /// `index 3 (term 2)`.
  static func place(_ end: LogEnd) -> String {
    end.index == 0 ? "index 0 (empty)" : "index \(end.index) (term \(end.term))"
  }

  static func servers(_ servers: [Int]) -> String {
    servers.isEmpty ? "no server" : servers.map(s).joined(separator: ", ")
  }

  static func state(_ state: ServerState) -> String { "\(state.role) of term \(state.term)" }

  static func message(_ kind: TraceMessage.Kind?) -> String { kind.map { MessageText.text($0) } ?? "a message" }

  /// Where an entry was first seen; nothing if that is not known.
  static func step(_ step: Int) -> String { step == 0 ? "" : " (step \(step))" }

  /// What a step was: `on a timeout`.
  static func cause(_ cause: StepCause) -> String {
    switch cause.action {
    case .timeout: "on an election timeout"
    case .heartbeat: "on a heartbeat timeout"
    case .request: "on a client's request"
    case .receive: "on receiving \(message(cause.received))"
    case .compact: "on compacting its log"
    case .installSnapshot: "on installing a snapshot"
    default: "on a \(cause.action)"
    }
  }

  /// What a server was doing when it trapped.
  private static func words(_ point: TrapPoint) -> String {
    switch point {
    case .apply: "while it applies an entry"
    case .start: "when it starts"
    case .restart: "when it restarts"
    case .timeout: "on an election timeout"
    case .heartbeat: "on a heartbeat timeout"
    case .receive: "on receiving a message"
    case .request, .read: "on a client's request"
    case .tick: "when time passes"
    case .compact: "on compacting its log"
    case .installSnapshot: "on installing a snapshot"
    }
  }

  // MARK: Elections

  private static func twoLeaders(_ term: Int, _ first: ElectedLeader, _ second: ElectedLeader) -> String {
    "term \(term) must not have two leaders: \(leader(first)), and \(leader(second))"
  }

  private static func leader(_ leader: ElectedLeader) -> String {
    "\(s(leader.server))\(step(leader.step)) with the votes of \(servers(leader.voters))"
  }

  private static func roleChange(_ change: RoleChange) -> String {
    let rule =
      switch change.rule {
      case .restartedServerFollows: "a restarted server is a follower"
      case .leaderNeverStands: "a leader starts no election"
      case .candidateByTimeout: "only an election timeout starts an election"
      case .candidateInNewTerm: "a new candidate must enter a term above \(change.before.term)"
      case .leaderKeepsTerm: "it was elected in term \(change.before.term)"
      case .onlyCandidateWins: "it was no candidate"
      case .winsByVoteReply: "only a RequestVote reply elects a candidate"
      case .winsInOwnTerm: "it was a candidate of term \(change.before.term)"
      case .termFromMessage: "the message is of term \(change.messageTerm.map { "\($0)" } ?? "below it")"
      }
    return
      "\(s(change.server)), \(state(change.before)), must not become \(state(change.after)) \(cause(change.cause)): "
      + rule
  }
}
