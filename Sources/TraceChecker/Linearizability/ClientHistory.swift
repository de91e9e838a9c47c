/// What clients did with an object, and when: the calls in the order in which they were invoked.
///
/// Times are any whole numbers that grow with real time. What has equal times is concurrent. An operation that is known
/// not to have happened does not belong here.
public struct ClientHistory<Model: SequentialModel>: Sendable {
  /// One operation of a client.
  public struct Call: Hashable, Sendable {
    /// Who called.
    public var process: Int
    /// What for.
    public var operation: Model.Operation
    /// The output; `nil` if it is not known.
    public var output: Model.Output?
    /// When it began.
    public var invoked: Int
    /// When it was over; `nil` if it never was, as far as anyone knows: it may take effect at any later time, or never.
    public var returned: Int?

    /// A call. What it gave is of no meaning if it never was over.
    public init(process: Int, _ operation: Model.Operation, _ output: Model.Output?, invoked: Int, returned: Int?) {
      self.process = process
      self.operation = operation
      self.output = returned == nil ? nil : output
      self.invoked = invoked
      self.returned = returned
    }
  }

  /// The calls.
  public internal(set) var calls: [Call] = []

  /// A history without calls.
  public init() {}

  /// The history of these calls, which must be in the order of their invocations.
  public init(_ calls: [Call]) {
    for call in calls { append(call) }
  }

  /// A call begins. Returns its number, for `complete`. Times must not fall from call to call.
  public mutating func invoke(process: Int, _ operation: Model.Operation, at time: Int) -> Int {
    append(Call(process: process, operation, nil, invoked: time, returned: nil))
    return calls.count - 1
  }

  /// A call is over.
  public mutating func complete(_ call: Int, _ output: Model.Output?, at time: Int) {
    precondition(time >= calls[call].invoked, "a call ends before it begins")
    calls[call].output = output
    calls[call].returned = time
  }

  private mutating func append(_ call: Call) {
    precondition(calls.last.map { $0.invoked <= call.invoked } ?? true, "calls must be in the order of invocations")
    precondition(call.returned.map { $0 >= call.invoked } ?? true, "a call ends before it begins")
    calls.append(call)
  }

  /// The history up to one of the events of its timeline: calls that had not ended by then are open, and later ones are
  /// left out.
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
