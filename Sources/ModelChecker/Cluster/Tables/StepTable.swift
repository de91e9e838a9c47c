/// Every step that a server was seen to take, by its state and what happened to it: the core is asked once for each.
struct StepTable: Sendable {
  private var numbers = WordTable()
  private var steps: ContiguousArray<LocalStep> = []
  /// The messages that steps send, one step's behind another's.
  private var sent: ContiguousArray<UInt32> = []
  /// By server's state, `width` words each: the first copies of messages that do nothing to it.
  private var idle: ContiguousArray<UInt64> = []
  /// The same, of the messages that it only answers.
  private var echo: ContiguousArray<UInt64> = []
  /// The same, of those whose step is known.
  private var known: ContiguousArray<UInt64> = []
  private var rows = 0
  private(set) var width = 1

  /// The memory, in bytes.
  var memory: Int {
    numbers.memory + steps.capacity * MemoryLayout<LocalStep>.stride + sent.capacity * 4
      + (idle.capacity + echo.capacity + known.capacity) * 8
  }

  /// The step of the server's state `row` by `action`, or `nil` if it is not known yet.
  @inline(__always)
  func find(_ row: UInt32, _ action: ModelAction) -> UInt32? { numbers.find(UInt64(row) << 32 | UInt64(action)) }

  @inline(__always)
  subscript(number: UInt32) -> LocalStep { steps[Int(number)] }

  @inline(__always)
  func sent(_ step: LocalStep, _ offset: Int) -> UInt32 { sent[Int(step.firstSent) &+ offset] }

  mutating func insert(_ step: LocalStep, sending messages: [UInt32], row: UInt32, action: ModelAction) {
    var step = step
    step.firstSent = UInt32(sent.count)
    step.sentCount = UInt32(messages.count)
    sent += messages
    numbers.insert(UInt64(row) << 32 | UInt64(action), UInt32(steps.count))
    steps.append(step)
  }

  @inline(__always)
  func idle(_ row: UInt32, _ word: Int) -> UInt64 { word < width ? idle[Int(row) &* width &+ word] : 0 }

  @inline(__always)
  func echo(_ row: UInt32, _ word: Int) -> UInt64 { word < width ? echo[Int(row) &* width &+ word] : 0 }

  @inline(__always)
  func known(_ row: UInt32, _ word: Int) -> UInt64 { word < width ? known[Int(row) &* width &+ word] : 0 }

  /// Makes room for so many states of servers and words of messages.
  mutating func reserve(rows: Int, width: Int) {
    let oldWidth = self.width
    if width > oldWidth {
      self.width = max(width, 2 * oldWidth)
      widen(&idle, oldWidth)
      widen(&echo, oldWidth)
      widen(&known, oldWidth)
    }
    guard rows > self.rows else { return }
    let added = (rows - self.rows) * self.width
    idle.append(contentsOf: repeatElement(0, count: added))
    echo.append(contentsOf: repeatElement(0, count: added))
    known.append(contentsOf: repeatElement(0, count: added))
    self.rows = rows
  }

  private func widen(_ words: inout ContiguousArray<UInt64>, _ oldWidth: Int) {
    var wider = ContiguousArray(repeating: UInt64(0), count: rows * width)
    for row in 0..<rows {
      for word in 0..<oldWidth { wider[row * width + word] = words[row * oldWidth + word] }
    }
    words = wider
  }

  /// Takes note that the step of `row` by the message of this copy is known, and what it is good for.
  mutating func note(_ row: UInt32, _ copy: UInt32, isIdle: Bool, isEcho: Bool) {
    let (place, bit) = (Int(row) * width + Int(copy >> 6), UInt64(1) << UInt64(copy & 63))
    known[place] |= bit
    if isIdle { idle[place] |= bit }
    if isEcho { echo[place] |= bit }
  }
}

/// A step of one server.
struct LocalStep: Sendable {
  /// The server's state after it.
  var next: UInt32
  var firstSent: UInt32 = 0
  var sentCount: UInt32 = 0
  /// What it tells the checks of the whole cluster; `none` if nothing.
  var telling = LocalStep.none
  /// The properties that it tests by itself, a bit each.
  var judged: UInt64 = 0
  /// The property that it breaks by itself; `none` if none.
  var broken = LocalStep.none

  static let none = UInt32.max
}
