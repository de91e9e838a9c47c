/// The rules by which clients handle answers, and missing answers. The defaults are correct: in a planted defect of the
/// clients one of them differs.
public struct ClientRules: Sendable {
  /// Whether a client whose last attempt was refused reports the command as not taken, although an earlier attempt may
  /// still take effect.
  public var believesRefusals = false
  /// Whether a client whose request was not answered asks a random server next, and not the silent one again.
  public var leavesSilentServer = true

  /// The rules of a correct client.
  public init() {}
}
