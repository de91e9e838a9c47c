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
  /// Defects of rules that deviate from the specification.
  static let deviating = breaking + ["ack-from-old-leadership"]

  /// The defects that break a guarantee within a few hundred seeds.
  static let breaking = [
    "vote-index-beyond-commit", "vote-any-log", "vote-length-first", "vote-stale-grant", "vote-reply-next-term",
    "vote-cleared-by-leader-message", "vote-cleared-by-step-down", "vote-self-unrecorded", "term-regresses",
    "leader-keeps-leading", "append-truncates-always", "append-truncates-on-heartbeat", "append-overwrites-keeps-tail",
    "append-prev-term-unchecked", "ack-own-last-index", "append-stale-term-accepted", "entries-restamped",
    "entries-restamped-from-old-leader", "conflict-by-index-only", "match-assigned", "stale-nack-below-match",
    "match-kept-across-elections", "commit-old-term-by-counting", "follower-commit-to-last-index",
    "follower-commit-unbounded", "quorum-of-even-cluster", "commit-index-falls",
  ]

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

  @Test("where a defect leaves the specification both see it, with all that the step breaks", arguments: deviating)
  func deviations(_ defect: String) { #expect(isSeen(defect, Checker.stepChecks, stride: 5)) }

  @Test("what a defect breaks first of the guarantees both see, with all that the step breaks", arguments: breaking)
  func guarantees(_ defect: String) { #expect(isSeen(defect, Self.lenient, stride: 20)) }

  /// Whether both see a violation in one of the first runs in which a defect causes one: in some runs the step that
  /// violates a check is taken while a server is down, and is not shown.
  private func isSeen(_ defect: String, _ checks: [any Check], stride: Int) -> Bool {
    var seed: UInt64 = 1
    for _ in 0..<10 {
      guard let found = Schedule.firstBroken(from: seed, defect, checks) else { return false }
      if !agrees(found.schedule, checks, stride: stride).broken.isEmpty { return true }
      seed = found.seed + 1
    }
    return false
  }

  @Test("invariants of one server judge the same when the others are blank")
  func scope() {
    let ofServer = Checker.stepChecks.filter { type(of: $0).scope == .server }
    // No defect of rules breaks what disks are for.
    let wanted = Set(ofServer.map { type(of: $0).name }).subtracting([DurableStateSurvives.name])
    var seen: Set<String> = []
    for seed in Self.right { seen.formUnion(broken(.simulated(seed, checks: [], events: 600), ofServer)) }
    var next = Dictionary(uniqueKeysWithValues: Self.breaking.map { ($0, 1 as UInt64) })
    for _ in 0..<8 where seen != wanted {
      for defect in Self.breaking {
        guard let found = Schedule.firstBroken(from: next[defect] ?? 1, defect, Self.lenient) else { continue }
        seen.formUnion(broken(found.schedule, ofServer))
        next[defect] = found.seed + 1
      }
    }
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
