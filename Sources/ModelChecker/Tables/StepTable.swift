import TraceChecker

/// Every step that a server was seen to take, by its state and what happened to it: the core is asked once for each.
struct StepTable: Sendable {
  private(set) var numbers = WordTable()
  private(set) var steps = InPlaceArray<LocalStep>()
  /// The messages that steps send, in the order of the steps.
  private(set) var sent = InPlaceArray<UInt32>()
  /// By server's state, `width` words each: the first copies of the messages of which is known what each is good for.
  private(set) var masks = InPlaceArray<MessageMask>()
  private var rows = 0
  private(set) var width = 1

  /// The memory, in bytes.
  var memory: Int { numbers.memory + steps.bytes + sent.bytes + masks.bytes }

  mutating func insert(_ step: LocalStep, sending messages: [UInt32], row: UInt32, action: ModelAction) {
    var step = step
    step.firstSent = UInt32(sent.count)
    step.sentCount = UInt32(messages.count)
    sent.append(contentsOf: messages)
    numbers.insert(UInt64(row) << 32 | UInt64(action), UInt32(steps.count))
    steps.append(step)
  }

  /// Makes room for so many states of servers and words of messages.
  mutating func reserve(rows: Int, width: Int) {
    if width > self.width { widen(to: max(width, 2 * self.width)) }
    guard rows > self.rows else { return }
    masks.append(contentsOf: repeatElement(MessageMask(), count: (rows - self.rows) * self.width))
    self.rows = rows
  }

  private mutating func widen(to newWidth: Int) {
    var wider = InPlaceArray(repeating: MessageMask(), count: rows * newWidth)
    for row in 0..<rows {
      for word in 0..<width { wider[row * newWidth + word] = masks[row * width + word] }
    }
    (masks, width) = (wider, newWidth)
  }

  /// Takes note that the step of `row` by the message of this copy is known, and what it is good for.
  mutating func note(_ row: UInt32, _ copy: UInt32, isIdle: Bool, isEcho: Bool) {
    let (place, bit) = (Int(row) * width + Int(copy >> 6), UInt64(1) << UInt64(copy & 63))
    masks[place].known |= bit
    if isIdle { masks[place].idle |= bit }
    if isEcho { masks[place].echo |= bit }
  }
}

/// Messages, a bit each, by what they do to a server in some state.
struct MessageMask: BitwiseCopyable, Sendable {
  /// Nothing, and no need to look.
  var idle: UInt64 = 0
  /// It only answers them.
  var echo: UInt64 = 0
  /// It is known what they do.
  var known: UInt64 = 0
}

/// A step of one server.
struct LocalStep: BitwiseCopyable, Sendable {
  /// The server's state after it.
  var next: UInt32
  var firstSent: UInt32 = 0
  var sentCount: UInt32 = 0
  /// The number by which the checks of the whole cluster know the step; `none` if they do not look at it.
  var visibleStep = LocalStep.none
  /// The properties that it tests by itself, a bit each.
  var judged: UInt64 = 0
  /// The property that it violates by itself; `none` if none.
  var broken = LocalStep.none

  static let none = UInt32.max

  /// Whether the step, taken in the server state `row`, leaves the server unchanged and is not visible to the checks.
  func isQuiet(from row: UInt32) -> Bool { next == row && visibleStep == Self.none && broken == Self.none }
}
