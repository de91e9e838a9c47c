import RaftCore
import TraceChecker

/// A message on its way.
struct MessageInTransit<Message: CoreMessage> {
  var message: Message
  /// The hash of the content of its description.
  var hash: UInt64
  /// The step that sent it, and its place among what the step sent.
  var id: MessageID
  var sentAt: Int
  /// The number of the message on its link.
  var number: Int
  /// Which of the copies it is.
  var copy: MessageCopy
  /// Whether it waits in the memory of its receiver's host, which is paused: no partition can lose it any more.
  var hasReachedHost = false
  /// The call that the message belongs to, where there are channels.
  var call: Call
}
