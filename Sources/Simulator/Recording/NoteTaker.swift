import TraceChecker

/// What the notes of a run have reported so far of timers, channels, calls and state machines: what differs from it is
/// the next note.
struct NoteTaker {
  var calls = OpenCalls()
  /// Whether the introducer was up.
  var isIntroducerUp = true
  /// By server, two each: when its timers will fire.
  private var deadlines: [Int]
  /// From every server to every server, row by row: the channel that is open at the first end, `0` for none.
  private var channels: [UInt32]
  /// By server: how far it had applied.
  private var applied: [Int]

  init(servers: Int) {
    deadlines = Array(repeating: .max, count: 2 * servers)
    channels = Array(repeating: 0, count: servers * servers)
    applied = Array(repeating: 0, count: servers)
  }

  /// Whether a timer has moved since the last time.
  mutating func moves(_ timer: TimerKind, of server: Int, to deadline: Int) -> Bool {
    let place = 2 * server + timer.rawValue
    defer { deadlines[place] = deadline }
    return deadlines[place] != deadline
  }

  /// Takes note of the channel that is open at an end. Returns the one that was.
  mutating func channel(at end: Int, is channel: UInt32) -> UInt32 {
    defer { channels[end] = channel }
    return channels[end]
  }

  /// Whether a server has applied more or less than the last time.
  mutating func applies(_ server: Int, upTo index: Int) -> Bool {
    defer { applied[server] = index }
    return applied[server] != index
  }
}
