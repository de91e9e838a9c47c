/// A state of a cluster, in words: the numbers of its servers' states, of its past and of its restarts, two in a word, and
/// behind them the set of messages under way, a bit a copy.
public struct ClusterState: Sendable {
  var words: [UInt64]
  let servers: Int

  init(servers: Int) {
    self.servers = servers
    words = Array(repeating: 0, count: Self.headWords(servers))
  }

  /// The words before the set of messages.
  static func headWords(_ servers: Int) -> Int { (servers + 3) / 2 }

  var headWords: Int { Self.headWords(servers) }

  /// The words of the set of messages.
  var width: Int { words.count - headWords }

  @inline(__always)
  private func part(_ place: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: words[place >> 1] >> UInt64((place & 1) << 5))
  }

  @inline(__always)
  private mutating func setPart(_ place: Int, _ value: UInt32) {
    let shift = UInt64((place & 1) << 5)
    words[place >> 1] = words[place >> 1] & ~(0xffff_ffff << shift) | UInt64(value) << shift
  }

  /// The number of a server's state.
  @inline(__always) subscript(server: Int) -> UInt32 {
    get { part(server) }
    set { setPart(server, newValue) }
  }

  /// The number of its past.
  @inline(__always) var past: UInt32 {
    get { part(servers) }
    set { setPart(servers, newValue) }
  }

  /// How many restarts there were, where that is limited.
  @inline(__always) var restarts: UInt32 {
    get { part(servers + 1) }
    set { setPart(servers + 1, newValue) }
  }

  /// The word at `index` of the set of messages.
  @inline(__always)
  func messages(_ index: Int) -> UInt64 { words[headWords &+ index] }

  /// Whether a copy of a message is under way.
  @inline(__always)
  func contains(_ copy: UInt32) -> Bool {
    let index = headWords &+ Int(copy >> 6)
    return index < words.count && words[index] >> UInt64(copy & 63) & 1 == 1
  }

  mutating func insert(_ copy: UInt32) {
    let index = headWords + Int(copy >> 6)
    while words.count <= index { words.append(0) }
    words[index] |= 1 << UInt64(copy & 63)
  }

  mutating func remove(_ copy: UInt32) { words[headWords + Int(copy >> 6)] &= ~(1 << UInt64(copy & 63)) }

  /// How many copies are under way.
  var messageCount: Int {
    var count = 0
    for index in headWords..<words.count { count &+= words[index].nonzeroBitCount }
    return count
  }

  /// Calls `body` with every copy that is under way.
  @inline(__always)
  func forEachCopy(_ body: (UInt32) -> Void) {
    for index in 0..<width {
      var bits = messages(index)
      while bits != 0 {
        body(UInt32(truncatingIfNeeded: index << 6 | bits.trailingZeroBitCount))
        bits &= bits &- 1
      }
    }
  }
}
