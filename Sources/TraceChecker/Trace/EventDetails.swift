/// The fields of an event in version 2 of the trace format that the checker does not judge. Plain data: a world sets
/// what it knows, and a writer writes what the event's action may have.
public struct EventDetails: Hashable, Sendable, BitwiseCopyable {
  /// `receive`, `lose`, `duplicate`: the id of the message.
  public var id = MessageID.none
  /// `receive`, `lose`: which copy of the message it is; `duplicate`: the new one. The original is copy 0.
  public var copy = 0
  /// `lose`: why; `nil` if it is not known.
  public var loss: LossReason?
  /// `sync`: the last step of the server that is durable now, by its sequence number. `crash`, if syncs are recorded:
  /// the last step that had reached the disk all the same, `0` for none.
  public var through = 0
  /// `crash`: in what the server trapped, if a trap of its code ended it. The event then has what the step was given:
  /// the message of a `receive`, the client's part of a `request`.
  public var trap: TrapPoint?
  /// `compact`, `installSnapshot`: the last entry that is not in the log any more.
  public var base = LogBase()
  /// A step: the applied index after it, or `TraceEvent.none` if it is not recorded.
  public var applied = TraceEvent.none
  /// A step with `applied`: the hash of the state machine after it; `nil` if it is not recorded.
  public var machineHash: UInt64?
  /// `timer`: the timer that is set or stopped.
  public var timer = TraceTimer.election
  /// `timer`: when it will fire, or `TraceEvent.none` if it is stopped.
  public var due = TraceEvent.none
  /// `channelOpen`, `channelClose`, `call`, `callEnd`: the two ends, the one that opened or called first.
  public var link = TraceLink(from: 0, to: 0)
  /// `channelOpen`, `channelClose`, `call`, `callEnd`: the number of the channel or the call, unique in the trace.
  public var connection = 0

  /// Details with nothing recorded.
  public init() {}
}

/// The id of a message: the step that sent it, and its position among those that the step sent.
public struct MessageID: Hashable, Sendable, BitwiseCopyable {
  /// The sequence number of the step, from 1.
  public var step: Int
  /// The position among the messages that the step sent, from 0.
  public var position: Int

  /// The id of the message that `step` sent at `position`.
  public init(step: Int, position: Int) {
    self.step = step
    self.position = position
  }

  /// No id is known.
  public static let none = MessageID(step: 0, position: 0)
}

/// Why a message is lost.
public enum LossReason: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// The network lost it, independently of others.
  case chance
  /// The network lost it in an interval in which it loses many.
  case burst
  /// A queue of the network was full.
  case overflow
  /// A partition cut the link.
  case partition
  /// The receiver was down, or crashed before it had handled the message.
  case receiverDown
  /// There was no open channel, or not the one on which it was sent.
  case noChannel
  /// A host did not send it, or did not hand it to its server.
  case droppedByHost
}

/// The timers of a server.
public enum TraceTimer: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
  /// The timer of followers and candidates, at whose end an election starts.
  case election
  /// The timer of a leader, at whose end it sends heartbeats.
  case heartbeat
}

/// Two servers, in a direction.
public struct TraceLink: Hashable, Sendable, BitwiseCopyable {
  /// The number of the server at the sending end, or the one that opened or called first.
  public var from: Int
  /// The number of the server at the other end.
  public var to: Int

  /// The link from one server to another, by number.
  public init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }
}
