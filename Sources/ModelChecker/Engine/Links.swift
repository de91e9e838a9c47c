/// By which step each state was found first, in the order of the numbers of states: eight bytes a state. In segments,
/// so that it grows without being copied.
struct Links: Sendable {
  private var segments: [[UInt64]] = []
  private(set) var count = 0

  private static let segmentBits = 16

  init() {}

  /// A step, from the state with the number `parent`.
  struct Link: Hashable, Sendable {
    let parent: UInt32
    let action: ModelAction

    init(parent: UInt32, action: ModelAction) {
      self.parent = parent
      self.action = action
    }

    /// A link in one word, and back.
    init(word: UInt64) {
      self.init(parent: UInt32(truncatingIfNeeded: word >> 32), action: UInt32(truncatingIfNeeded: word))
    }

    var word: UInt64 { UInt64(parent) << 32 | UInt64(action) }
  }

  /// The memory that it takes, in bytes.
  var memory: Int { segments.count << (Self.segmentBits + 3) }

  /// The link of the state with the number `number`.
  subscript(number: Int) -> Link {
    Link(word: segments[number >> Self.segmentBits][number & (1 << Self.segmentBits - 1)])
  }

  /// Adds links, each as a word. O(1) each.
  mutating func append(contentsOf words: UnsafeBufferPointer<UInt64>) {
    var rest = words[...]
    while !rest.isEmpty {
      if count == segments.count << Self.segmentBits { openSegment() }
      let part = rest.prefix(segments.count << Self.segmentBits - count)
      segments[segments.count - 1].append(contentsOf: part)
      count += part.count
      rest = rest.dropFirst(part.count)
    }
  }

  /// The steps that lead to the state with the number `number`, of which the first `initialCount` are initial ones.
  /// O(steps).
  func path(to number: Int, initialCount: Int) -> (initial: Int, actions: [ModelAction]) {
    var (actions, state): ([ModelAction], Int) = ([], number)
    while state >= initialCount {
      let link = self[state]
      actions.append(link.action)
      state = Int(link.parent)
    }
    return (state, actions.reversed())
  }

  private mutating func openSegment() {
    segments.append([])
    segments[segments.count - 1].reserveCapacity(1 << Self.segmentBits)
  }
}
