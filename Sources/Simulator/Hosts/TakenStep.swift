import TraceChecker

/// A step that a server has taken: what its host must know beside the effects to carry them out.
struct TakenStep {
  let action: Action
  /// Whether it made its server the leader.
  let isElected: Bool
  /// The content hash of the message that it took; `0` if it took none.
  let message: UInt64
  /// The call whose request it took, if it took one over a channel.
  let call: Call

  init(_ action: Action, isElected: Bool = false, message: UInt64 = 0, call: Call = Call()) {
    (self.action, self.isElected, self.message, self.call) = (action, isElected, message, call)
  }
}
