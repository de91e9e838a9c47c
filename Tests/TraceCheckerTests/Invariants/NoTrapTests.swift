import Testing

@testable import TraceChecker

@Suite("No Trap") struct NoTrapTests {
  private static func script() -> Script { Script(checks: [NoTrap()]) }

  @Test("A crash by a trap breaks it, and the evidence has the step", arguments: TrapPoint.allCases)
  func trap(_ point: TrapPoint) {
    var script = Self.script()
    script.follows(1, term: 3)
    let step = script.crash(1) { $0.details.trap = point }
    script.breaks("NoTrap", at: step, servers: [1], saying: "s1 must not trap ")
  }

  @Test("What is known about the trap is part of the evidence and of its kind")
  func details() {
    func violation(_ trap: RuntimeTrap?) -> Violation? {
      var script = Script(checks: [trap.map { NoTrap($0) } ?? NoTrap()])
      script.follows(1, term: 3)
      script.crash(1) { $0.details.trap = .receive }
      return script.violations.first
    }
    let here = RuntimeTrap(signal: "SIGILL", reason: "index out of range", place: .init(file: "a/Log.swift", line: 7))
    let there = RuntimeTrap(signal: "SIGILL", place: .init(file: "a/Log.swift", line: 8))
    #expect(
      violation(here).map { EvidenceText.text($0.evidence) }
        == "s1 must not trap on receiving a message: index out of range (SIGILL) at a/Log.swift:7")
    #expect(
      violation(RuntimeTrap(signal: "SIGILL")).map { EvidenceText.text($0.evidence) }?.hasSuffix("an unknown line")
        == true)
    #expect(violation(here)?.fingerprint != violation(there)?.fingerprint)
    #expect(violation(here)?.fingerprint == violation(here)?.fingerprint)
  }

  @Test("Other crashes and restarts are right")
  func crash() {
    var script = Self.script()
    script.follows(1, term: 3)
    script.crash(1)
    script.restart(1)
    script.crash(1)
    script.isAccepted()
  }
}
