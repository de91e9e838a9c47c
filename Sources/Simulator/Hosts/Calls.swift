import RaftCore
import TraceChecker

/// A call of one server by another: a request and its reply, over one channel.
struct Call: Hashable, BitwiseCopyable {
  /// The number of the answer that set up the channel; unique among the channels between two servers.
  var channel: UInt32 = 0
  /// The number of the call in the run.
  var number: UInt32 = 0
  /// When the request was sent.
  var calledAt = 0
}

/// What calls know of a message: a few words, where the whole message would be copied.
struct CallMessage: BitwiseCopyable {
  let kind: TraceMessage.Kind
  let from: ServerID
  let to: ServerID
  let command: UInt64

  @inline(__always)
  init(_ message: borrowing TraceMessage) {
    (kind, from, to, command) = (message.kind, message.from, message.to, message.command)
  }
}

/// The open calls: a request is a call, and its reply belongs to that one call, over the same channel.
///
/// Most requests are replied to in the step that takes them. A forwarded request and a read index request are replied
/// to later, so the leader's host remembers their calls.
struct Calls {
  private struct Waiting {
    var kind: TraceMessage.Kind
    var origin: ServerID
    var command: UInt64
    var call: Call
  }

  /// By server: the requests that it replies to later and has not replied to yet, in the order of their arrival.
  private var waiting: [[Waiting]]

  /// How many calls were made.
  private var made: UInt32 = 0

  init(servers: Int) { waiting = Array(repeating: [], count: servers) }

  /// A call that is made now. Its channel is for the caller to fill in.
  mutating func make(at now: Int) -> Call {
    made &+= 1
    return Call(number: made, calledAt: now)
  }

  /// Remembers the call of a request to which the step that takes it does not reply.
  mutating func take(_ message: CallMessage, _ call: Call) {
    let kind = message.kind
    guard kind == .forward || kind == .readIndexRequest else { return }
    waiting[message.to].append(
      Waiting(kind: kind, origin: message.from, command: message.command, call: call))
  }

  /// The call that a reply belongs to; `nil` if its host knows none. O(waiting requests).
  /// - Parameter taken: the call whose request the server took in the step that replies.
  mutating func call(of reply: CallMessage, inStepOf taken: Call) -> Call? {
    let kind = reply.kind
    guard kind == .forwardReply || kind == .readIndexReply else { return taken }
    let request: TraceMessage.Kind = kind == .forwardReply ? .forward : .readIndexRequest
    let (from, to, command) = (reply.from, reply.to, reply.command)
    let place = waiting[from].firstIndex { $0.kind == request && $0.origin == to && $0.command == command }
    return place.map { waiting[from].remove(at: $0).call }
  }

  /// A server's host has crashed.
  mutating func forget(_ id: ServerID) { waiting[id].removeAll() }
}

extension TraceMessage.Kind {
  /// Whether it answers a request.
  var isReply: Bool {
    switch self {
    case .voteReply, .appendReply, .forwardReply, .preVoteReply, .installSnapshotReply, .readIndexReply: true
    default: false
    }
  }
}
