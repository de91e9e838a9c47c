/// A client's part in an event.
public struct ClientPart: Hashable, Sendable {
  /// The number of the client, or `TraceEvent.none`.
  public var client = TraceEvent.none
  /// The command, as it is in the logs.
  public var command: UInt64 = 0
  /// `answer`: what became of the command.
  public var outcome = TraceOutcome.committed
  /// `answer`, if committed: the index of the entry.
  public var index = 0
  /// `invoke`: the number of the session, or `TraceEvent.none` if the client has only one. Commands of a session take
  /// effect in their order.
  public var session = TraceEvent.none
  /// `invoke`: what is asked for, if `Linearizability` is to judge the answer.
  public var operation: ClientOperation?
  /// `answer`, committed: the result for the client, if it is known in this form.
  public var result: ClientResult?
  /// `invoke`: the command in words. `answer`: the output in words. Empty unless the trace is recorded.
  public var text = ""

  /// The part of an event without a client.
  public init() {}
}
