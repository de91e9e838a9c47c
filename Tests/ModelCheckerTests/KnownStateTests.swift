import GoldenData
import RaftCore
import Simulator
import Testing
import TraceChecker

@testable import ModelChecker

/// A checker that begins at the known state of a cluster judges the next step as one that has seen the whole run: for
/// simulated runs of the paper's rules and of every defect of rules. And an invariant that says it looks at the server
/// of a step only judges the same when all others are blank.
@Suite("Judging a step by the state of the cluster")
struct KnownStateTests {
  /// Seeds of runs of the paper's rules.
  static let right: [UInt64] = [1, 5, 7, 10, 19]

  static let lenient = Checker.stepChecks.filter { !($0 is Conformance) }

  /// The state of a cluster that is played.
  private static func knownState(_ player: SchedulePlayer<RaftCoreServer>) -> KnownState {
    let servers = player.configuration.servers
    var knownState = KnownState(servers: servers)
    knownState.servers = (0..<servers).map { KnownState.Server(player.server($0), of: servers) }
    knownState.ghostState = player.observer.checker.history.ghostState
    for copies in player.messages.all {
      var message = TraceMessage()
      TraceAdapter.describe(copies.message, in: &message)
      knownState.messages += Array(repeating: message, count: copies.count)
    }
    return knownState
  }

  /// Plays a schedule, and shows every step, with how the cluster stood before, while all servers were up.
  /// - Parameter stride: of the steps before the last 30, only each so manyth.
  private static func play(
    _ schedule: Schedule, _ checks: [any Check], stride: Int,
    _ body: (_ before: KnownState, _ event: TraceEvent, _ broken: [String]) -> Void
  ) {
    let servers = 0..<schedule.configuration.servers
    var player = SchedulePlayer(
      configuration: schedule.configuration, defect: schedule.defect, checks: checks)
    for (offset, action) in schedule.actions.enumerated() {
      let isShown = offset % stride == 0 || offset + 30 > schedule.actions.count
      let before = isShown && servers.allSatisfy(player.isUp) ? knownState(player) : nil
      let known = player.observer.checker.violations.count
      var steps: [TraceEvent] = []
      let outcome = player.play(action) { steps.append(copy $0) }
      precondition(outcome == .played || outcome == .skipped, "a simulated run is a schedule: \(outcome)")
      guard let before, steps.count == 1 else { continue }
      body(before, steps[0], player.observer.checker.violations.dropFirst(known).map(\.invariant))
    }
  }

  /// What a checker that begins at a known state sees broken by a step, and what it has of the ghost state before it.
  private static func judge(
    _ event: TraceEvent, at knownState: KnownState, with checker: inout Checker
  ) -> (broken: [String], ghostState: GhostState) {
    checker.begin(at: knownState)
    let ghostState = checker.history.ghostState
    checker.observe(event)
    return (checker.violations.map(\.invariant), ghostState)
  }

  /// Holds both checkers against each other in a run.
  private func agrees(
    _ schedule: Schedule, _ checks: [any Check], stride: Int
  ) -> (broken: [String], steps: Int) {
    var checker = Checker(servers: schedule.configuration.servers, checks: checks, recordsSent: true)
    var all: [String] = []
    var steps = 0
    Self.play(schedule, checks, stride: stride) { before, event, broken in
      steps += 1
      let judged = Self.judge(event, at: before, with: &checker)
      #expect(judged.ghostState == before.ghostState)
      #expect(judged.broken == broken)
      all += broken
    }
    return (all, steps)
  }

  @Test("runs of the paper's rules break nothing", arguments: right)
  func correct(_ seed: UInt64) {
    let schedule = Schedule.simulated(seed, checks: Checker.stepChecks, events: 1200)
    let (broken, steps) = agrees(schedule, Checker.stepChecks, stride: 3)
    #expect(broken.isEmpty)
    #expect(steps > 100)
  }

  @Test(
    "where a defect leaves the specification both see it, with all that the step breaks",
    arguments: GoldenTrace.ofServers)
  func deviations(_ trace: GoldenTrace) throws { try areSeen(trace, Checker.stepChecks, stride: 5) }

