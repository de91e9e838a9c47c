/// What clients did with an object, and when: operations in the order of their invocations.
///
/// Times are any whole numbers that grow with real time. Operations with equal times are concurrent. An operation that
/// is known not to have happened does not belong here.
public struct ClientHistory<Model: SequentialModel>: Sendable {
  /// An operation of a client, with its invocation and its completion.
  public struct Call: Hashable, Sendable {
    /// The number of the process, or client, that invoked the operation.
    public var process: Int
    /// What was asked for.
    public var operation: Model.Operation
    /// The output; `nil` if it is not known.
    public var output: Model.Output?
    /// The time of the invocation.
    public var invoked: Int
    /// The time of the completion; `nil` if the operation never completed, as far as is known: it may take effect at
    /// any later time, or never.
    public var returned: Int?

    /// An operation with its times. The output is ignored if it never completed.
    public init(process: Int, _ operation: Model.Operation, _ output: Model.Output?, invoked: Int, returned: Int?) {
      self.process = process
      self.operation = operation
      self.output = returned == nil ? nil : output
      self.invoked = invoked
      self.returned = returned
    }
  }

  /// The operations, in the order of their invocations.
  public internal(set) var calls: [Call] = []

  /// An empty history.
  public init() {}

  /// The history of these operations, which must be in the order of their invocations.
  public init(_ calls: [Call]) {
    for call in calls { append(call) }
  }

  /// Adds the invocation of an operation, and returns its number, for `complete`. Times must not decrease from one
  /// invocation to the next.
  public mutating func invoke(process: Int, _ operation: Model.Operation, at time: Int) -> Int {
    append(Call(process: process, operation, nil, invoked: time, returned: nil))
    return calls.count - 1
  }

  /// Adds the completion of the operation with the number `call`.
  public mutating func complete(_ call: Int, _ output: Model.Output?, at time: Int) {
    precondition(time >= calls[call].invoked, "an operation completes before its invocation")
    calls[call].output = output
    calls[call].returned = time
  }

  private mutating func append(_ call: Call) {
    precondition(calls.last.map { $0.invoked <= call.invoked } ?? true, "invocations must be in order of time")
    precondition(call.returned.map { $0 >= call.invoked } ?? true, "an operation completes before its invocation")
    calls.append(call)
  }

  /// The history up to one of the events of its timeline: operations that had not completed by then are open, and later
  /// ones are left out.
  func prefix(_ timeline: Timeline, through position: Int) -> Self {
    var prefix = Self()
    prefix.calls = Array(calls.prefix(timeline.invocations(through: position)))
    for call in prefix.calls.indices where timeline.returnPosition(of: call) > position {
      prefix.calls[call].output = nil
      prefix.calls[call].returned = nil
    }
    return prefix
  }
}
