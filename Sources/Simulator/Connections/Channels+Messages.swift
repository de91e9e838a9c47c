import RaftCore
import TraceChecker

/// What becomes of servers' messages: of those that find a channel, the network decides.
extension Channels {
  /// What a message takes along that is sent now, or `nil` if it does not leave its host.
  mutating func passage(of message: borrowing TraceMessage, now: Int) -> Passage? {
    let call = message.kind.isReply ? calls.call(of: message) : calls.make(at: now)
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
    return Passage(channel: channel, call: call.number, calledAt: call.calledAt)
  }

  /// Whether a message that arrives now finds its channel open, and, if it is a reply, its call.
  mutating func admits(_ message: borrowing TraceMessage, _ passage: Passage, now: Int) -> Bool {
    let end = index(message.to, message.from)
    guard ends[end].state.phase == .open, ends[end].state.channel.answer == passage.channel,
      ends[end].broken != passage.channel
    else {
      counts.lostWithChannel += 1
      return false
    }
    guard message.kind.isReply else {
      calls.take(
        message, Calls.Call(channel: passage.channel, number: passage.call, calledAt: passage.calledAt))
      return true
    }
    let timeout = scenario.connections.callTimeout
    guard timeout > 0, now - passage.calledAt > timeout else { return true }
    counts.lateReplies += 1
    ends[end].leaked += 1
    return false
  }
}
