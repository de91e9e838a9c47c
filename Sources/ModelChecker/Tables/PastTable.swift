import Simulator
import TraceChecker

/// Every past that was met, by number.
struct PastTable: Sendable {
  private let encoding: ClusterEncoding
  private let renamings: [Renaming]
  private var numbers: [Past: UInt32] = [:]
  private(set) var pasts: [Past] = []
  private(set) var hashes: Hashes
  /// By number: how many entries were committed.
  private(set) var committedCounts = InPlaceArray<UInt32>()

  init(_ cluster: BoundedCluster, _ renamings: [Renaming]) {
    encoding = ClusterEncoding()
    self.renamings = renamings
    hashes = Hashes(.past)
  }

  /// The memory, in bytes, roughly.
  var memory: Int { pasts.count * 700 + hashes.memory }

  mutating func number(of past: Past) -> UInt32 {
    if let number = numbers[past] { return number }
    numbers[past] = UInt32(pasts.count)
    pasts.append(past)
    committedCounts.append(UInt32(past.committed.count))
    for renaming in renamings {
      var words: [UInt64] = []
      encoding.encode(past, renaming, into: &words)
      hashes.append(words)
    }
    return UInt32(pasts.count - 1)
  }
}
