/// What a host does beside running its server and its disk. As given, rightly: a planted defect is a host in which one of
/// these differs.
public struct HostRules: Sendable {
  /// How many messages in a row a host sends to a peer that is silent before it takes it for gone, and sends it nothing
  /// more; `nil` if it never does.
  public var patience: Int?
  /// Whether a host takes a peer for gone when a message to it finds no room on the link.
  public var givesUpFullLinks = false
  /// After how many messages from a peer that it cannot reach itself a host takes the connection for half open, and
  /// sends nothing more; `nil` if it never does.
  public var halfOpenLimit: Int?

  /// Whether a host ever gives a peer up.
  var givesUpPeers: Bool { patience != nil || givesUpFullLinks || halfOpenLimit != nil }

  /// A host that does as it should.
  public init() {}
}
