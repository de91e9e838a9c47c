import RaftCore
import TraceChecker

/// The fate of servers' messages: the network decides on those that find an open channel.
extension Channels {
  /// The call of a message that is being sent; `nil` if the message does not leave its host.
  /// - Parameter taken: the call whose request the server took in the step that sends the message.
  mutating func call(of message: CallMessage, inStepOf taken: Call, now: Int) -> Call? {
    let call = message.kind.isReply ? calls.call(of: message, inStepOf: taken) : calls.make(at: now)
    let end = index(message.from, message.to)
    guard ends[end].state.phase == .open, ends[end].leaked < rules.leakedCalls ?? .max else {
      counts.unconnected += 1
      return nil
    }
    let channel = ends[end].state.channel.answer
    guard let call, !message.kind.isReply || call.channel == channel else {
      counts.orphanedReplies += 1
      return nil
    }
    return Call(channel: channel, number: call.number, calledAt: call.calledAt)
  }

  /// Whether a message that arrives now finds its channel open, and, if it is a reply, its call.
  mutating func admits(_ message: CallMessage, _ call: Call, now: Int) -> Bool {
    let end = index(message.to, message.from)
    guard ends[end].state.phase == .open, ends[end].state.channel.answer == call.channel,
      ends[end].broken != call.channel
    else {
      counts.lostWithChannel += 1
      return false
    }
    guard message.kind.isReply else {
      calls.take(message, call)
      return true
    }
    let timeout = scenario.connections.callTimeout.microseconds
    guard timeout > 0, now - call.calledAt > timeout else { return true }
    counts.lateReplies += 1
    ends[end].leaked += 1
    return false
  }
}
