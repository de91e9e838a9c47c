import Testing
import TraceChecker

@testable import Simulator

@Suite("A run with overrides")
struct OverrideTests {
  /// A run with its decisions, and the fate of the messages that were sent under faults; after the end of the faults no
  /// message is lost, whatever its content.
  private struct Run {
    var fates = MessageFates()
    var decisions: [(key: DecisionKey, value: DecisionValue)] = []
    var events: [TraceEvent] = []
    var result: RunResult

    init(_ overrides: [Override] = [], seed: UInt64 = 1, _ change: (inout Scenario) -> Void = { _ in }) {
      var scenario = Scenario()
      (scenario.loss, scenario.duplication, scenario.reorder) = (50_000, 50_000, 100_000)
      change(&scenario)
      var plan = RunPlan(seed: seed, scenario: scenario)
      plan.overrides = overrides
      var (fates, decisions, events) = (MessageFates(), [(key: DecisionKey, value: DecisionValue)](), [TraceEvent]())
      result = plan.run(
        record: { event in
          if !event.action.isNote { events.append(copy event) }
          if event.time <= scenario.duration.microseconds { fates.read(event) }
        }, observe: { key, value in decisions.append((key, value)) })
      (self.fates, self.decisions, self.events) = (fates, decisions, events)
    }

    /// The key of decision `number` of a stream, of those that came to something that `isWanted`.
    func key(_ stream: KeyedRandom.Stream, _ number: Int, _ isWanted: (DecisionValue) -> Bool = { _ in true })
      -> DecisionKey
    {
      decisions.filter { $0.key.stream == stream && isWanted($0.value) }[number].key
    }

    /// The commands of a client, in order.
    func commands(of client: Int) -> [(number: UInt64, session: Int, text: String)] {
      events.filter { $0.action == .invoke && $0.client.client == client }
        .map { (number: $0.client.command, session: $0.client.session, text: $0.client.text) }
    }
  }

  /// Expects that every message that both runs send, as often as both send it, has one fate in both.
  /// - Parameter overridden: the message whose fate was overridden.
  /// - Returns: how many messages were compared, and how many only one of the runs sends.
  private static func compare(
    _ one: Run, _ other: Run, but overridden: MessageFates.Sending? = nil
  ) -> (compared: Int, different: Int) {
    var (compared, common) = (0, 0)
    for (content, fates) in one.fates.fates {
      guard let others = other.fates.fates[content] else { continue }
      for (index, (fate, another)) in zip(fates, others).enumerated() {
        common += 1
        guard MessageFates.Sending(content: content, count: index + 1) != overridden else { continue }
        compared += 1
        #expect(fate == another, "\(content), sent the \(index + 1). time")
      }
      guard content != overridden?.content, fates.count == 1, others.count == 1 else { continue }
      guard let delay = one.fates.delays[content], let anotherDelay = other.fates.delays[content] else { continue }
      #expect(delay == anotherDelay, "\(content)")
    }
    return (compared, one.fates.sendings.count + other.fates.sendings.count - 2 * common)
  }

  @Test("to suppress one loss leaves the fate of every message whose content is unchanged as it was", arguments: 0..<6)
  func loss(_ number: Int) throws {
    let before = Run()
    let losses = before.decisions.filter { $0.key.stream == .loss }
    // Every message has one decision about its loss, in the order of sending, until the faults end.
    #expect(losses.count <= before.fates.sendings.count)
    let places = losses.indices.filter { losses[$0].value == .happens(true) }
    let place = places[number * places.count / 6]
    let lost = before.fates.sendings[place]
    #expect(before.fates.fates[lost.content]?[lost.count - 1] == .lost)
    #expect(losses[place].key.count == lost.count)

    let after = Run([.decision(losses[place].key, .happens(false))])
    #expect(after.result.unusedOverrides.isEmpty)
    #expect(after.result.violations.isEmpty)
    #expect(after.fates.fates[lost.content]?[lost.count - 1] != .lost)
    #expect(after.result.digest != before.result.digest)
    let (compared, different) = Self.compare(before, after, but: lost)
    #expect(compared > 100, "\(different) differ")
    #expect(Self.compareCommands(before, after) > 50)
  }

  @Test(
    "suppressing or adding one loss of a request or answer changes neither command numbers nor the fate of messages",
    arguments: [KeyedRandom.Stream.clientLoss, .answerLoss], [true, false])
  func clientLoss(_ stream: KeyedRandom.Stream, _ isLost: Bool) {
    let change: (inout Scenario) -> Void = { ($0.clients, $0.think) = (4, 10_000) }
    let before = Run([], change)
    let keys = before.decisions.filter { $0.key.stream == stream && $0.value == .happens(isLost) }.map(\.key)
    for place in [keys.count / 4, keys.count / 2] {
      let after = Run([.decision(keys[place], .happens(!isLost))], change)
      #expect(after.result.unusedOverrides.isEmpty)
      #expect(after.result.violations.isEmpty)
      #expect(after.result.digest != before.result.digest)
      #expect(Self.compareCommands(before, after) > 100)
      let (compared, different) = Self.compare(before, after)
      #expect(compared > 100, "\(different) differ")
    }
  }

