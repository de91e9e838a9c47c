import RaftCore
import TraceChecker

/// The calls under way: a request is a call, and its reply belongs to that one call, over the same channel.
///
/// Votes and appends are replied to in the step that takes the request. A forwarded request is replied to later, so the
/// leader's host remembers whose call it was.
struct Calls {
  /// What a call is known by at the host that replies.
  struct Call: Hashable, BitwiseCopyable {
    var channel: UInt32 = 0
    /// Which of the calls of the run it is.
    var number: UInt32 = 0
    var calledAt = 0
  }

  private struct Forward {
    var origin: ServerID
    var command: UInt64
    var call: Call
  }

  /// The call whose request is taken in the current step.
  var current = Call()
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

  /// A request is taken, in the step that follows.
  mutating func take(_ message: borrowing TraceMessage, _ call: Call) {
    current = call
    guard message.kind == .forward else { return }
    forwards[message.to].append(Forward(origin: message.from, command: message.command, call: call))
  }

  /// The call that a reply belongs to; `nil` if its host knows none. O(forwarded requests).
  mutating func call(of reply: borrowing TraceMessage) -> Call? {
    guard reply.kind == .forwardReply else { return current }
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
