import RaftCore
import TraceChecker

/// A Raft server as hosts know it: a state machine without clock, I/O, randomness or threads.
///
/// The simulated world, the schedule player and the model checker drive any core through this protocol. A core is a
/// value: a copy takes steps of its own. Equal cores that get equal inputs take equal steps.
///
/// The contract of the host: what a step writes is durable before anything that the step sends leaves.
public protocol ServerCore: Sendable {
  /// What servers send each other.
  associatedtype Message: CoreMessage
  /// What a step asks of the host.
  associatedtype Effects: CoreEffects where Effects.Message == Message
  /// What the servers of a cluster are made with beside the configuration.
  associatedtype Rules: Sendable

  /// A server that has `durable` and nothing else: one that starts for the first time, or again. TLA+: `Restart`.
  init(id: ServerID, configuration: Configuration, restoring durable: DurableState, rules: Rules)

  /// Begins the life of a server that was just made: it waits for a leader. Replaces the content of `effects`.
  func start(into effects: inout Effects)

  /// Takes the step for an input that is no message. Replaces the content of `effects`.
  mutating func handle(_ input: CoreInput, into effects: inout Effects)

  /// Takes the step for a message that arrived. Replaces the content of `effects`.
  mutating func receive(_ message: borrowing Message, into effects: inout Effects)

  /// The number of this server in the cluster.
  var id: ServerID { get }
  /// The current term. TLA+: `currentTerm`.
  var currentTerm: Term { get }
  /// The vote of the current term. TLA+: `votedFor`.
  var votedFor: ServerID? { get }
  /// The role. TLA+: `state`.
  var role: Role { get }
  /// The index of the highest entry known to be committed. TLA+: `commitIndex`.
  var commitIndex: LogIndex { get }
  /// The leader of the current term, if it is known.
  var leader: ServerID? { get }
  /// The servers that have granted this candidate their vote. TLA+: `votesGranted`.
  var votesGranted: ServerSet { get }
  /// The index of the last entry of the log, `0` for an empty one. TLA+: `Len(log)`.
  var lastIndex: LogIndex { get }
  /// The entry at `index` of the log.
  /// - Precondition: `0 < index <= lastIndex`.
  func entry(at index: LogIndex) -> Entry
  /// Whether a leader goes back by a whole conflicting term after a rejection (§5.3), so that it finds in a few round
  /// trips where two logs agree. By default it may go back by one entry at a time, and `Progress` requires less of it.
  static var goesBackByTerms: Bool { get }
  /// Whether its log has the same entries as that of `other`. By default, O(entries): compared entry by entry.
  func hasSameLog(as other: Self) -> Bool
  /// Lets `log`, a copy of a part of this server's log, share memory with it where they are equal. Changes no entry.
  func shareLog(with log: inout Log)
  /// What it knows of `peer`: the next index to send, and the index up to which the logs are known to agree. Asked of
  /// leaders only. TLA+: `nextIndex`, `matchIndex`.
  func progress(of peer: ServerID) -> (next: LogIndex, match: LogIndex)

  /// Appends the state as words, with servers and commands renamed: for the model checker.
  ///
  /// States of one cluster must have equal words exactly when they take equal steps forever. Lengths are part of the
  /// words. What only clients of followers notice may be left out, because models ask leaders only.
  /// - Returns: `false` if the core does not support this, as by default: it cannot be explored then.
  func encode(_ renaming: Renaming, _ rules: Rules, into words: inout [UInt64]) -> Bool
}

extension ServerCore {
  /// By default a leader goes back one entry at a time.
  public static var goesBackByTerms: Bool { false }

  /// By default the logs are compared entry by entry.
  public func hasSameLog(as other: Self) -> Bool {
    lastIndex == other.lastIndex && (0..<lastIndex).allSatisfy { entry(at: $0 + 1) == other.entry(at: $0 + 1) }
  }

  /// By default nothing is shared.
  public func shareLog(with log: inout Log) {}

  /// By default a core cannot be encoded, and so cannot be explored.
  public func encode(_ renaming: Renaming, _ rules: Rules, into words: inout [UInt64]) -> Bool { false }

  /// What a restart of this server would begin from if everything were durable. O(log).
  var durableState: DurableState {
    DurableState(
      currentTerm: currentTerm, votedFor: votedFor, log: Log((0..<lastIndex).map { entry(at: $0 + 1) }))
  }
}

/// What can happen to a server beside the arrival of a message.
public enum CoreInput: Hashable, Sendable {
  /// No leader was heard of for the election timeout. TLA+: `Timeout`.
  case electionTimeout
  /// It is time for a leader to send heartbeats. TLA+: `Heartbeat`.
  case heartbeatTimeout
  /// A client asks for a command. TLA+: `ClientRequest`.
  case request(Command)
}

/// A message from one server to another, opaque to the network.
public protocol CoreMessage: Hashable, Sendable {
  /// The server that sent it.
  var from: ServerID { get }
  /// The server it is for.
  var to: ServerID { get }
  /// The answer to a forwarded request, if that is what the message carries. The sender's host completes it with what
  /// its state machine returned.
  var answer: Answer? { get set }
  /// Fills in every field of `message` from this message. Their hash is part of the key of every decision about it.
  func describe(in message: inout TraceMessage)
}

/// What a step asks of the host, to be carried out in the order of the properties.
public protocol CoreEffects: Sendable {
  /// What servers send each other.
  associatedtype Message

  /// Effects in which nothing is to be done.
  init()

  /// Whether the current term and the vote must be written.
  var writesTermAndVote: Bool { get }
  /// The index after which the durable log is replaced by the server's; `nil` if the log is not written.
  var writesLogAfter: LogIndex? { get }
  /// Whether the commit index rose: entries up to it must be applied.
  var commits: Bool { get }
  /// The messages to send, any number of them.
  var messages: [Message] { get }
  /// The answers for clients of this very server.
  var answers: [Answer] { get }
  /// What to do with the election timer. Delays are the host's.
  var electionTimer: TimerChange { get }
  /// What to do with the heartbeat timer.
  var heartbeatTimer: TimerChange { get }
}

extension CoreEffects {
  /// Whether there is anything to write.
  @inline(__always) var writes: Bool { writesTermAndVote || writesLogAfter != nil }
}

/// What to do with a timer.
public typealias TimerChange = Effects.TimerChange
