import RaftCore
import Simulator
import Testing
import TraceChecker

@testable import ModelChecker

/// A search around a run begins at each of its states, with the messages that are in transit there: what the run was
/// about to break is found within as many steps as are missing, and nothing else is.
@Suite("Exploration around a run")
struct AroundTests {
  /// What is broken by any commit.
  private struct NothingCommitted: Invariant {
    static let name = "NothingCommitted"
    static let section = "5"
    static let statement = "nothing is ever committed"
    static let interests: Transition.Changes = .commit

    func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
      .custom(kind: "commit", servers: [change.server], text: "it commits")
    }
  }

  /// The search around a schedule, with room for a term and an entry more.
  private func search(around schedule: Schedule, in network: BoundedCluster.NetworkKind = .set) -> ClusterSearch {
    var cluster = BoundedCluster()
    let configuration = schedule.configuration
    (cluster.servers, cluster.appendsNoOp) = (configuration.servers, configuration.appendsNoOp)
    (cluster.batch, cluster.window) = (configuration.batch, configuration.window)
    (cluster.maxTerm, cluster.maxLog) = (schedule.extent().term + 1, schedule.extent().log + 1)
    (cluster.defect, cluster.network) = (schedule.defect, network)
    var search = ClusterSearch(cluster)
    search.schedule = schedule
    return search
  }

  @Test(
    "a counterexample without its last steps leads to it again, as soon as can be",
    arguments: [
      DefectBounds("commit-index-falls"), DefectBounds("vote-any-log", term: 2, isLenient: true),
      DefectBounds("append-truncates-always", log: 2, isLenient: true), DefectBounds("match-assigned", log: 2).inBag(4),
      DefectBounds("commit-old-term-by-counting", term: 2), DefectBounds("vote-reply-next-term", isLenient: true),
    ], [1, 2])
  func cutOff(_ bounds: DefectBounds, _ steps: Int) throws {
    let whole = try #require(bounds.search.explored().counterexample)
    var search = bounds.search
    search.schedule = whole
    search.schedule?.actions.removeLast(steps)
    #expect(search.explored(depth: steps - 1).result.stopReason == .depth)
    let (result, found) = search.explored(depth: steps)
    #expect(result.counterexample?.actions.count == steps)
    let schedule = try #require(found)
    let played = schedule.play(checks: search.checks)
    #expect(played.verdict == .violated(step: schedule.actions.count))
    #expect(played.violations.map(\.invariant).contains(try #require(search.broken(result))))
  }

  @Test("a server that traps as it restarts at a state of the schedule is found, with the steps that lead there")
  func trapInRestart() throws {
    func action(_ action: Action, _ server: Int) -> TraceEvent {
      var event = TraceEvent()
      (event.action, event.server) = (action, server)
      return event
    }
    var schedule = Schedule(configuration: Configuration(servers: 3))
    schedule.actions = (0..<3).map { action(.start, $0) } + [action(.crash, 1), action(.timeout, 0)]
    var search = search(around: schedule)
    // After the three starts, the next call of a server is the restart without which no search begins at the crash.
    search.calls = CoreCalls(repeating: CaughtTrap(RuntimeTrap(signal: "SIGILL"), inCall: 3))
    search.checks = search.checks.finding(search.calls.knownTrap)
    let (result, found) = search.explored(depth: 1)
    #expect(result.stopReason == .violation && search.broken(result) == NoTrap.name)
    #expect(result.scheduleStart?.end == "a server traps when it restarts after step 4")
    let counterexample = try #require(found)
    #expect(counterexample.actions.map(\.action) == [.start, .start, .start, .crash, .crash])
    #expect(counterexample.actions.last?.details.trap == .restart && counterexample.actions.last?.server == 1)
    #expect(counterexample.play(checks: search.checks).violations.map(\.invariant) == [NoTrap.name])
  }

  @Test(
    "a simulated run that ends just before it breaks something is continued to that",
    arguments: [
      "vote-index-beyond-commit", "commit-index-falls", "ack-own-last-index", "leader-keeps-leading",
      "append-truncates-always", "quorum-of-even-cluster", "vote-cleared-by-leader-message",
    ])
  func recordedRun(_ defect: String) throws {
    var run = try #require(Schedule.firstBroken(defect)).schedule
    let played = run.play()
    #expect(played.verdict == .violated(step: run.actions.count), "\(run.actions.map(\.action)) \(played.violations)")
    run.actions.removeLast()
    let (result, found) = search(around: run).explored(depth: 1)
    #expect(result.stopReason == .violation)
    let schedule = try #require(found)
    #expect(schedule.play().verdict == .violated(step: schedule.actions.count))
  }

  @Test("a run of the paper's rules has nothing broken around it", arguments: [1, 5, 6] as [UInt64])
  func correct(_ seed: UInt64) {
    for network in BoundedCluster.NetworkKind.allCases {
      let result = search(around: Schedule.simulated(seed, events: 60), in: network).explored(depth: 2).result
      #expect(result.stopReason == .depth)
    }
  }

  @Test("it begins at every state in which all servers are up, and nothing is broken")
  func beginnings() throws {
    let run = Schedule.simulated(5, events: 300)
    var player = SchedulePlayer(configuration: run.configuration)
    let states = run.actions.count { action in
      guard player.play(action) == .played else { return false }
      return (0..<run.configuration.servers).allSatisfy(player.isUp)
    }
    #expect(search(around: run).explored(depth: 0).result.initialStates == states)
    let broken = try #require(DefectBounds("commit-index-falls").search.explored().counterexample)
    let atBroken = search(around: broken).explored(depth: 0).result
    #expect(atBroken.scheduleStart?.states == broken.actions.count - 2)
  }

  @Test("a run that breaks something itself is the counterexample, at any depth", arguments: [0, 1, 3])
  func broken(_ depth: Int) throws {
    var search = DefectBounds("commit-index-falls").search
    let whole = try #require(search.explored().counterexample)
    search.schedule = whole
    let (result, counterexample) = search.explored(depth: depth)
    #expect(result.stopReason == .violation)
    #expect(result.scheduleStart?.broken == search.broken(result))
    #expect(counterexample?.actions == whole.actions)
    #expect(search.walk(seed: 1, walks: 1, depth: depth).result.stopReason == .violation)
  }

  @Test("to follow a run can be ended, and says why")
  func ended() {
    var search = search(around: Schedule.simulated(5, events: 300))
    search.reasonToStopFollowing = { .memory }
    let (result, counterexample) = search.explored(depth: 1)
    #expect(result.stopReason == .memory && result.scheduleStart?.followed == 0 && counterexample == nil)
  }

  @Test("a run that does not apply to the cluster is followed as far as it does")
  func obstacle() throws {
    var search = search(around: Schedule.simulated(11, events: 300))
    search.cluster.appendsNoOp.toggle()
    search.checks = [NothingCommitted()]
    for seed in 0..<5 as Range<UInt64> {
      guard let schedule = search.walk(seed: seed, walks: 100, depth: 40).counterexample else { continue }
      #expect(schedule.play(checks: search.checks).verdict == .violated(step: schedule.actions.count))
    }
    let states = search.explored(depth: 0).result.initialStates
    #expect(states > 10 && states < 100)
  }

  @Test("within bounds that no state of the run keeps there is nothing to begin with")
  func beyond() {
    var search = search(around: Schedule.simulated(1, events: 60))
    #expect(search.explored(depth: 0).result.scheduleStart?.states ?? 0 > 0)
    search.cluster.servers = 3
    search.cluster.maxMessages = 0
    search.schedule?.actions.removeFirst(1)
    #expect(search.explored(depth: 0).result.scheduleStart?.states == 0)
  }

  @Test("a message in transit that is ahead of its sender breaks what it breaks when it arrives")
  func ahead() throws {
    var script = Script(Configuration(servers: 2), defect: Defect.named("vote-reply-next-term"))
    script.does(.timeout, 0)
    script.receives(.voteRequest, from: 0, to: 1, term: 1)
    var search = search(around: script.schedule)
    search.checks = [MessageTermsBounded()]
    let (result, _) = search.explored(depth: 1)
    #expect(search.broken(result) == MessageTermsBounded.name)
  }

  @Test("what answers to forwarded requests say of leaders does not keep a counterexample from playing")
  func forwarded() throws {
    var script = Script(Configuration(servers: 3, appendsNoOp: false))
    script.does(.timeout, 1)
    script.receives(.voteRequest, from: 1, to: 2, term: 1)
    script.receives(.voteReply, from: 2, to: 1, term: 1)
    script.receives(.appendRequest, from: 1, to: 2, term: 1)
    script.does(.request, 2, command: 7)
    script.does(.timeout, 0)
    script.does(.timeout, 0)
    // Now s1 knows no leader, and then it does: what it answers s2 depends on that.
    script.receives(.voteRequest, from: 0, to: 1, term: 2)
    script.receives(.voteReply, from: 1, to: 0, term: 2)
    script.receives(.appendRequest, from: 0, to: 1, term: 2)
    var search = search(around: script.schedule, in: .bag)
    search.checks = [NothingCommitted()]
    for seed in 0..<20 as Range<UInt64> {
      let schedule = try #require(search.walk(seed: seed, walks: 200, depth: 60).counterexample)
      #expect(schedule.play(checks: search.checks).verdict == .violated(step: schedule.actions.count))
    }
  }

  @Test("a vote that must not count shows itself when it elects somebody")
  func staleVote() {
    var script = Script(Configuration(servers: 5), defect: Defect.named("vote-stale-grant"))
    script.does(.timeout, 0)
    script.receives(.voteRequest, from: 0, to: 1, term: 1)
    script.does(.timeout, 0)
    script.receives(.voteRequest, from: 0, to: 2, term: 2)
    // No trace records it, and the server counts it.
    script.receives(.voteReply, from: 1, to: 0, term: 1)
    let before = script.schedule
    script.receives(.voteReply, from: 2, to: 0, term: 2)
    #expect(script.player.observer.checker.violations.map(\.invariant) == [Conformance.name])
    // A known state has the votes that the server counts, and not those that the specification does.
    #expect(search(around: before).explored(depth: 1).result.stopReason == .violation)
  }

  @Test("entries that servers start with are of terms of which nothing is recorded")
  func startedWithPast() {
    var script = Script(Configuration(servers: 3), isStarted: false)
    script.starts(0, term: 3, commands: [7])
    script.starts(1, term: 3, commands: [7])
    script.starts(2, term: 3, commands: [])
    script.does(.timeout, 0)
    script.receives(.voteRequest, from: 0, to: 1, term: 4)
    script.receives(.voteReply, from: 1, to: 0, term: 4)
    script.receives(.appendRequest, from: 0, to: 2, term: 4)
    // A known state does not have the highest term in the ghost states of servers, so that `EntryTermsElected` is wrong
    // there.
    #expect(search(around: script.schedule).explored(depth: 2).result.stopReason == .depth)
  }
}