  /// Expects that command `n` of each client has one number in both runs, and in the same session the same content.
  /// - Returns: how many commands were compared.
  private static func compareCommands(_ one: Run, _ other: Run) -> Int {
    var compared = 0
    for client in 0..<5 {
      let (commands, others) = (one.commands(of: client), other.commands(of: client))
      for (command, another) in zip(commands, others) {
        compared += 1
        #expect(command.number == another.number)
        if command.session == another.session { #expect(command.text == another.text) }
      }
    }
    return compared
  }

  @Test(
    "to suppress one crash leaves the fate of messages as it was, and the times of all crashes", arguments: [1, 2, 4])
  func crash(_ number: Int) {
    let change: (inout Scenario) -> Void = { $0.crashInterval = 600_000 }
    let before = Run([], change)
    let crash = DecisionKey(.fault, Int(RecurringFault.crash.rawValue), number)
    let after = Run([.decision(crash, .happens(false))], change)
    #expect(after.result.unusedOverrides.isEmpty)
    #expect(after.result.digest != before.result.digest)
    let times = { (run: Run) in run.decisions.filter { $0.key.stream == .crashTime }.map(\.value) }
    #expect(times(after) == times(before))
    let crashes = before.events.filter { $0.action == .crash }.map(\.time)
    #expect(!after.events.contains { $0.action == .crash && $0.time == crashes[number - 1] })
    #expect(Self.compare(before, after).compared > 100)
  }

  @Test(
    "to change one election timeout leaves the fate of messages and the other timeouts as they were", arguments: 0..<4)
  func electionTimeout(_ number: Int) {
    let before = Run()
    let key = before.key(.electionTimeout, number)
    let after = Run([.decision(key, .number(149_999))])
    #expect(after.result.unusedOverrides.isEmpty)
    let timeouts = { (run: Run) in
      Dictionary(
        uniqueKeysWithValues: run.decisions.filter { $0.key.stream == .electionTimeout }.map { ($0.key, $0.value) })
    }
    let (one, other) = (timeouts(before), timeouts(after))
    #expect(other[key] == .number(149_999))
    let common = one.keys.filter { $0 != key && other[$0] != nil }
    #expect(common.count > 2)
    for key in common { #expect(one[key] == other[key], "\(key)") }
    _ = Self.compare(before, after)
  }

  @Test("no key names two decisions of a run, whatever can go wrong in it", arguments: 1...40 as ClosedRange<UInt64>)
  func unique(_ seed: UInt64) {
    var seen: [DecisionKey: DecisionValue] = [:]
    _ = RunPlan(seed: seed, scenario: Scenario(swarm: seed)).run(
      observe: { key, value in
        // Decisions that are asked for again and again: how fast a clock is, whether a timer that was set is bent, what a
        // partition cuts, the key of a session.
        let isRepeated: Set<KeyedRandom.Stream> = [
          .drift, .timerEarly, .timerLate, .partitionAim, .partitionSide, .partitionOrder, .partitionGroup, .sessionKey,
          .linkLatency, .slowLink, .slowServer,
        ]
        if let other = seen.updateValue(value, forKey: key), !isRepeated.contains(key.stream) {
          Issue.record("\(key) decides twice: \(other) and \(value)")
        }
      })
    #expect(seen.count > 10)
  }

  @Test("to observe the decisions of a run does not change it", arguments: 1...10 as ClosedRange<UInt64>)
  func observed(_ seed: UInt64) {
    let plan = RunPlan(seed: seed, scenario: Scenario(swarm: seed))
    var count = 0
    let observed = plan.run(observe: { _, _ in count += 1 })
    #expect(count > 0)
    #expect(observed.digest == plan.run().digest)
    #expect(observed.statistics == plan.run().statistics)
  }

  @Test("the values that a run drew, given as overrides, change nothing")
  func sameValues() {
    let plain = Run()
    var keys: Set<DecisionKey> = []
    let overrides = plain.decisions.filter { keys.insert($0.key).inserted }.map { Override.decision($0.key, $0.value) }
    let overridden = Run(overrides)
    #expect(overridden.result.digest == plain.result.digest)
    #expect(overridden.result.unusedOverrides.isEmpty)
  }

  @Test("a loss can be made to happen in a scenario without losses, until the faults end")
  func forced() {
    let calm: (inout Scenario) -> Void = { ($0.loss, $0.duplication, $0.reorder) = (0, 0, 0) }
    let latency = Run([], calm).key(.latency, 20)
    let loss = DecisionKey(.loss, latency.subject, number: latency.number, latency.count)
    let run = Run([.decision(loss, .happens(true))], calm)
    #expect(run.result.unusedOverrides.isEmpty)
    #expect(run.result.statistics.lost == 1)

    let overrides = RunOverrides(seed: 1, [.decision(loss, .happens(true))])
    overrides.faultsHaveEnded = true
    #expect(!overrides.happens(loss, rate: 0))
  }

  @Test(
    "every kind of recurring fault can be suppressed, and is planned all the same", arguments: RecurringFault.allCases)
  func faults(_ fault: RecurringFault) {
    let change: (inout Scenario) -> Void = { scenario in
      scenario.servers = 5
      scenario.connections.channels = true
      switch fault {
      case .crashLoop: scenario.serverFaults.crashLoopInterval = 700_000
      case .powerFailure: scenario.serverFaults.powerFailureInterval = 700_000
      case .absence: scenario.serverFaults.absenceInterval = 700_000
      case .destruction: scenario.serverFaults.destructionInterval = 700_000
      case .crash: scenario.crashInterval = 700_000
      case .partition: scenario.partitionInterval = 700_000
      case .pause: scenario.timeFaults.pauseInterval = 700_000
      case .channelBreak: scenario.connections.breakInterval = 700_000
      case .introducerCrash: scenario.connections.introducerCrashInterval = 700_000
      case .stranger: scenario.connections.strangerInterval = 700_000
      }
    }
    let plain = Run([], change)
    let planned = plain.decisions.map(\.key).filter { $0.stream == .fault }
    #expect(planned.count > 1)
    #expect(planned.allSatisfy { $0.subject == Int(fault.rawValue) })
    let none = Run(planned.map { .decision($0, .happens(false)) }, change)
    #expect(none.result.unusedOverrides.isEmpty)
    #expect(none.decisions.map(\.key).filter { $0.stream == .fault } == planned)
    let statistics = none.result.statistics
    #expect(statistics.crashes + statistics.partitions + statistics.clock.pauses + statistics.restarts == 0)
    #expect(statistics.servers == ServerCounts())
    let connections = statistics.connections
    #expect(connections.breaks + connections.introducerCrashes + connections.strangers == 0)
  }

  @Test("overrides without effect are reported with the reason")
  func unused() {
    let plain = Run()
    let timeout = plain.key(.electionTimeout, 0)
    let loss = DecisionKey(.loss, DecisionKey.link(0, 1), number: 12345, 1)
    let overrides: [Override] = [
      .decision(loss, .happens(true)), .decision(timeout, .number(10)), .decision(timeout, .number(150_001)),
      .end(.step(10_000_000)), .end(.time(1 << 40)), .end(.step(20_000_000)), .seed(9, from: 1 << 40),
      .decision(plain.key(.loss, 0), .number(1)),
    ]
    let run = Run(overrides)
    #expect(run.result.digest == plain.result.digest)
    let reasons: [UnusedOverride.Reason] = [
      .noDecision, .replaced, .unfit, .notReached, .notReached, .replaced, .notReached, .unfit,
    ]
    #expect(run.result.unusedOverrides == zip(overrides, reasons).map { UnusedOverride(override: $0, reason: $1) })
    #expect(plain.result.unusedOverrides.isEmpty)
  }

  @Test("a run ends with the step that an override names", arguments: [1, 72, 500])
  func endsWithStep(_ step: Int) {
    let (plain, run) = (Run(), Run([.end(.step(step))]))
    #expect(run.result.unusedOverrides.isEmpty)
    #expect((step...step + 10).contains(run.events.count))
    for (event, other) in zip(run.events, plain.events) {
      #expect((event.sequence, event.time, event.action) == (other.sequence, other.time, other.action))
    }
  }

  @Test("a run ends at the time that an override names, and no recovery is required")
  func endsAtTime() throws {
    let (plain, run) = (Run(), Run([.end(.time(1_500_000))]))
    #expect(run.result.unusedOverrides.isEmpty)
    #expect(run.events.count == plain.events.count { $0.time <= 1_500_000 })
    #expect(run.result.statistics.time == 1_500_000)
    #expect(run.result.statistics.progress.recovered == 0 && plain.result.statistics.progress.recovered == 1)
    let recovery = try #require(plain.events.last).time - 1
    #expect(recovery > 5_000_000)
    #expect(Run([.end(.time(recovery))]).result.statistics.progress.recovered == 0)
  }

  @Test("from a time on the decisions are those of another seed, and from 0 on the run is that of the seed")
  func seeds() {
    let (plain, run) = (Run(), Run([.seed(7, from: 2_000_000)]))
    #expect(run.result.unusedOverrides.isEmpty)
    let before = plain.events.count { $0.time < 2_000_000 }
    #expect(before > 100)
    for (event, other) in zip(run.events.prefix(before), plain.events) {
      #expect((event.time, event.action, event.state) == (other.time, other.action, other.state))
    }
    #expect(run.result.digest != plain.result.digest)
    #expect(Run([.seed(7, from: 0)]).result.digest == Run(seed: 7).result.digest)
    let twice = Run([.seed(3, from: 3_000_000), .seed(7, from: 2_000_000)])
    #expect(twice.result.unusedOverrides.isEmpty)
    #expect(twice.result.digest != run.result.digest)
  }
}
