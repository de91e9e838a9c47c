import TraceChecker

/// For each part of a state its hash under every renaming. The fingerprint of a state is made from the sum over its
/// parts: so that of a successor differs by the parts that changed, whatever their order.
struct Hashes: Sendable {
  /// Distinguishes a server, a message and a ghost state that have the same words.
  enum Kind: UInt64 {
    case server = 1
    case message, ghostState, restarts
  }

  let kind: Kind
  private var values = InPlaceArray<UInt64>()

  init(_ kind: Kind) { self.kind = kind }

  /// The memory, in bytes.
  var memory: Int { values.bytes }

  /// The hashes of part after part, and of each under renaming after renaming.
  var view: UnsafePointer<UInt64> { values.view }

  /// Adds the hash of the next part under the next renaming.
  mutating func append(_ words: some Sequence<UInt64>) { values.append(Self.hash(kind, words)) }

  /// The hash of a part: one that sums of a few of them do not repeat but by chance.
  private static func hash(_ kind: Kind, _ words: some Sequence<UInt64>) -> UInt64 {
    scramble(scramble(words.reduce(kind.rawValue) { fold($0, $1) }))
  }

  /// One to one, and nearly every bit of the result depends on every bit of `hash`.
  @inline(__always)
  static func scramble(_ hash: UInt64) -> UInt64 {
    let once = (hash ^ hash >> 32) &* 0xd6e8_feb8_6659_fd93
    return once ^ once >> 32
  }
}
