/// One atomic step of a run: what happened to which server, and the state of the server after it. See
/// `docs/trace-format.md`.
///
/// One value is reused for all events of a run: it allocates only until its buffers have grown.
public struct TraceEvent: Hashable, Sendable {
  /// The number of the event in its trace, counted from 1; of a note, that of the event before it.
  public var sequence = 0
  /// When it happened, in microseconds of virtual time.
  public var time = 0
  /// The action that the event is.
  public var action = Action.start
  /// The server that took the step or whose host it is, or `none` for an event of the network or of a client.
  public var server = TraceEvent.none
  /// The state of the server after the step; of no meaning without a server.
  public var state = ServerState()
  /// What the step did to the server's log; `nil` if nothing.
  public var logKept: Int?
  /// The entries that come after the first `logKept` of the log after the step.
  public var appended: [TraceEntry] = []
  /// What a leader knows of the others after the step; nothing if the server is no leader, or the trace lacks it.
  public var indexes = LeaderIndexes()
  /// The messages that the step sends, where the trace has them (`TraceHeader.recordsSent`).
  public var sent = MessageList()
  /// The message that was received, lost or duplicated; of no meaning for other actions.
  public var message = TraceMessage()
  /// The client's part; of no meaning but for `request`, `invoke` and `answer`.
  public var client = ClientPart()
  /// The servers cut off from the others by `partition`, one bit a server.
  public var group: UInt16 = 0
  /// The links that `partition` cuts if `group` does not give them; then `group` is empty.
  public var cut = LinkSet()
  /// The fields that only version 2 of the format has.
  public var details = EventDetails()

  /// An event without content.
  public init() {}

  /// The number for no server, no vote and no client.
  public static let none = TraceMessage.noServer
}

/// What happened in an event.
public enum Action: UInt8, Hashable, Sendable, CaseIterable {
  /// A server runs for the first time, with nothing.
  case start
  /// An election timeout: the server starts an election. TLA+: `Timeout`.
  case timeout
  /// A leader sends heartbeats. TLA+: `Heartbeat`.
  case heartbeat
  /// A message arrives. TLA+: `ReceiveVoteRequest` and so on.
  case receive
  /// A client's request arrives. TLA+: `ClientRequest`.
  case request
  /// A server stops without warning.
  case crash
  /// A server runs again, with what was durable. TLA+: `Restart`.
  case restart
  /// The servers of a group can no longer exchange messages with the others; or certain links are cut, and no others.
  case partition
  /// All can exchange messages again.
  case heal
  /// A message is lost. TLA+: `DropMessage`.
  case lose
  /// A message will arrive twice. TLA+: `DuplicateMessage`.
  case duplicate
  /// A client asks for something for the first time.
  case invoke
  /// A client knows, or gives up knowing, what became of it.
  case answer
  /// A server's host is paused: it handles nothing, and loses nothing.
  case pause
  /// A server's host resumes, and handles everything that has waited.
  case resume
  /// A core that keeps its own timers learns that time has passed. TLA+: `Timeout`, `Heartbeat`, or no action.
  case tick
  /// A client's request to read arrives, which appends nothing.
  case read
  /// A server drops the beginning of its log, which a snapshot covers.
  case compact
  /// A server replaces its log and state machine by a snapshot.
  case installSnapshot
  /// What a server has written is durable, up to a step (`EventDetails.through`).
  case sync
  /// A timer of a server is set, moved or stopped.
  case timer
  /// No fault begins any more, and those that lasted have ended.
  case faultsEnd
  /// Two hosts have a channel.
  case channelOpen
  /// The two hosts have no channel any more.
  case channelClose
  /// A host calls another, and waits for the answer.
  case call
  /// The call is answered, or given up.
  case callEnd
  /// The introducer stops.
  case introducerCrash
  /// The introducer runs again.
  case introducerRestart

  /// How many of the cases, which are in the order of their versions, version 1 of the trace format has.
  static let countInVersion1 = 15

  /// Whether it is about a message.
  var hasMessage: Bool { self == .receive || self == .lose || self == .duplicate }

  /// Whether it is a step of a server, or the beginning or end of its life.
  public var isServerStep: Bool {
    switch self {
    case .start, .timeout, .heartbeat, .receive, .request, .crash, .restart, .tick, .read, .compact, .installSnapshot:
      true
    default: false
    }
  }

  /// Whether it is a note: it changes neither a server's state nor what is in transit, and has no number.
  public var isNote: Bool {
    switch self {
    case .sync, .timer, .faultsEnd, .channelOpen, .channelClose, .call, .callEnd, .introducerCrash, .introducerRestart:
      true
    default: false
    }
  }

  /// Whether it is about one server: a step of it, or what happens to its host.
  public var hasServer: Bool { isServerStep || isHostEvent }

  /// Whether it happens to the host of a server, and is no step.
  var isHostEvent: Bool { self == .pause || self == .resume || self == .sync || self == .timer }

  /// Whether it is about a channel or a call.
  var hasLink: Bool { self == .channelOpen || self == .channelClose || self == .call || self == .callEnd }
}

/// The role of a server, as a trace records it. TLA+: `state`.
public enum TraceRole: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// Accepts entries from the leader and answers candidates.
  case follower
  /// Has started an election and asks for votes.
  case candidate
  /// Was elected in its term; appends entries and replicates them.
  case leader
  /// A server that asks whether it would be elected, and has not begun a term.
  case preCandidate

  /// How many of the cases version 1 of the trace format has.
  static let countInVersion1 = 3
}

/// The state of a server, without its log.
public struct ServerState: Hashable, Sendable, BitwiseCopyable {
  /// The current term. TLA+: `currentTerm`.
  public var term = 0
  /// The vote of the term, or `TraceEvent.none`. TLA+: `votedFor`.
  public var vote = TraceEvent.none
  /// The role. TLA+: `state`.
  public var role = TraceRole.follower
  /// The commit index. TLA+: `commitIndex`.
  public var commit = 0

  /// The state of a server that has never run.
  public init() {}

  /// Whether both are the same. The derived function is not inlined.
  @inlinable @inline(__always)
  public static func == (one: Self, other: Self) -> Bool {
    one.term == other.term && one.vote == other.vote && one.role == other.role && one.commit == other.commit
  }
}
