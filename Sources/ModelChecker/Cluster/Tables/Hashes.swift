import TraceChecker

/// For each part of a state its hash under every renaming. The fingerprint of a state is made from the sum over its parts:
/// so that of a successor differs by the parts that changed, whatever their order.
struct Hashes: Sendable {
  /// What keeps a server, a message and a past apart that have the same words.
  enum Kind: UInt64 {
    case server = 1
    case message, past, restarts
  }

  let kind: Kind
  let renamings: Int
  private var values: ContiguousArray<UInt64> = []

  init(_ kind: Kind, renamings: Int) {
    self.kind = kind
    self.renamings = renamings
  }

  /// The memory, in bytes.
  var memory: Int { values.capacity * 8 }

  /// The hash of a part under a renaming.
  @inline(__always)
  subscript(part: Int, renaming: Int) -> UInt64 { values[part &* renamings &+ renaming] }

  /// Adds the hash of the next part under the next renaming.
  mutating func append(_ words: some Sequence<UInt64>) { values.append(Self.hash(kind, words)) }

  /// The hash of a part: one that sums of a few of them do not repeat but by chance.
  static func hash(_ kind: Kind, _ words: some Sequence<UInt64>) -> UInt64 {
    var hash = words.reduce(kind.rawValue) { fold($0, $1) }
    hash = (hash ^ hash >> 32) &* 0xd6e8_feb8_6659_fd93
    hash = (hash ^ hash >> 32) &* 0xd6e8_feb8_6659_fd93
    return hash ^ hash >> 32
  }
}
