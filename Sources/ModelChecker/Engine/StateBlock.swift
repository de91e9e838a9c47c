/// States in a row, each encoded as its difference from the one before it.
struct StateBlock: Sendable {
  var bytes: [UInt8] = []
  /// The number of states.
  var count = 0

  /// The states that a block holds at most.
  static let mostStates = 512
}

// The encoding of a state: a number, which is twice its count of words, plus one if it is encoded on its own.
// Then, for every eight words, a byte that says which of them differ, and these: a byte that says which bytes differ,
// and the exclusive or of those.

/// Writes states one after the other, in segments of at most as many as fit into a block. Every segment can be read on
/// its own or after any other.
struct StateWriter: ~Copyable {
  private(set) var bytes = Buffer<UInt8>(capacity: 1024)
  private(set) var segments: [Segment] = []
  private var previous: [UInt64] = []

  /// Some states that were written.
  struct Segment: Sendable {
    var byteCount = 0
    var count = 0
  }

  init() {}

  /// The number of states.
  var count: Int { segments.reduce(0) { $0 + $1.count } }

  /// Forgets all that was written.
  mutating func removeAll() {
    bytes.removeAll()
    segments.removeAll(keepingCapacity: true)
  }

  /// All that was written, if it is one segment.
  var block: StateBlock {
    precondition(segments.count <= 1)
    return StateBlock(bytes: Array(bytes.elements), count: count)
  }

  /// Writes a state. O(its words).
  mutating func append(_ words: borrowing [UInt64]) {
    let start = bytes.count
    let beginsSegment = segments.last.map { $0.count == StateBlock.mostStates } ?? true
    if beginsSegment {
      segments.append(Segment())
      previous.removeAll(keepingCapacity: true)
    }
    writeNumber(UInt64(words.count) << 1 | (beginsSegment ? 1 : 0))
    previous.resize(to: words.count)
    writeDifferences(words)
    segments[segments.count - 1].byteCount += bytes.count - start
    segments[segments.count - 1].count += 1
  }

  /// Seven bits a byte, the upper bit set if more follow.
  private mutating func writeNumber(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func writeDifferences(_ words: borrowing [UInt64]) {
    for first in stride(from: 0, to: words.count, by: 8) {
      let place = bytes.count
      bytes.append(0)
      for index in first..<min(first + 8, words.count) where words[index] != previous[index] {
        bytes[place] |= 1 << UInt8(index - first)
        writeDifference(words[index] ^ previous[index])
        previous[index] = words[index]
      }
    }
  }

  private mutating func writeDifference(_ difference: UInt64) {
    let place = bytes.count
    bytes.append(0)
    var rest = difference
    while rest != 0 {
      let byte = rest.trailingZeroBitCount >> 3
      bytes[place] |= 1 << UInt8(byte)
      bytes.append(UInt8(truncatingIfNeeded: difference >> UInt64(8 * byte)))
      rest &= ~(0xff << UInt64(8 * byte))
    }
  }
}

/// Reads the states of a block, from the first to the last.
struct StateReader {
  /// The state that was read last.
  private(set) var words: [UInt64] = []
  /// Its place in the block.
  private(set) var place = -1
  private let block: StateBlock
  private var next = 0

  init(_ block: StateBlock) { self.block = block }

  /// Reads up to the state at `place`, which is at or after the one read last. O(words in between).
  mutating func advance(to place: Int) {
    precondition(place >= self.place && place < block.count)
    while self.place < place { advance() }
  }

  private mutating func advance() {
    let number = readNumber()
    if number & 1 != 0 { words.removeAll(keepingCapacity: true) }
    words.resize(to: Int(number >> 1))
    for first in stride(from: 0, to: words.count, by: 8) {
      var mask = readByte()
      while mask != 0 {
        words[first + mask.trailingZeroBitCount] ^= readDifference()
        mask &= mask - 1
      }
    }
    place += 1
  }

  private mutating func readDifference() -> UInt64 {
    var mask = readByte()
    var difference: UInt64 = 0
    while mask != 0 {
      difference |= UInt64(readByte()) << UInt64(8 * mask.trailingZeroBitCount)
      mask &= mask - 1
    }
    return difference
  }

  private mutating func readNumber() -> UInt64 {
    var (number, shift): (UInt64, UInt64) = (0, 0)
    while true {
      let byte = readByte()
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  @inline(__always)
  private mutating func readByte() -> UInt8 {
    defer { next += 1 }
    return block.bytes[next]
  }
}

extension [UInt64] {
  /// Shortens it, or makes it longer by zeros.
  fileprivate mutating func resize(to newCount: Int) {
    if newCount < count { removeLast(count - newCount) }
    while count < newCount { append(0) }
  }
}
