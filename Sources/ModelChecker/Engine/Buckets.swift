/// The keys of a chunk's candidates, sorted by shard and within a shard in their order, so that the threads that
/// look them up read and write memory apart.
struct Buckets: ~Copyable {
  private var keys = Buffer<UInt64>()
  /// The places of the candidates, by the same order.
  private var places = Buffer<UInt32>()
  private var areNew = Buffer<Bool>()
  /// Where each shard begins, and the end.
  private var starts = Buffer<Int>(repeating: 0, count: FingerprintSet.shardCount + 1)

  init() {}

  /// Sorts `candidates`. O(n).
  mutating func fill(_ candidates: borrowing Buffer<Successors.Candidate>) {
    count(candidates)
    resize(to: candidates.count)
    let (candidates, starts) = (candidates.elements, starts.elements)
    let (keys, places) = (keys.elements, places.elements)
    // Back to front, so that what is moved down from each shard's end is left at its start.
    for place in candidates.indices.reversed() {
      let key = FingerprintSet.key(of: candidates[place].fingerprint)
      let shard = FingerprintSet.shard(of: key)
      starts[shard] -= 1
      keys[starts[shard]] = key
      places[starts[shard]] = UInt32(truncatingIfNeeded: place)
    }
  }

  /// Leaves in `starts` where each shard ends.
  private mutating func count(_ candidates: borrowing Buffer<Successors.Candidate>) {
    let (candidates, starts) = (candidates.elements, starts.elements)
    starts.update(repeating: 0)
    for candidate in candidates {
      let key = FingerprintSet.key(of: candidate.fingerprint)
      starts[FingerprintSet.shard(of: key)] += 1
    }
    for shard in 1..<starts.count { starts[shard] += starts[shard - 1] }
  }

  private mutating func resize(to count: Int) {
    keys.removeAll()
    places.removeAll()
    areNew.removeAll()
    _ = keys.extend(by: count)
    _ = places.extend(by: count)
    areNew.extend(by: count).initialize(repeating: false, count: count)
  }

  /// Inserts those of a shard into `set`.
  func insert(shard: Int, into set: FingerprintSet) {
    let range = starts[shard]..<starts[shard + 1]
    guard !range.isEmpty, let areNew = areNew.elements.baseAddress else { return }
    let keys = UnsafeBufferPointer(rebasing: keys.elements[range])
    set.insert(keys, shard: shard, areNew: areNew + range.lowerBound)
  }

  /// Sets what belongs to the candidates that turned out to be new.
  func markNew(in candidates: borrowing Buffer<Bool>) {
    let marks = candidates.elements
    for (place, isNew) in zip(places.elements, areNew.elements) where isNew { marks[Int(place)] = true }
  }
}
