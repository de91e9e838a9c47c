/// The rules by which hosts and the introducer set up channels. The defaults are correct: in a planted defect of
/// connections one of them differs.
public struct ConnectionRules: Sendable {
  /// Whether an offer without an answer is repeated.
  public var repeatsOffers = true
  /// Whether of two servers only the one with the smaller identity offers.
  public var ordersIdentities = true
  /// Whether a server joins its room again at intervals.
  public var joinsAgain = true
  /// Whether the offering end waits for the acknowledgment before it treats the channel as open.
  public var awaitsAcknowledgment = true
  /// Whether a server has the same identity after a reload.
  public var keepsIdentity = true
  /// Whether an open end detects that its channel is broken.
  public var noticesBreaks = true
  /// Whether the introducer introduces only members of one room to each other.
  public var keepsRoomsApart = true
  /// How many calls to one peer a host can have open, when it never frees the place of one whose reply came too late;
  /// `nil` if it does free it.
  public var leakedCalls: Int?

  /// The rules of correct connections.
  public init() {}
}
