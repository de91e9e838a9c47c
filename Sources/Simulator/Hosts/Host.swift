import RaftCore
import TraceChecker

/// A host: the server that runs on it, its disk and its timers. It turns a step of the server into a durable write, an
/// observation, and effects that the caller carries out.
///
/// The simulated world, the schedule player and the model checker all step servers through this type.
package struct Host<Core: ServerCore> {
  /// The server; while the host is down, what it was when it crashed.
  package internal(set) var server: Core
  package internal(set) var disk: Disk
  /// What the last step asks for: the messages, answers and timers are for the caller to carry out.
  package internal(set) var effects = Core.Effects()
  package internal(set) var isUp = false
  /// How many servers the cluster has, and what else is fixed for the server's life.
  let configuration: Configuration
  var electionTimer = HostTimer()
  var heartbeatTimer = HostTimer()
  /// How many delays were drawn for the election timer in the server's term.
  var electionTimeouts = CountWithin()
  /// What was reported of the server; kept only where the disk is slow.
  var reported = ReportedState()
  /// What else is to be known of the host.
  var state = HostState()

  /// A host that is down, with a server that has never run.
  init(_ id: ServerID, _ configuration: Configuration, _ rules: Core.Rules, disk: Disk) {
    server = Core(id: id, configuration: configuration, restoring: DurableState(), rules: rules)
    self.disk = disk
    self.configuration = configuration
  }

  /// A host that is up, with everything durable that its server has.
  package init(running server: Core, _ configuration: Configuration) {
    self.server = server
    disk = Disk(rules: DiskRules(), content: server.durableState)
    isUp = true
    self.configuration = configuration
  }

  /// Takes the step for an input that is no message. What it writes is on its way to the disk, and `event` describes
  /// the step, before anything else is done about it.
  /// - Returns: whether it made the server a leader.
  @inline(__always) @discardableResult
  package mutating func step(_ input: CoreInput, _ event: inout TraceEvent, _ calls: CoreCalls) -> Bool {
    let wasLeader = server.role == .leader
    calls.begin()
    server.handle(input, into: &effects)
    calls.end()
    conclude(&event)
    return !wasLeader && server.role == .leader
  }

  /// Takes the step for a message that arrived, as `step(_:_:_:)` does.
  @inline(__always) @discardableResult
  package mutating func receive(
    _ message: borrowing Core.Message, _ event: inout TraceEvent, _ calls: CoreCalls
  ) -> Bool {
    let wasLeader = server.role == .leader
    calls.begin()
    server.receive(message, into: &effects)
    calls.end()
    conclude(&event)
    return !wasLeader && server.role == .leader
  }

  /// Writes what the step asks for, and describes the step.
  @inline(__always)
  private mutating func conclude(_ event: inout TraceEvent) {
    if effects.writes { disk.write(effects, of: server) }
    server.describeState(in: &event)
    server.describeLog(writtenAfter: effects.writesLogAfter, in: &event)
    server.describeIndexes(configuration.servers, in: &event.indexes)
    event.sent.removeAll()
    for index in effects.messages.indices { event.sent.append { effects.messages[index].describe(in: &$0) } }
  }

  /// Runs a server that has never run.
  mutating func start(_ event: inout TraceEvent, _ calls: CoreCalls) {
    isUp = true
    calls.begin()
    server.start(into: &effects)
    calls.end()
    conclude(&event)
  }

  /// Stops without warning.
  package mutating func crash(_ event: inout TraceEvent) {
    isUp = false
    event.logKept = nil
    describeState(in: &event)
  }

  /// Runs a server that has what is on the disk, and nothing else. The event describes how the log changed. O(log).
  package mutating func restart(_ rules: Core.Rules, _ event: inout TraceEvent, _ calls: CoreCalls) {
    let before = server
    calls.begin()
    server = Core(id: server.id, configuration: configuration, restoring: disk.content, rules: rules)
    server.start(into: &effects)
    calls.end()
    isUp = true
    describeState(in: &event)
    server.describeLog(against: before, in: &event)
  }

  private func describeState(in event: inout TraceEvent) {
    server.describeState(in: &event)
    server.describeIndexes(configuration.servers, in: &event.indexes)
    event.sent.removeAll()
  }

  /// The command of the entry at `index` of the server's log.
  @inline(__always)
  func command(at index: LogIndex) -> Command { server.entry(at: index).command }

  /// What the last step wrote.
  @inline(__always) var write: DiskWrite {
    DiskWrite(
      role: server.role, writesTermAndVote: effects.writesTermAndVote, hasVoted: server.votedFor != nil,
      writesLog: effects.writesLogAfter != nil, lastIndex: server.lastIndex, highestSynced: disk.highestSynced)
  }
}
