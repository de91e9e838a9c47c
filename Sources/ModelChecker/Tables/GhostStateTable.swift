import Simulator
import TraceChecker

/// Every ghost state that was met, by number.
struct GhostStateTable: Sendable {
  private let encoding: ClusterEncoding
  private let renamings: [Renaming]
  private var numbers: [GhostState: UInt32] = [:]
  private(set) var ghostStates: [GhostState] = []
  private(set) var hashes: Hashes
  /// By number: how many entries were committed.
  private(set) var committedCounts = InPlaceArray<UInt32>()

  init(_ cluster: BoundedCluster, _ renamings: [Renaming]) {
    encoding = ClusterEncoding()
    self.renamings = renamings
    hashes = Hashes(.ghostState)
  }

  /// The memory, in bytes, roughly.
  var memory: Int { ghostStates.count * 700 + hashes.memory }

  mutating func number(of ghostState: GhostState) -> UInt32 {
    if let number = numbers[ghostState] { return number }
    numbers[ghostState] = UInt32(ghostStates.count)
    ghostStates.append(ghostState)
    committedCounts.append(UInt32(ghostState.committed.count))
    for renaming in renamings {
      var words: [UInt64] = []
      encoding.encode(ghostState, renaming, into: &words)
      hashes.append(words)
    }
    return UInt32(ghostStates.count - 1)
  }
}
