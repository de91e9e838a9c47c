import RaftCore
import TraceChecker

/// A host: the server that runs on it, its disk and its timers.
struct Node {
  /// The server; while the host is down, what it was when it crashed.
  var server: Server
  var disk: Disk
  var isUp = false
  var electionTimer = HostTimer()
  var heartbeatTimer = HostTimer()
  /// How many delays were drawn for the election timer in the server's term.
  var electionTimeouts = CountWithin()
  /// What else is to be known of the host.
  var host = HostState()

  // What follows is `mutating` so that the array of nodes lends a node in place: to read a server through the array's
  // getter copies it.

  /// Takes a step: what it writes is durable, and told in `event`, before anything else is done about it.
  /// - Returns: whether it made the server a leader.
  mutating func step(_ input: Input, _ effects: inout Effects, _ event: inout TraceEvent) -> Bool {
    let wasLeader = server.role == .leader
    server.step(input, into: &effects)
    return conclude(wasLeader, effects, &event)
  }

  /// The same, for a message that arrives, without a copy of it.
  mutating func receive(_ message: Message, _ effects: inout Effects, _ event: inout TraceEvent) -> Bool {
    let wasLeader = server.role == .leader
    server.step(receiving: message, into: &effects)
    return conclude(wasLeader, effects, &event)
  }

  private mutating func conclude(_ wasLeader: Bool, _ effects: Effects, _ event: inout TraceEvent) -> Bool {
    carryOut(effects, &event)
    return !wasLeader && server.role == .leader
  }

  mutating func carryOut(_ effects: Effects, _ event: inout TraceEvent) {
    if effects.writes { disk.write(effects, server.durable, server.role) }
    TraceAdapter.describe(server.id, server.durable, server.role, server.commitIndex, effects, in: &event)
    TraceAdapter.describe(server.role, server.peers, in: &event.indexes)
  }

  /// Whether what the step sends must wait until what it wrote is durable.
  mutating func waitsForSync(_ effects: Effects) -> Bool {
    disk.rules.waitsForSync(
      DiskWrite(
        role: server.role, writesTermAndVote: effects.writesTermAndVote, hasVoted: server.votedFor != nil,
        writesLog: effects.writesLogBehind != nil))
  }

  /// Stops without warning.
  mutating func crash(_ event: inout TraceEvent) {
    isUp = false
    event.logKept = nil
    TraceAdapter.describeState(of: server, in: &event)
  }

  /// Runs a server that has what is on the disk, and nothing else.
  mutating func restart(_ rules: Rules, _ effects: inout Effects, _ event: inout TraceEvent) {
    let had = server.log
    server = Server(id: server.id, configuration: server.configuration, restoring: disk.content, rules: rules)
    isUp = true
    server.start(into: &effects)
    TraceAdapter.describeRestart(server, had: had, in: &event)
  }

  /// Applies what is committed up to `index`.
  mutating func apply(upTo index: LogIndex, to application: Application) {
    application.apply(server.log, index, server.id)
  }
}

/// A timer. At most one occurrence of it is planned and counts: to set it anew only moves the deadline, which the
/// planned occurrence finds out when it comes.
struct HostTimer {
  /// When it fires; `Int.max` if it is not set.
  private(set) var deadline = Int.max
  private var planned = Int.max

  /// Sets the timer. Returns the time at which an occurrence must be planned, if it must.
  mutating func set(_ deadline: Int) -> Int? {
    self.deadline = deadline
    guard deadline < planned else { return nil }
    planned = deadline
    return deadline
  }

  mutating func stop() { deadline = .max }

  /// Takes the planned occurrence back: it is not planned any more. Returns whether an occurrence at `time` was that.
  mutating func holdUp(at time: Int) -> Bool {
    guard time == planned else { return false }
    planned = .max
    return true
  }

  /// Plans an occurrence for `now` in the place of one that was held up.
  /// - Parameter isMeant: whether a timer comes up that should have done so before `now`.
  /// - Returns: whether it must be planned.
  mutating func comeUp(at now: Int, ifOverdue isMeant: Bool) -> Bool {
    guard deadline != .max, now < planned, isMeant || deadline > now else { return false }
    planned = now
    return true
  }

  /// Sets the timer to `limit` where it is set to a later time. Returns as `set`.
  mutating func bringForward(to limit: Int) -> Int? {
    deadline == .max || deadline <= limit ? nil : set(limit)
  }

  /// What an occurrence at `time` means.
  mutating func occur(at time: Int) -> Meaning {
    guard time == planned else { return .nothing }
    planned = .max
    if deadline <= time {
      deadline = .max
      return .fires
    }
    guard deadline != .max else { return .nothing }
    planned = deadline
    return .later(deadline)
  }

  enum Meaning: Equatable {
    case fires
    case later(Int)
    case nothing
  }
}
