extension Deviation.Condition {
  /// Equal for conditions that differ in nothing but servers, indexes, terms and commands.
  var kind: String {
    switch self {
    case .timeoutOfLeader: "timeout of a leader"
    case .heartbeatOf(let role, _): "heartbeat of a \(role)"
    case .term(let before, let allowed, let seen): "term \(Self.order(before, allowed, seen))"
    case .vote(_, let held, let allowed, let seen): Self.vote(held, allowed, seen)
    case .role(_, let allowed, let seen, _): "\(seen) where it must be \(allowed)"
    case .commit(let before, let allowed, let seen): "commit index \(Self.order(before, allowed, seen))"
    case .log(let allowed, let seen): Self.log(allowed, seen)
    case .restartLosesCounted: "restart without entries that it counted"
    case .sends(let message, let rule): "sends \(message.kind), \(rule.kind)"
    case .answers: "several answers"
    case .forwards: "several forwarded requests"
    case .matchIndex(_, let allowed, let seen): seen > allowed ? "match index too high" : "match index too low"
    case .nextIndex(_, let lowest, _, let seen): seen < lowest ? "next index too low" : "next index too high"
    case .notInTransit(let message): "\(message.kind) that is not in transit"
    case .unspecifiedKind(let message): "receives \(message.kind), which is not specified"
    case .notSpecified(let action): "\(action), which is not specified"
    case .startRole(let role): "start as \(role)"
    case .startCommit: "start with a commit index beyond the log"
    case .startLog: "start with terms that fall"
    case .startSends: "start with a message"
    }
  }

  private static func order(_ before: Int, _ allowed: Int, _ seen: Int) -> String {
    if seen < before { return "falls" }
    if seen > allowed { return "too high" }
    return allowed > before ? "does not rise enough" : "too low"
  }

  private static func vote(_ held: Int?, _ allowed: Int?, _ seen: Int?) -> String {
    if seen == nil { return held == nil ? "vote not recorded" : "vote cleared" }
    if held != nil { return "vote for a second candidate" }
    return allowed == nil ? "vote that must not be given" : "vote for another candidate"
  }

  private static func log(_ allowed: Deviation.LogAllowance, _ seen: Deviation.WrittenLog?) -> String {
    guard let seen else { return "log not written" }
    switch allowed {
    case .nothing: return seen.entries.isEmpty ? "log cut" : "log written"
    case .write(let wanted): return wanted.kept == seen.kept ? "other entries written" : "entries written elsewhere"
    case .noOp: return "other entries than a no-op written"
    case .loss: return "log changed by a restart"
    }
  }
}

extension Deviation.SendingRule {
  fileprivate var kind: String {
    switch self {
    case .voteRequest: "no candidate's request"
    case .appendRequest: "not the leader's log"
    case .forward: "not the request of the step"
    case .forwardReply: "not true of the log"
    case .noAnswer: "nothing to answer"
    case .vote(let granted, _): granted ? "vote owed" : "refusal owed"
    case .accepted: "agreement owed"
    case .rejected: "disagreement owed"
    case .specifiedKind: "not specified"
    }
  }
}
