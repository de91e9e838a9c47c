/// The exact encodings of a chunk's candidates.
struct ExactCandidates: ~Copyable {
  private var words = Buffer<UInt64>()
  private var ends = Buffer<Int>()
  private var fingerprints = Buffer<UInt64>()
  private var areFlawed = Buffer<Bool>()
  private var buffer: [UInt64] = []

  init() {}

  /// Forgets all.
  mutating func removeAll() {
    words.removeAll()
    ends.removeAll()
    fingerprints.removeAll()
    areFlawed.removeAll()
  }

  /// Adds a state for which a step gave `fingerprint`.
  mutating func append<M: Model>(_ state: borrowing M.State, _ model: borrowing M, fingerprint: UInt64) {
    buffer.removeAll(keepingCapacity: true)
    model.encodeExactly(state, into: &buffer)
    buffer.withUnsafeBufferPointer { words.append(contentsOf: $0) }
    ends.append(words.count)
    fingerprints.append(fingerprint)
    areFlawed.append(model.fingerprint(of: state) != fingerprint)
  }

  /// Inserts a candidate into the sets; whether it is new.
  func insert(_ index: Int, into set: inout ExactSet, fingerprints known: FingerprintSet) -> Bool {
    let fingerprint = fingerprints[index]
    let range = (index == 0 ? 0 : ends[index - 1])..<ends[index]
    let first = set.insert(UnsafeBufferPointer(rebasing: words.elements[range]), fingerprint: fingerprint)
    let isKnown = !known.insert(fingerprint)
    if areFlawed[index] || first ?? fingerprint != fingerprint { set.flaws += 1 }
    if first == nil, isKnown { set.collisions += 1 }
    return first == nil
  }
}
