import RaftCore
import Simulator
import TraceChecker

@testable import ModelChecker

/// A bounded cluster in the plainest way, to hold the model against: servers, messages and checker are those of a
/// schedule that is played, copied for every step. Nothing is memoized, nothing is judged apart from the run that led
/// there, and what distinguishes states is their words and no hash. All that it shares with the model is what a state
/// is: `ClusterEncoding`.
struct PlainExploration {
  private(set) var distinct = 0
  private(set) var generated = 0
  /// The states at each depth.
  private(set) var levels: [Int] = []
  /// The steps by the kind of action, in the order of `ClusterAction.kinds`.
  private(set) var steps = Array(repeating: 0, count: ClusterAction.kinds.count)
  /// What the shortest behaviors that break anything break, and how long they are.
  private(set) var broken: Set<String> = []
  private(set) var length: Int?
  /// The states that are different also when names do not matter.
  private(set) var orbits: Set<[UInt64]> = []
  /// The states of all servers, with the ghost state.
  private(set) var projections: Set<[UInt64]> = []
  private let cluster: BoundedCluster
  private let renamings: [Renaming]
  private var known: Set<[UInt64]> = []

  /// Explores to the end, or to the depth at which something breaks.
  init(
    _ cluster: BoundedCluster, renamings: [Renaming] = [],
    checks: [any Check] = Checker.stepChecks
  ) {
    self.cluster = cluster
    self.renamings = renamings
    let first = PlainState(cluster, checks)
    generated = 1
    var level = [first].filter { isNew($0) }
    while !level.isEmpty, broken.isEmpty {
      levels.append(level.count)
      level = level.flatMap { successors(of: $0) }
    }
    distinct = known.count
  }

  private mutating func successors(of state: PlainState) -> [PlainState] {
    var next: [PlainState] = []
    for action in state.actions(in: cluster) {
      generated += 1
      steps[action.kind] += 1
      var successor = state
      let names = successor.take(action, in: cluster)
      broken.formUnion(names)
      if !names.isEmpty { length = levels.count }
      if successor.isWithin(cluster), isNew(successor) { next.append(successor) }
    }
    return next
  }

  private mutating func isNew(_ state: PlainState) -> Bool {
    let plain = Renaming(servers: cluster.servers, values: cluster.values)
    guard known.insert(state.words(cluster, plain)).inserted else { return false }
    projections.insert(state.projection(cluster))
    let all = renamings.map { state.words(cluster, $0) }
    if let least = all.min(by: { $0.lexicographicallyPrecedes($1) }) { orbits.insert(least) }
    return true
  }
}

/// A state of such a cluster.
struct PlainState {
  private var player: SchedulePlayer<RaftCoreServer>
  private var restarts = 0

  init(_ cluster: BoundedCluster, _ checks: [any Check]) {
    player = SchedulePlayer(configuration: cluster.configuration, defect: cluster.defect, checks: checks)
    for server in 0..<cluster.servers { play(.start, server) }
  }

  /// What can happen.
  enum Step {
    case own(Action, Int, command: Int)
    case network(Action, Message)

    /// The place in `ClusterAction.kinds`.
    var kind: Int {
      switch self {
      case .network(.receive, _): 0
      case .own(.timeout, _, _): 1
      case .own(.heartbeat, _, _): 2
      case .own(.request, _, _): 3
      case .own(.restart, _, _): 4
      case .network(.lose, _): 5
      default: 6
      }
    }
  }

  func actions(in cluster: BoundedCluster) -> [Step] {
    var actions: [Step] = []
    for server in 0..<cluster.servers {
      let stands = server < cluster.candidates ?? .max
      if player.server(server).role != .leader {
        if stands { actions.append(.own(.timeout, server, command: 0)) }
      } else if stands {
        actions.append(.own(.heartbeat, server, command: 0))
        for command in 0..<cluster.values { actions.append(.own(.request, server, command: command + 1)) }
      }
      if server < cluster.restarting ?? .max, restarts < cluster.restarts ?? .max {
        actions.append(.own(.restart, server, command: 0))
      }
    }
    for copies in player.messages.all {
      actions.append(.network(.receive, copies.message))
      guard cluster.network == .bag else { continue }
      if cluster.drops { actions.append(.network(.lose, copies.message)) }
      if cluster.duplicates { actions.append(.network(.duplicate, copies.message)) }
    }
    return actions
  }

  /// Takes a step.
  /// - Returns: the invariants that it breaks.
  mutating func take(_ step: Step, in cluster: BoundedCluster) -> [String] {
    let before = player.observer.checker.violations.count
    switch step {
    case .own(let action, let server, let command):
      play(action, server, command)
      if action == .restart, cluster.restarts != nil { restarts += 1 }
    case .network(let action, let message):
      // What a set delivers is still there.
      if action == .receive, cluster.network == .set { play(.duplicate, message) }
      play(action, message)
    }
    return player.observer.checker.violations.dropFirst(before).map(\.invariant)
  }

  private mutating func play(_ action: Action, _ server: Int, _ command: Int = 0) {
    var event = TraceEvent()
    event.action = action
    event.server = server
    event.client.command = UInt64(command)
    play(event)
  }

  private mutating func play(_ action: Action, _ message: Message) {
    var event = TraceEvent()
    event.action = action
    TraceAdapter.describe(message, in: &event.message)
    play(event)
  }

  private mutating func play(_ event: TraceEvent) {
    let outcome = player.play(event)
    precondition(outcome == .played, "\(event.action) does not apply: \(outcome)")
  }

  func isWithin(_ cluster: BoundedCluster) -> Bool {
    let messages = player.messages.all.reduce(0) { $0 + (cluster.network == .set ? 1 : $1.count) }
    guard messages <= cluster.maxMessages ?? .max else { return false }
    return (0..<cluster.servers).allSatisfy {
      player.server($0).currentTerm <= cluster.maxTerm && player.server($0).log.lastIndex <= cluster.maxLog
    }
  }

  /// The state in full, as words, under other names.
  func words(_ cluster: BoundedCluster, _ renaming: Renaming) -> [UInt64] {
    let encoding = ClusterEncoding()
    var words = [UInt64(restarts)]
    let servers = (0..<cluster.servers).sorted { renaming.servers[$0] < renaming.servers[$1] }
    for server in servers { _ = player.server(server).encode(renaming, cluster.rules[server], into: &words) }
    encoding.encode(player.observer.checker.history.ghostState, renaming, into: &words)
    var messages: [[UInt64]] = []
    for copies in player.messages.all {
      var part: [UInt64] = []
      encoding.encode(copies.message.described, renaming, into: &part)
      messages.append(part + [cluster.network == .set ? 1 : UInt64(copies.count)])
    }
    for part in messages.sorted(by: { $0.lexicographicallyPrecedes($1) }) { words += [UInt64(part.count)] + part }
    return words
  }

  /// The servers and the ghost state.
  func projection(_ cluster: BoundedCluster) -> [UInt64] {
    ClusterProjection.words(
      (0..<cluster.servers).map(player.server), player.observer.checker.history.ghostState, cluster)
  }
}

/// What of a state is the same whatever is in transit.
enum ClusterProjection {
  static func words(_ servers: [Server], _ ghostState: GhostState, _ cluster: BoundedCluster) -> [UInt64] {
    let encoding = ClusterEncoding()
    let plain = Renaming(servers: cluster.servers, values: cluster.values)
    var words: [UInt64] = []
    for server in servers { _ = server.encode(plain, cluster.rules[server.id], into: &words) }
    encoding.encode(ghostState, plain, into: &words)
    return words
  }
}
