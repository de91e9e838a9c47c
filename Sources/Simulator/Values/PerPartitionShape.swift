/// A value for each shape of partition. A new shape does not compile before it has its place here.
public struct PerPartitionShape<Value: Hashable & Sendable & BitwiseCopyable>: Hashable, Sendable, BitwiseCopyable {
  private var groups, minority, isolation, oneWay, bridge, ring, flapping, swizzle: Value

  /// The same value for every shape.
  public init(repeating value: Value) {
    (groups, minority, isolation, oneWay) = (value, value, value, value)
    (bridge, ring, flapping, swizzle) = (value, value, value, value)
  }

  /// The value of `shape`.
  public subscript(shape: PartitionShape) -> Value {
    get {
      switch shape {
      case .groups: groups
      case .minority: minority
      case .isolation: isolation
      case .oneWay: oneWay
      case .bridge: bridge
      case .ring: ring
      case .flapping: flapping
      case .swizzle: swizzle
      }
    }
    set {
      switch shape {
      case .groups: groups = newValue
      case .minority: minority = newValue
      case .isolation: isolation = newValue
      case .oneWay: oneWay = newValue
      case .bridge: bridge = newValue
      case .ring: ring = newValue
      case .flapping: flapping = newValue
      case .swizzle: swizzle = newValue
      }
    }
  }
}
