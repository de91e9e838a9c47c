import RaftCore
import TraceChecker

/// The end of a run: the faults have ceased, and within a bound of time the cluster must work again, but for a minority of
/// its servers in some of the runs.
struct Healing {
  /// When the faults ended.
  let began: Int
  /// When it must work at the latest.
  let deadline: Int
  /// The servers that need not work: they stay away, or are cut off one way.
  let apart: ServerSet
  /// How they are.
  let separation: Separation
  /// The servers that can never come back.
  let gone: ServerSet
  /// When every server that hears the others has heard of a leader, or has stood for election twice.
  let settled: Int

  /// Whether a server must work.
  func needs(_ id: ServerID) -> Bool { !apart.union(gone).contains(ServerSet(id)) }

  /// How a server can be apart from the others.
  enum Separation: Int, CaseIterable {
    /// It does not run.
    case down
    /// It hears all and is not heard.
    case mute
    /// It is heard, and hears nothing: it stands for election again and again, and deposes whoever leads.
    case deaf
  }

  /// Whether a server does not run, and shall not.
  func keepsDown(_ id: ServerID) -> Bool { separation == .down && apart.contains(ServerSet(id)) }

  /// The links that are cut, of `servers` servers.
  func cut(of servers: Int) -> LinkSet {
    var links = LinkSet()
    guard separation != .down else { return links }
    LinkSet(between: apart.rawValue, andOthersOf: servers).forEach { from, to in
      if apart.contains(ServerSet(separation == .mute ? from : to)) { links.insert(from: from, to: to) }
    }
    return links
  }
}

/// Within what time a cluster must work again when its faults have ended, or why that cannot be demanded.
enum ProgressDemand: Hashable {
  /// Within so many microseconds.
  case within(Int)
  /// Raft does not promise it.
  case nothing(Reason)

  /// What Raft needs, and is not there.
  enum Reason: Int, CaseIterable {
    /// A message and its answer take as long as an election timeout, or longer, or heartbeats come as rarely: servers stand
    /// for election before they can hear of a leader (§5.6, "broadcastTime ≪ electionTimeout").
    case timing
    /// Election timeouts are drawn from a range that messages do not cross in time: candidates split the votes again and
    /// again (§9.3).
    case spread
    /// A server that hears nothing deposes each leader after an election timeout or two, and that is too soon to bring the
    /// others' logs up to date (§5.6, "electionTimeout ≪ MTBF").
    case disruption
    /// So many servers can never come back that no majority is left (§5.1).
    case majority
  }

  /// How many elections may fail, one after another: split votes.
  private static let elections = 50
  /// How many messages a new leader needs beside those that bring entries: to find where the logs agree, and to commit.
  private static let rounds = 4

  /// What can be demanded of `scenario`, one without faults, when the longest log has `entries` entries, and the shortest
  /// `lag` less.
  init(_ scenario: Scenario, _ separation: Healing.Separation?, entries: Int, lag: Int) {
    let way = scenario.longestWay
    let isDisrupted = separation == .deaf
    let reign = (lag / (scenario.batch * scenario.window) + Self.rounds) * 2 * way
    if max(way, scenario.heartbeat) + way >= scenario.electionTimeout, scenario.servers > 1 {
      self = .nothing(.timing)
    } else if way > scenario.electionSpread, scenario.servers > 1 {
      self = .nothing(.spread)
    } else if isDisrupted, reign > scenario.electionTimeout {
      self = .nothing(.disruption)
    } else {
      self = .within(Self.bound(scenario, entries: entries))
    }
  }

  private static func bound(_ scenario: Scenario, entries: Int) -> Int {
    let way = scenario.longestWay
    let election = scenario.electionTimeout + scenario.electionSpread + 2 * way
    // One entry in a message, and every message waits for the answer to the last one, or for a heartbeat.
    let replication = (entries + 10) * (2 * way + scenario.heartbeat)
    // A client that asks servers at random until it asks one that can serve it.
    let clients = 20 * (scenario.requestTimeout + scenario.electionTimeout)
    return elections * election + replication + clients + Connections.setUpBound(scenario)
  }
}

extension Scenario {
  /// The longest time from a step to the arrival of a message that it sends, in a world without faults.
  var longestWay: Int { 2 * latency + jitter }
}
