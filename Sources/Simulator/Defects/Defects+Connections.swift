extension Defect {
  /// Hosts that connect wrongly. Their servers do as they should, and all that happens is that they do not get on.
  static let connections: [Defect] = [
    connection(
      "offer-not-repeated", "an offer that is lost or stays without an answer is not repeated", [.init(\.loss, 200_000)]
    ) { $0.repeatsOffers = false },
    connection("both-ends-offer", "both ends of a channel make an offer, and each waits for the other's answer", []) {
      $0.ordersIdentities = false
    },
    connection(
      "joined-once", "a server does not join again when the introducer has forgotten it",
      [.init(\.connections.introducerCrashInterval, 500_000), .init(\.connections.breakInterval, 200_000)]
    ) { $0.joinsAgain = false },
    connection(
      "open-unacknowledged", "the offering end treats the channel as open before the other end has acknowledged it",
      [.init(\.loss, 200_000)]
    ) { $0.awaitsAcknowledgment = false },
    connection(
      "identity-lost-at-reload", "a server has a new identity after a restart, and its peers do not know it",
      [.init(\.crashInterval, 300_000)]
    ) { $0.keepsIdentity = false },
    connection(
      "break-unnoticed", "an end never detects that its channel no longer delivers anything",
      [.init(\.connections.breakInterval, 200_000)]
    ) { $0.noticesBreaks = false },
    connection(
      "call-place-leaked", "a call whose reply comes too late occupies its slot forever",
      [.init(\.connections.callTimeout, 10_000)]
    ) { $0.leakedCalls = 16 },
    connection(
      "sessions-mixed",
      "the introducer introduces members of different rooms to each other, and hosts keep slots for them",
      [.init(\.connections.strangerInterval, 50_000), .init(\.crashInterval, 300_000)]
    ) { $0.keepsRoomsApart = false },
  ]

  private static func connection(
    _ name: String, _ change: String, _ needs: [Need], plant: (inout ConnectionRules) -> Void
  ) -> Defect {
    Defect(
      ofConnections: name, change, breaks: ["Progress"],
      needs: [.init(\.servers, 3), .init(\.connections.channels, true)] + needs, plant: plant)
  }
}
