import RaftCore
import Simulator
import TraceChecker

/// A bounded cluster as a model: its servers are those of a core, and its checks those of TraceChecker.
///
/// A server takes each step once for each of its states and inputs, and the checker judges each step once in each
/// context. The results have numbers, and states are made of these numbers. So a step costs two table lookups.
struct ClusterModel<Core: ServerCore>: Model {
  let cluster: BoundedCluster
  /// What the servers are made with, by server.
  let rules: [Core.Rules]
  let reductions: Reductions
  /// Whether the search checks for every state that the cluster can make progress from it.
  let checksProgress: Bool
  /// The calls of the servers.
  let calls: CoreCalls
  let renamings: [Renaming]
  var servers: ServerTable<Core>
  var messages: MessageTable<Core.Message>
  var ghostStates: GhostStateTable
  /// The contexts: what the checks see of all servers and the ghost state, which is all that the checks of a step look
  /// at besides the step.
  var contexts: TupleTable
  var steps = StepTable()
  /// The place in `judgments`, by context and visible step.
  var verdicts = WordTable()
  var judgments = InPlaceArray<ContextJudgment>()
  var judge: Judge
  /// The combinations of servers' states and of how much is committed, each with whether the cluster can make progress.
  var combinations: TupleTable
  var progress = InPlaceArray<Bool>()
  var restartHashes = Hashes(.restarts)
  private(set) var initial: [ClusterState]
  /// The tables, to be read.
  private var tables: ClusterTables?

  /// A model of `cluster`, from the state in which no server has done anything.
  init(
    _ cluster: BoundedCluster, rules: [Core.Rules], reductions: Reductions = Reductions(),
    checks: [any Check] = Checker.allChecks, checksProgress: Bool = false
  ) {
    self.init(
      cluster, rules: rules, reductions: reductions, checks: checks, checksProgress: checksProgress,
      from: [ClusterSnapshot(cluster, rules)])
  }

  /// A model of `cluster`, from the states that `snapshots` show.
  init(
    _ cluster: BoundedCluster, rules: [Core.Rules], reductions: Reductions, checks: [any Check],
    checksProgress: Bool = false, calls: CoreCalls = CoreCalls(), from snapshots: [ClusterSnapshot<Core>]
  ) {
    self.cluster = cluster
    self.rules = rules
    self.checksProgress = checksProgress
    self.reductions = reductions
    self.calls = calls
    let renamings =
      reductions.symmetry
      ? Renaming.symmetries(of: cluster) : [Renaming(servers: cluster.servers, values: cluster.values)]
    self.renamings = renamings
    var servers = ServerTable<Core>(cluster, rules, renamings)
    var messages = MessageTable<Core.Message>(cluster, renamings)
    var ghostStates = GhostStateTable(cluster, renamings)
    initial = snapshots.map {
      ClusterState($0, &servers, &messages, &ghostStates, keepsCopies: cluster.network == .bag)
    }
    self.servers = servers
    self.messages = messages
    self.ghostStates = ghostStates
    contexts = TupleTable(width: cluster.servers + 1)
    combinations = TupleTable(width: cluster.servers + 1)
    judge = Judge(servers: cluster.servers, checks: checks)
    for number in 0...(cluster.restarts ?? 0) { restartHashes.append(CollectionOfOne(UInt64(number))) }
    makeRoomForSteps()
    updateTables()
    if reductions.eagerSending { sendEagerlyAtFirst() }
  }

  private mutating func sendEagerlyAtFirst() {
    for index in initial.indices {
      var state = initial[index]
      learnToSend(in: &state)
      initial[index] = state
    }
  }

  /// What is known, to be read while nothing is learned.
  var known: ClusterTables {
    guard let tables else { preconditionFailure("a model is made with its tables") }
    return tables
  }

  /// A bag needs no masks: whatever is delivered is gone.
  mutating func makeRoomForSteps() {
    steps.reserve(rows: servers.servers.count, width: cluster.network == .set ? messages.width : 1)
  }

  /// To be called after anything was learned.
  mutating func updateTables() { tables = ClusterTables(self) }

  var actionKinds: [String] { ClusterAction.kinds }
  var properties: [ModelProperty] { Judge.properties(judge.checks, withProgress: checksProgress) }
  func initialStates() -> [ClusterState] { initial }
  func kind(of action: ModelAction) -> Int { ClusterAction.kind(action) }

  var memory: Int {
    servers.memory + messages.memory + ghostStates.memory
      + contexts.memory + steps.memory + verdicts.memory + judge.memory
      + combinations.memory + progress.bytes
      + judgments.bytes
  }

  func encode(_ state: borrowing ClusterState, into words: inout [UInt64]) {
    var end = state.words.count
    while end > ClusterState.headWords(state.servers), state.words[end - 1] == 0 { end -= 1 }
    for index in 0..<end { words.append(state.words[index]) }
  }

  func decode(_ words: borrowing [UInt64], into state: inout ClusterState) {
    while state.words.count > words.count { state.words.removeLast() }
    for index in state.words.indices { state.words[index] = words[index] }
    for index in state.words.count..<words.count { state.words.append(words[index]) }
  }

  func forEachAction(in state: borrowing ClusterState, _ body: (ModelAction) -> Void) {
    state.withView { known.forEachAction(in: $0, body) }
  }

  func expand(_ state: inout ClusterState, into successors: inout Successors) -> Bool {
    let known = known
    return state.withView { known.expand($0, into: &successors) }
  }

  /// What an enabled action comes to, or `nil` if that is not known yet.
  func outcome(of action: ModelAction, in state: borrowing ClusterState) -> Outcome? {
    let known = known
    var outcome = Outcome()
    let gap = state.withView { known.take(action, in: $0, context: known.context(of: $0), &outcome) }
    return gap == nil ? outcome : nil
  }

  func apply(_ action: ModelAction, to state: inout ClusterState) {
    guard let outcome = outcome(of: action, in: state) else {
      preconditionFailure("an action is taken before it is known: \(ClusterAction(action))")
    }
    known.carryOut(outcome, in: &state)
    if reductions.eagerSending { known.sendEagerly(in: &state) }
  }

  func judge(
    _ action: ModelAction, from state: borrowing ClusterState, to next: borrowing ClusterState
  ) -> Judgment {
    let outcome = outcome(of: action, in: state) ?? Outcome()
    return Judgment(
      properties: outcome.tested, broken: outcome.broken == LocalStep.none ? nil : Int(outcome.broken))
  }

  func fingerprint(of state: borrowing ClusterState) -> UInt64 {
    state.withView { known.fingerprint(of: $0) }
  }

  func isWithinBounds(_ state: borrowing ClusterState) -> Bool {
    state.withView { state in
      for server in 0..<cluster.servers where servers.isBeyond[Int(state[server])] { return false }
      return state.messageCount <= cluster.maxMessages ?? .max
    }
  }
}

extension ClusterModel where Core == RaftCoreServer {
  /// A model of `cluster` with servers of RaftCore, from the state in which none has done anything.
  init(
    _ cluster: BoundedCluster, reductions: Reductions = Reductions(),
    checks: [any Check] = Checker.allChecks, checksProgress: Bool = false
  ) {
    self.init(
      cluster, rules: cluster.rules, reductions: reductions, checks: checks, checksProgress: checksProgress)
  }
}

/// The checker's judgment of a step in a context.
struct ContextJudgment: BitwiseCopyable, Sendable {
  /// The number of the ghost state after the step.
  var ghostState: UInt32
  /// The property that it violates; `LocalStep.none` if none.
  var broken: UInt32
  /// The properties that it tests or reaches, a bit each.
  var tested: UInt64
}
