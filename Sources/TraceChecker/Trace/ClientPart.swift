/// A client's part in an event.
public struct ClientPart: Hashable, Sendable {
  /// The client, or `TraceEvent.none`.
  public var client = TraceEvent.none
  /// The command, as it is in the logs.
  public var command: UInt64 = 0
  /// `answer`: what became of it.
  public var outcome = TraceOutcome.committed
  /// `answer`, committed: where.
  public var index = 0
  /// `invoke`: the session of the client, or `TraceEvent.none` for its only one. Commands of a session count in their order.
  public var session = TraceEvent.none
  /// `invoke`: what is asked for, if `Linearizability` is to judge the answer.
  public var operation: ClientOperation?
  /// `answer`, committed: the result for the client, if it is known in this form.
  public var result: ClientResult?
  /// `invoke`: the command in words. `answer`: the output in words. Empty unless the trace is recorded.
  public var text = ""

  /// No client's part.
  public init() {}
}
