import Simulator

/// The renamings under which a cluster stays the same.
extension Renaming {
  /// The renamings under which a cluster stays the same, that of no change first: servers that may all do the same
  /// change places, and so do commands. A group, so that "differ only in names" is an equivalence.
  static func symmetries(of cluster: BoundedCluster) -> [Renaming] {
    let classes = classes(of: cluster)
    let servers = permutations(of: Array(0..<cluster.servers)).filter { permutation in
      permutation.indices.allSatisfy { classes[$0] == classes[permutation[$0]] }
    }
    let commands = permutations(of: Array(0..<cluster.values)).map { [0] + $0.map { $0 + 1 } }
    return servers.flatMap { servers in commands.map { Renaming(servers: servers, commands: $0) } }
  }

  /// How many renamings there are under which a cluster stays the same.
  static func symmetryCount(of cluster: BoundedCluster) -> Int {
    let classes = classes(of: cluster)
    let sizes = Set(classes).map { kind in classes.count { $0 == kind } }
    return (sizes + [cluster.values]).reduce(1) { $0 * factorial($1) }
  }

  private static func factorial(_ number: Int) -> Int { (0..<number).reduce(1) { $0 * ($1 + 1) } }

  /// What each server may do, and whether it has the defect, as a number.
  private static func classes(of cluster: BoundedCluster) -> [Int] {
    (0..<cluster.servers).map {
      ($0 < cluster.candidateServers ? 1 : 0) + ($0 < cluster.restartingServers ? 2 : 0)
        + (cluster.defect?.servers.contains($0) == true ? 4 : 0)
    }
  }

  private static func permutations(of items: [Int]) -> [[Int]] {
    guard !items.isEmpty else { return [[]] }
    return items.indices.flatMap { index in
      var rest = items
      let first = rest.remove(at: index)
      return permutations(of: rest).map { [first] + $0 }
    }
  }
}
