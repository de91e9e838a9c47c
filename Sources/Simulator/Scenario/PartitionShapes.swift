/// The weights by which the shapes of partitions are drawn, `0 ... 100` each. If all are 0, every partition cuts all
/// links between two groups.
public struct PartitionWeights: Hashable, Sendable {
  private var weights = PerPartitionShape<UInt8>(repeating: 0)

  /// Weights that are all 0.
  public init() {}

  /// The weight of `shape`.
  public subscript(shape: PartitionShape) -> Int {
    get { Int(weights[shape]) }
    set { weights[shape] = UInt8(newValue) }
  }

  /// The shape that falls to `draw` of the sum of weights, among those that make sense with `servers`.
  /// - Parameter draw: chooses of `0 ..< sum`.
  func shape(servers: Int, draw: (_ sum: Int) -> Int) -> PartitionShape {
    let possible = PartitionShape.allCases.filter { self[$0] > 0 && $0.fewestServers <= servers }
    var left = draw(possible.reduce(0) { $0 + self[$1] })
    for shape in possible {
      left -= self[shape]
      if left < 0 { return shape }
    }
    return .groups
  }
}

extension Fault {
  /// Each shape of partition, as a fault of its own: parts 120 to 139 of a seed's scenario.
  static let partitionShapes = PartitionShape.allCases.map { shape in
    Fault(
      "partitions: \(shape.name)", models: shape.models, in: .transport,
      scope: Scope(servers: shape.fewestServers, partitions: true),
      [
        .init(
          "partition-\(shape.name)", 0...100, "relative frequency of this kind of partition: \(shape.models)",
          \.networkFaults.partitions[shape]
        ) { $0.oneIn(3, 120 + shape.rawValue, 1 + $0.below(4, 130 + shape.rawValue)) }
      ],
      counts: [("partitions.\(shape.name)", \.network.partitions[shape])]
    ) { scenario in
      guard scenario.partitionInterval > 0 else { return false }
      let weights = scenario.networkFaults.partitions
      return weights[shape] > 0 || shape == .groups && weights == PartitionWeights()
    }
  }
}
