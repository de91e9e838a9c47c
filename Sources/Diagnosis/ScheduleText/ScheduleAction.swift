import RaftCore
import Simulator
import TraceChecker

/// An action of a schedule as text.
public enum ScheduleAction: Hashable, Sendable {
  /// A server takes a step.
  case step(ScheduleStep)
  /// A server trapped in a step, which it takes again when the schedule is played.
  case trap(ScheduleStep)
  /// A server trapped while its state machine applied an entry. Schedules have no state machines, so it crashes.
  case trapOnApply(ServerID)
  /// A server crashes.
  case crash(ServerID)
  /// A message is lost.
  case lose(MessageReference)
  /// A message will arrive once more.
  case duplicate(MessageReference)
  /// A server that never starts. This is no action, but it has a line.
  case absence(ServerID)

  /// The server whose start this line decides, if it decides one.
  var serverOfStart: ServerID? {
    switch self {
    case .step(.start(let id, _)), .trap(.start(let id, _)), .absence(let id): id
    default: nil
    }
  }
}

/// A step of a server in a schedule as text.
public enum ScheduleStep: Hashable, Sendable {
  /// It starts for the first time.
  case start(ServerID, StartingState)
  /// It starts again.
  case restart(ServerID)
  /// It has an election timeout.
  case timeout(ServerID)
  /// It sends heartbeats.
  case heartbeat(ServerID)
  /// It receives a message.
  case receive(MessageReference)
  /// It receives a request for a command, of a client if it is known which.
  case request(ServerID, command: UInt64, client: Int?)

  /// The server that takes it.
  var server: ServerID {
    switch self {
    case .start(let id, _), .restart(let id), .timeout(let id), .heartbeat(let id), .request(let id, _, _): id
    case .receive(let message): message.to
    }
  }
}

/// What a server has on its disk when it first starts.
public struct StartingState: Hashable, Sendable {
  /// The term.
  public var term: Term
  /// The vote of that term, if there is one.
  public var vote: ServerID?
  /// The entries of the log.
  public var log: [TraceEntry]

  /// A state; without arguments that of an empty disk.
  public init(term: Term = 0, vote: ServerID? = nil, log: [TraceEntry] = []) {
    self.term = term
    self.vote = vote
    self.log = log
  }

  /// Whether nothing is on the disk.
  var isEmpty: Bool { self == StartingState() }
}