  /// The traces that break a guarantee. Of one more a server is down at the step that does, which is not shown.
  private static let breaking = GoldenTrace.ofServers.filter { trace in
    lenient.contains { type(of: $0).name == trace.violates } && trace.name != "defects/vote-cleared-by-step-down"
  }

  @Test("what a defect breaks first of the guarantees both see, with all that the step breaks", arguments: breaking)
  func guarantees(_ trace: GoldenTrace) throws { try areSeen(trace, Self.lenient, stride: 20) }

  @Test("there is a trace of most defects of rules that break a guarantee")
  func complete() { #expect(Self.breaking.count > 25) }

  /// Holds both checkers against each other in a recorded run up to the first step that violates one of `checks`.
  private func areSeen(_ trace: GoldenTrace, _ checks: [any Check], stride: Int) throws {
    var schedule = try trace.schedule().schedule
    guard case .violated(let last) = schedule.play(checks: checks).verdict else {
      Issue.record("the run breaks nothing")
      return
    }
    schedule.actions.removeLast(schedule.actions.count - last)
    #expect(!agrees(schedule, checks, stride: stride).broken.isEmpty)
  }

  @Test("invariants of one server judge the same when the others are blank")
  func scope() throws {
    let ofServer = Checker.stepChecks.filter { type(of: $0).scope == .server }
    // No defect of rules breaks what disks are for, and no recorded trace has a trap.
    let wanted = Set(ofServer.map { type(of: $0).name }).subtracting([DurableStateSurvives.name, NoTrap.name])
    var seen: Set<String> = []
    for seed in Self.right { seen.formUnion(broken(.simulated(seed, checks: [], events: 600), ofServer)) }
    for trace in GoldenTrace.ofServers { seen.formUnion(broken(try trace.schedule().schedule, ofServer)) }
    #expect(seen == wanted)
  }

  /// What steps of a run break of invariants of one server, with the other servers as they were and blank.
  private func broken(_ schedule: Schedule, _ ofServer: [any Check]) -> Set<String> {
    var checker = Checker(servers: schedule.configuration.servers, checks: ofServer, recordsSent: true)
    var seen: Set<String> = []
    Self.play(schedule, [], stride: 20) { before, event, _ in
      let full = Self.judge(event, at: before, with: &checker).broken
      #expect(Self.judge(event, at: Self.blanked(before, event), with: &checker).broken == full)
      seen.formUnion(full)
    }
    return seen
  }

  @Test("who is elected again in a term, by a wrong rule, was elected once in the history of the run")
  func electedTwice() throws {
    var script = Script(Configuration(servers: 2, appendsNoOp: false), defect: Defect.named("term-regresses"))
    script.does(.timeout, 1)
    script.does(.timeout, 0)
    script.does(.timeout, 0)
    script.receives(.voteRequest, from: 0, to: 1, term: 2)
    script.duplicates(.voteReply, from: 1, to: 0, term: 2)
    for _ in 0..<2 {
      script.receives(.voteReply, from: 1, to: 0, term: 2)
      script.duplicates(.voteRequest, from: 1, to: 0, term: 1)
      script.receives(.voteRequest, from: 1, to: 0, term: 1)
      script.does(.timeout, 0)
    }
    let elections = script.player.observer.checker.history.elections
    #expect(elections.count == 2)
    let ghostState = script.player.observer.checker.history.ghostState
    #expect(ghostState.elections.map(\.term) == [2])
    #expect(ghostState.elections.map(\.leader) == [0])
  }

  /// Nothing is left but the server that takes a step, and the message that it receives.
  private static func blanked(_ knownState: KnownState, _ event: TraceEvent) -> KnownState {
    var blank = KnownState(servers: knownState.servers.count)
    guard event.server != TraceEvent.none else { return knownState }
    blank.servers[event.server] = knownState.servers[event.server]
    if event.action == .receive { blank.messages = [event.message] }
    return blank
  }
}
