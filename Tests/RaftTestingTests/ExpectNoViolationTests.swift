import Foundation
import RaftCore
import Simulator
import Synchronization
import Testing
import TraceChecker

@testable import RaftTesting

/// One test at a time: they look at the names of threads that they share.
@Suite("Campaigns in a user's tests", .serialized)
struct ExpectNoViolationTests {
  private static let anyLog = Defect("own-rule", "votes without comparing logs", breaks: ["VotersNotNewer"]) { rules in
    rules.isUpToDate = { _, _, _ in true }
  }

  @Test("a correct core and machine pass, and every seed is run")
  func passes() {
    let summary = expectNoViolation(seeds: 1...20, machine: Counter.self)
    #expect(summary.runs == 20 && summary.failures.isEmpty)
  }

  @Test("a failure is one issue, with property, evidence, steps, seed and the way to repeat it")
  func failure() throws {
    let texts = Mutex<[String]>([])
    withKnownIssue {
      expectNoViolation(seeds: 1...500, machine: Counter.self, defect: Self.anyLog, shrinks: false)
    } matching: { issue in
      texts.withLock { $0.append(issue.comments.map(\.rawValue).joined()) }
      return true
    }
    let all = texts.withLock { $0 }
    try #require(all.count == 1)
    let text = all[0]
    #expect(text.contains("VIOLATION  Conformance (§5)"))
    #expect(text.contains("must not vote for"))
    #expect(text.contains("the last steps of the servers involved:"))
    #expect(text.contains("defect own-rule"))
    #expect(text.contains(/the same call with seeds: \d+\.\.\.\d+/))
  }

  @Test("the attached trace is read by the trace checker, which finds the same violation")
  func trace() throws {
    var campaign = Campaign(firstSeed: 1, runs: 500, jobs: 2)
    campaign.checks = Checker.allChecks
    let summary = campaign.run { seed in
      RunPlan(seed: seed, scenario: Scenario(swarm: seed), defect: Self.anyLog, machine: Counter.self)
    }
    let result = try #require(summary.failures.first)
    let issue = FailureIssue(result, checks: Checker.allChecks)
    var reader = try InputFile(bytes: issue.trace, name: "attachment").trace()
    #expect(reader.header.violates == result.violations[0].invariant && reader.header.seed == result.plan.seed)
    var checker = Checker(servers: reader.header.servers, recordsSent: true)
    var event = TraceEvent()
    while try reader.next(into: &event) { checker.observe(event) }
    #expect(checker.violations.first?.step == result.violations[0].step)
    #expect(checker.violations.first?.fingerprint == result.violations[0].fingerprint)
  }

  @Test("the header of the trace says what the trace has, if the machine is not the same when it is run again")
  func differentTrace() throws {
    let plan = RunPlan(seed: 1, scenario: Scenario(), machine: BrokenOnce.self)
    let result = plan.run()
    #expect(result.violations.map(\.invariant) == ["ReplicaAgreement"])
    let reader = try InputFile(bytes: FailureIssue(result, checks: Checker.allChecks).trace, name: "attachment").trace()
    #expect(reader.header.violates == nil)
  }

  @Test("a campaign in which nothing is committed is an issue")
  func showsNothing() {
    withKnownIssue {
      expectNoViolation(seeds: 1...3) { seed in
        var scenario = Scenario()
        scenario.duration = 1000
        return RunPlan(seed: seed, scenario: scenario)
      }
    } matching: { issue in
      issue.comments.contains { $0.rawValue.contains("shows nothing: no leader was ever elected") }
    }
  }

  @Test("a cancelled campaign ends, and claims nothing")
  func cancelled() async {
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return expectNoViolation(seeds: 1...1_000_000, machine: Counter.self, jobs: 2)
    }
    task.cancel()
    #expect(await task.value.runs < 1000)
  }

  @Test("the thread that runs a seed has its name, which a backtrace shows, and loses it afterwards")
  func threadName() {
    let names = Mutex<Set<String>>([])
    let before = ThreadName.current
    _ = SeedCampaign(seeds: 40...42, checks: [], jobs: 2).run { seed in
      names.withLock { _ = $0.insert(ThreadName.current) }
      return RunPlan(seed: seed, scenario: Scenario(), machine: Counter.self)
    }
    #expect(names.withLock { $0 } == ["seed 40", "seed 41", "seed 42"])
    #expect(ThreadName.current == before)
  }

  @Test("and so have the threads of the pool that ran seeds")
  func poolThreads() throws {
    let lock = Mutex<Set<String>>([])
    _ = SeedCampaign(seeds: 1...40, checks: [], jobs: 4).run { seed in
      if let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self") {
        lock.withLock { _ = $0.insert("/proc/\(file)/comm") }
      }
      return RunPlan(seed: seed, scenario: Scenario(), machine: Counter.self)
    }
    let names = lock.withLock { $0 }.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    #expect(!names.isEmpty && !names.contains { $0.hasPrefix("seed") }, "\(names)")
  }

  @Test("a long seed fits a thread's name", arguments: [0, 9_999_999_999, 10_000_000_000, .max] as [UInt64])
  func longSeeds(seed: UInt64) {
    let before = ThreadName.current
    defer { ThreadName.set(before) }
    ThreadName.show(seed)
    #expect(ThreadName.current == "seed \(seed)" || ThreadName.current == "z" + String(seed, radix: 36))
  }
}

/// Returns something else for one command in the life of the process.
private struct BrokenOnce: SimulatedMachine {
  private static let applied = Atomic(0)

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { 1 }

  mutating func apply(_ command: Int) -> Int { Self.applied.add(1, ordering: .relaxed).newValue == 2 ? 2 : 1 }
}

/// Counts.
private struct Counter: SimulatedMachine {
  private var count = 0

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { Int(word & 7) }

  mutating func apply(_ command: Int) -> Int {
    count += command
    return count
  }
}
