/// What a host does beside running its server and its disk. As given, rightly: a planted defect is a host in which one of
/// these differs.
public struct HostRules: Sendable {
  /// How it connects to the others.
  public var connections = ConnectionRules()

  /// A host that does as it should.
  public init() {}
}
