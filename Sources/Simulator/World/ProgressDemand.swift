/// Within what time a cluster must recover when its faults have ended, or why that cannot be required.
enum ProgressDemand: Hashable {
  /// Within so many microseconds. If there is an `exemption`, taking longer is not a violation: for this reason, a
  /// correct implementation can be slower.
  case within(Int, exemption: Reason?)
  /// Raft does not promise it.
  case nothing(Reason)

  /// What Raft needs, and is not there.
  enum Reason: Int, CaseIterable {
    /// A heartbeat comes an election timeout after the last one, or later: servers start elections while they have a
    /// leader (§5.6, "broadcastTime ≪ electionTimeout").
    case timing
    /// Election timeouts are all the same, or drawn from a range that messages do not cross in time: candidates split
    /// the votes again and again (§9.3).
    case spread
    /// A server that hears nothing deposes each leader after an election timeout or two, and that is too soon to bring
    /// the others' logs up to date (§5.6, "electionTimeout ≪ MTBF").
    case disruption
    /// So many servers can never come back that no majority is left (§5.1).
    case majority
  }

  /// How many elections may fail, one after another: split votes.
  private static let elections = 50
  /// How many messages a new leader needs beside those that bring entries: to find where the logs agree, and to commit.
  private static let rounds = 4

  /// What can be required of `scenario`, one without faults, when the longest log has `entries` entries, and the
  /// shortest `lag` less.
  /// - Parameter differing: how many entries the longest log has after the longest common prefix of all logs; 0 for a
  ///   core that does not go back entry by entry.
  init(
    _ scenario: Scenario, _ separation: Recovery.Separation?, entries: Int, lag: Int,
    differing: @autoclosure () -> Int
  ) {
    let way = scenario.longestWay
    let isDisrupted = separation == .deaf
    let rounds = lag / (scenario.batch * scenario.window) + Self.rounds
    let reign = rounds * 2 * way
    if scenario.servers > 1, scenario.heartbeat + way >= scenario.electionTimeout {
      self = .nothing(.timing)
    } else if scenario.servers > 1, scenario.electionSpread == 0 || way > scenario.electionSpread {
      self = .nothing(.spread)
    } else if isDisrupted, reign > scenario.electionTimeout {
      self = .nothing(.disruption)
    } else {
      // A leader whose entries are rejected may go back only one entry per round trip, as in Figure 2 of the paper.
      let isTooShort = isDisrupted && reign + differing() * 2 * way > scenario.electionTimeout
      self = .within(
        Self.bound(scenario, entries: entries).microseconds, exemption: isTooShort ? .disruption : nil)
    }
  }

  private static func bound(_ scenario: Scenario, entries: Int) -> VirtualDuration {
    let way = scenario.longestWay
    let election = scenario.electionTimeout + scenario.electionSpread + 2 * way
    // One entry in a message, and every message waits for the answer to the last one, or for a heartbeat.
    let replication = (entries + 10) * (2 * way + scenario.heartbeat)
    // A client that asks servers at random until it asks one that can serve it.
    let clients = 20 * (scenario.requestTimeout + scenario.electionTimeout)
    return elections * election + replication + clients + Connections.setUpBound(scenario)
  }
}
