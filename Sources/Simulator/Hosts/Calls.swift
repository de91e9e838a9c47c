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

/// The calls under way: a request is a call, and its reply belongs to that one call, over the same channel.
///
/// Votes and appends are replied to in the step that takes the request. A forwarded request is replied to later, so the
/// leader's host remembers whose call it was.
struct Calls {
  private struct Forward {
    var origin: ServerID
    var command: UInt64
    var call: Call
  }

  /// The forwarded requests that each server has not replied to, in the order of their coming.
  private var forwards: [[Forward]]

  /// How many calls were made.
  private var made: UInt32 = 0

  init(servers: Int) { forwards = Array(repeating: [], count: servers) }

  /// A call that is made now. Its channel is for the caller to fill in.
  mutating func make(at now: Int) -> Call {
    made &+= 1
    return Call(number: made, calledAt: now)
  }

  /// Remembers the call of a request to which the step that takes it does not reply.
  mutating func take(_ message: borrowing TraceMessage, _ call: Call) {
    guard message.kind == .forward else { return }
    forwards[message.to].append(Forward(origin: message.from, command: message.command, call: call))
  }

  /// The call that a reply belongs to; `nil` if its host knows none. O(forwarded requests).
  /// - Parameter taken: the call whose request the server took in the step that replies.
  mutating func call(of reply: borrowing TraceMessage, inStepOf taken: Call) -> Call? {
    guard reply.kind == .forwardReply else { return taken }
    let (from, to, command) = (reply.from, reply.to, reply.command)
    let place = forwards[from].firstIndex { $0.origin == to && $0.command == command }
    return place.map { forwards[from].remove(at: $0).call }
  }

  /// A server's host has crashed.
  mutating func forget(_ id: ServerID) { forwards[id].removeAll() }
}

extension TraceMessage.Kind {
  /// Whether it answers a request.
  var isReply: Bool {
    self == .voteReply || self == .appendReply || self == .forwardReply
  }
}
