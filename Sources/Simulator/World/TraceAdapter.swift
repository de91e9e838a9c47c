import RaftCore
import TraceChecker

/// Tells a step of the core as a trace event: the one place where the two vocabularies meet.
public enum TraceAdapter {
  /// Fills in how a server stands after a step, and what the step did to its log. O(entries written). Its parts,
  /// because to hand over a whole server copies it.
  @inline(__always)
  static func describe(
    _ id: ServerID, _ durable: DurableState, _ role: Role, _ commit: LogIndex, _ effects: Effects,
    in event: inout TraceEvent
  ) {
    event.server = id
    describeState(durable, role, commit, in: &event)
    event.logKept = effects.writesLogBehind
    while !event.appended.isEmpty { event.appended.removeLast() }
    if let kept = effects.writesLogBehind { appendEntries(of: durable.log, behind: kept, to: &event) }
  }

  /// Fills in a step of `server`, with all that it tells and sends. O(entries written, and messages).
  public static func describeStep(of server: Server, _ effects: Effects, in event: inout TraceEvent) {
    describe(server.id, server.durable, server.role, server.commitIndex, effects, in: &event)
    describe(server.role, server.peers, in: &event.indexes)
    describe(effects, in: &event.sent)
  }

  /// Fills in what a leader knows of the others, and nothing for other roles.
  @inline(__always)
  public static func describe(_ role: Role, _ peers: [PeerProgress], in indexes: inout LeaderIndexes) {
    guard role == .leader else { return indexes.removeAll() }
    indexes.begin(peers.count)
    for server in peers.indices {
      indexes.set(server, match: peers[server].match)
      indexes.set(server, next: peers[server].next)
    }
  }

  /// Fills in the messages that a step sends.
  @inline(__always)
  static func describe(_ effects: Effects, in sent: inout MessageList) {
    sent.removeAll()
    for index in effects.messages.indices { sent.append { describe(effects.messages[index], in: &$0) } }
  }

  /// Fills in a restart: what `server` has now, against the log that it `had`. O(log).
  public static func describeRestart(_ server: Server, had: Log, in event: inout TraceEvent) {
    describeState(of: server, in: &event)
    let log = server.log
    let shared = min(log.lastIndex, had.lastIndex)
    var kept = 0
    while kept < shared, log[kept + 1] == had[kept + 1] { kept += 1 }
    event.logKept = kept == log.lastIndex && kept == had.lastIndex ? nil : kept
    event.appended = []
    if event.logKept != nil { appendEntries(of: log, behind: kept, to: &event) }
  }

  /// Fills in what a restart made of the log that the trace has told. O(log).
  static func describeRestart(_ log: Log, told: LogHistory, in event: inout TraceEvent) {
    let shared = min(log.lastIndex, told.count)
    var kept = 0
    while kept < shared, entry(log[kept + 1]) == told[kept + 1] { kept += 1 }
    event.logKept = kept == log.lastIndex && kept == told.count ? nil : kept
    event.appended = []
    if event.logKept != nil { appendEntries(of: log, behind: kept, to: &event) }
  }

  /// Fills in which server it is and how it stands, but for its log.
  public static func describeState(of server: Server, in event: inout TraceEvent) {
    event.server = server.id
    event.sent.removeAll()
    describe(server.role, server.peers, in: &event.indexes)
    describeState(server.durable, server.role, server.commitIndex, in: &event)
  }

  /// Fills in that it is no server's step.
  @inline(__always)
  static func describeNoServer(in event: inout TraceEvent) {
    event.server = TraceEvent.none
    event.logKept = nil
    event.indexes.removeAll()
    event.sent.removeAll()
  }

  @inline(__always)
  private static func describeState(
    _ durable: DurableState, _ role: Role, _ commit: LogIndex, in event: inout TraceEvent
  ) {
    event.state.term = durable.currentTerm
    event.state.vote = durable.votedFor ?? TraceEvent.none
    event.state.role = self.role(role)
    event.state.commit = commit
  }

  private static func appendEntries(of log: Log, behind kept: LogIndex, to event: inout TraceEvent) {
    for entry in log.entries(behind: kept) { event.appended.append(self.entry(entry)) }
  }

  /// A role.
  public static func role(_ role: Role) -> TraceRole {
    switch role {
    case .follower: .follower
    case .candidate: .candidate
    case .leader: .leader
    }
  }

  /// An entry.
  public static func entry(_ entry: Entry) -> TraceEntry {
    TraceEntry(term: entry.term, command: entry.command.rawValue)
  }

  /// Fills in a message.
  public static func describe(_ message: borrowing Message, in event: inout TraceMessage) {
    event.from = message.from
    event.to = message.to
    event.term = message.term
    event.removePayload()
    describe(message.body, in: &event)
  }

  private static func describe(_ body: Message.Body, in event: inout TraceMessage) {
    switch body {
    case .voteRequest(let request):
      event.kind = .voteRequest
      event.lastLogIndex = request.last.index
      event.lastLogTerm = request.last.term
    case .voteReply(let reply):
      event.kind = .voteReply
      event.granted = reply.granted
    case .appendRequest(let request): describe(request, in: &event)
    case .appendReply(let reply): describe(reply, in: &event)
    case .forward(let command):
      event.kind = .forward
      event.command = command.rawValue
    case .forwardReply(let answer):
      event.kind = .forwardReply
      event.command = answer.command.rawValue
      (event.outcome, event.committedIndex, event.leader) = outcome(answer.outcome)
    }
  }

  private static func describe(_ request: AppendRequest, in event: inout TraceMessage) {
    event.kind = .appendRequest
    event.prevLogIndex = request.previous.index
    event.prevLogTerm = request.previous.term
    event.leaderCommit = request.commit
    for offset in 0..<request.entries.count { event.entries.append(entry(request.entries[offset])) }
  }

  private static func describe(_ reply: AppendReply, in event: inout TraceMessage) {
    event.kind = .appendReply
    switch reply {
    case .accepted(let match):
      event.success = true
      event.matchIndex = match
    case .rejected(let previous, let hint):
      event.rejectedIndex = previous
      event.conflictIndex = hint.index
      event.conflictTerm = hint.term
    }
  }

  /// An outcome with its index and the leader it names.
  public static func outcome(_ outcome: Outcome) -> (TraceOutcome, index: Int, leader: Int) {
    switch outcome {
    case .committed(let index, _): (.committed, index, TraceEvent.none)
    case .notLeader(let leader): (.notLeader, 0, leader ?? TraceEvent.none)
    case .unknown(let leader): (.unknown, 0, leader ?? TraceEvent.none)
    }
  }
}
