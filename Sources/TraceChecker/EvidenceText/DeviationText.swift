/// A step that is not an action of the specification, as text: what the server must not or must do, and why.
enum DeviationText {
  static func text(_ deviation: Deviation) -> String {
    let origin = deviation.action == .none ? "" : " (\(deviation.action.rawValue))"
    let condition = condition(deviation)
    let separator = condition.contains(": ") ? "; " : ": "
    var parts = [condition + (deviation.reason.map { separator + text($0) } ?? "") + origin]
    if let received = deviation.received {
      parts.append(
        "its log ends at \(EvidenceText.place(deviation.log)), and it received \(MessageText.text(received))")
    }
    return parts.joined(separator: "; ")
  }

  private static func s(_ server: Int) -> String { EvidenceText.s(server) }

  private static func condition(_ deviation: Deviation) -> String {
    let server = s(deviation.server)
    switch deviation.condition {
    case .timeoutOfLeader(let term):
      return "\(server) must not start an election while it leads term \(term)"
    case .heartbeatOf(let role, let term):
      return "\(server) must not send heartbeats as a \(role) of term \(term): only a leader does"
    case .term(let before, let allowed, let seen): return term(server, before, allowed, seen)
    case .vote(let term, let held, let allowed, let seen):
      return vote(server, term, held, allowed, seen, deviation.received)
    case .role(let term, let allowed, let seen, let votes): return role(server, term, allowed, seen, votes)
    case .commit(let before, let allowed, let seen): return commit(server, before, allowed, seen)
    case .log(let allowed, let seen): return log(server, allowed, seen)
    case .restartLosesCounted(let length, let commit):
      return
        "\(server) must not restart with a log that ends at index \(length): no other majority has the entries up to "
        + "index \(commit), which it committed"
    case .matchIndex(let peer, let allowed, let seen):
      let acknowledged = allowed == 0 ? "nothing" : "entries up to index \(allowed)"
      return "the match index of \(s(peer)) must be \(allowed), not \(seen): it has acknowledged \(acknowledged)"
    case .nextIndex(let peer, let lowest, let highest, let seen):
      return nextIndex(s(peer), lowest, highest, seen)
    default: return sending(server, deviation.condition) ?? starting(server, deviation.condition)
    }
  }

  private static func term(_ server: String, _ before: Int, _ allowed: Int, _ seen: Int) -> String {
    if seen < before { return "\(server) must not return from term \(before) to term \(seen)" }
    return allowed == before
      ? "\(server) must not enter term \(seen): it must stay in term \(allowed)"
      : "\(server) must enter term \(allowed), not \(seen == before ? "stay in" : "enter") term \(seen)"
  }

  private static func vote(
    _ server: String, _ term: Int, _ held: Int?, _ allowed: Int?, _ seen: Int?, _ received: TraceMessage?
  ) -> String {
    guard let seen else {
      return held.map { "\(server) must not clear its vote for \(s($0)) in term \(term)" }
        ?? "\(server) must vote for \(allowed.map(s) ?? "itself") in term \(term), and records no vote"
    }
    if let held {
      return "\(server) must not vote for \(s(seen)) in term \(term): it voted for \(s(held)) in the same term"
    }
    if let allowed {
      return "\(server) must not vote for \(s(seen)) in term \(term): the candidate is \(s(allowed))"
    }
    guard received?.kind == .voteRequest else {
      return "\(server) must not vote for \(s(seen)) in term \(term): no candidate asked for its vote in this step"
    }
    return "\(server) must not vote for \(s(seen)) in term \(term)"
  }

  private static func role(
    _ server: String, _ term: Int, _ allowed: TraceRole, _ seen: TraceRole, _ votes: UInt16
  ) -> String {
    let voters = EvidenceText.servers((0..<16).filter { votes & 1 << UInt16($0) != 0 })
    switch (allowed, seen) {
    case (.leader, _): return "\(server) must lead term \(term): it has the votes of \(voters), a majority"
    case (_, .leader):
      let reason = allowed == .candidate ? ": it has the votes of \(voters), no majority" : ""
      return "\(server) must not lead term \(term)\(reason)"
    case (.candidate, _): return "\(server) must be a candidate in term \(term)"
    default: return "\(server) must not be a \(seen) in term \(term)"
    }
  }

  private static func commit(_ server: String, _ before: Int, _ allowed: Int, _ seen: Int) -> String {
    if seen < before { return "\(server) must not lower its commit index from \(before) to \(seen)" }
    return seen > allowed
      ? "\(server) must not commit beyond index \(allowed): it commits up to index \(seen)"
      : "\(server) must commit up to index \(allowed): it commits up to index \(seen)"
  }

  /// Why a leader's next index is wrong, if it is too low; why it is too high, the reason says.
  private static func nextIndex(_ peer: String, _ lowest: Int, _ highest: Int, _ seen: Int) -> String {
    if lowest == highest { return "the next index of \(peer) must be \(lowest), not \(seen)" }
    return seen < lowest
      ? "the next index of \(peer) must not be \(seen): its match index is \(lowest - 1)"
      : "the next index of \(peer) must not be \(seen)"
  }

  private static func log(
    _ server: String, _ allowed: Deviation.LogAllowance, _ seen: Deviation.WrittenLog?
  ) -> String {
    let found = seen.map(written) ?? "leaves its log as it was"
    return switch allowed {
    case .nothing: "\(server) must not change its log: it \(found)"
    case .write(let wanted): "\(server) must write \(entries(wanted)): it \(found)"
    case .noOp(let wanted): "\(server) must write nothing but \(entries(wanted)): it \(found)"
    case .loss(let term):
      "\(server) must restart with its log, of which it may lack only entries of term \(term) at the end: it \(found)"
    }
  }

  /// `writes command 7 of term 1 after index 3`.
  private static func written(_ log: Deviation.WrittenLog) -> String {
    log.entries.isEmpty ? "removes what is after index \(log.kept)" : "writes \(entries(log))"
  }

  private static func entries(_ log: Deviation.WrittenLog) -> String {
    "\(Words.entries(log.entries)) after index \(log.kept)"
  }
}
