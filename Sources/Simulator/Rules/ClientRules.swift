/// What clients do about answers, and about those that do not come. As given, rightly: a planted defect is a client in
/// which one of these differs.
public struct ClientRules: Sendable {
  /// Whether a client whose last attempt was refused reports the command as not taken, although an earlier attempt may
  /// still take effect.
  public var believesRefusals = false
  /// Whether a client that has waited in vain asks any server next, and not the silent one again.
  public var leavesSilentServer = true

  /// A client that does as it should.
  public init() {}
}
