/// A state of a cluster, in words: the numbers of its servers' states, of its ghost state and of its restarts, two in a
/// word, and after them the set of messages in transit, a bit a copy.
struct ClusterState: Sendable {
  var words: [UInt64]
  let servers: Int

  init(servers: Int) {
    self.servers = servers
    words = Array(repeating: 0, count: Self.headWords(servers))
  }

  /// The words before the set of messages.
  static func headWords(_ servers: Int) -> Int { (servers + 3) / 2 }

  /// The state that is read, to be changed.
  init(_ view: StateView) {
    servers = view.servers
    words = view.allWords
  }

  /// The state to be read, while `body` runs.
  @inline(__always)
  func withView<Result>(_ body: (StateView) -> Result) -> Result {
    words.withUnsafeBufferPointer { body(StateView($0, servers: servers)) }
  }

  /// Sets the number of a server's state.
  mutating func set(_ server: Int, _ number: UInt32) { setPart(server, number) }

  /// Sets the number of the ghost state.
  mutating func setGhostState(_ number: UInt32) { setPart(servers, number) }

  mutating func countRestart() { setPart(servers + 1, withView { $0.restarts } + 1) }

  private mutating func setPart(_ place: Int, _ value: UInt32) {
    let shift = UInt64((place & 1) << 5)
    words[place >> 1] = words[place >> 1] & ~(0xffff_ffff << shift) | UInt64(value) << shift
  }

  mutating func insert(_ copy: UInt32) {
    let index = Self.headWords(servers) + Int(copy >> 6)
    while words.count <= index { words.append(0) }
    words[index] |= 1 << UInt64(copy & 63)
  }

  mutating func remove(_ copy: UInt32) {
    words[Self.headWords(servers) + Int(copy >> 6)] &= ~(1 << UInt64(copy & 63))
  }
}

/// A state that is read.
struct StateView: BitwiseCopyable {
  private let words: UnsafePointer<UInt64>
  private let messages: UnsafePointer<UInt64>
  /// The words of the set of messages.
  let width: Int
  let servers: Int

  /// The words, of which there are some always.
  init(_ words: UnsafeBufferPointer<UInt64>, servers: Int) {
    guard let base = words.baseAddress else { preconditionFailure("a state has words") }
    let head = ClusterState.headWords(servers)
    self.words = base
    self.servers = servers
    messages = base + head
    width = words.count - head
  }

  /// A copy of its words.
  var allWords: [UInt64] { Array(UnsafeBufferPointer(start: words, count: ClusterState.headWords(servers) + width)) }

  @inline(__always)
  private func part(_ place: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: words[place >> 1] >> UInt64((place & 1) << 5))
  }

  /// The number of a server's state.
  @inline(__always) subscript(server: Int) -> UInt32 { part(server) }

  /// The number of its ghost state.
  @inline(__always) var ghostState: UInt32 { part(servers) }

  /// How many restarts there were, where that is limited.
  @inline(__always) var restarts: UInt32 { part(servers &+ 1) }

  /// The word at `index` of the set of messages.
  @inline(__always)
  func messages(_ index: Int) -> UInt64 { messages[index] }

  /// Whether a copy of a message is in transit.
  @inline(__always)
  func contains(_ copy: UInt32) -> Bool {
    Int(copy >> 6) < width && messages[Int(copy >> 6)] >> UInt64(copy & 63) & 1 == 1
  }

  /// How many copies are in transit.
  var messageCount: Int {
    var count = 0
    for index in 0..<width { count &+= messages[index].nonzeroBitCount }
    return count
  }

  /// Calls `body` with every copy that is in transit.
  @inline(__always)
  func forEachCopy(_ body: (UInt32) -> Void) {
    for index in 0..<width {
      var bits = messages[index]
      while bits != 0 {
        body(UInt32(truncatingIfNeeded: index << 6 | bits.trailingZeroBitCount))
        bits &= bits &- 1
      }
    }
  }
}
