import Testing
import TraceChecker

@Suite("Linearizability, against every order")
struct ReferenceTests {
  private static let seeds = 0..<4000

  /// Judges random histories both ways, the place of the violation included. Returns how many are linearizable.
  private func compare<Model>(
    _ random: RandomCalls<Model>, check: (ClientHistory<Model>) -> Linearizability.Verdict
  ) -> Int {
    let reference = PlainReference(model: random.model)
    var linearizable = 0
    for seed in Self.seeds {
      let calls = random.calls(seed: seed)
      let (verdict, expected) = (check(ClientHistory(calls)), reference.firstViolation(calls))
      switch verdict.outcome {
      case .linearizable:
        #expect(expected == nil, "seed \(seed)")
        linearizable += 1
      case .violation(let violation):
        #expect(violation.call == expected, "seed \(seed): \(violation.text)")
        #expect(violation.isEarliest && violation.time == calls[violation.call].returned)
        #expect(!violation.states.isEmpty, "seed \(seed)")
      case .inconclusive: Issue.record("seed \(seed) is inconclusive")
      }
    }
    #expect(linearizable > 500 && linearizable < Self.seeds.count - 500, "\(linearizable) are linearizable")
    return linearizable
  }

  @Test("registers with compare-and-set, by search")
  func compareAndSet() {
    _ = compare(.registers(hasCompareAndSet: true)) { Linearizability.check($0) }
  }

  @Test("registers that are read and written, by zones, and by search alike")
  func zones() {
    let byZones = compare(.registers(hasCompareAndSet: false)) { history in
      let verdict = Linearizability.check(history)
      #expect(verdict.method == .zones)
      return verdict
    }
    let bySearch = compare(.registers(hasCompareAndSet: false)) { Linearizability.check($0, usesZones: false) }
    #expect(byZones == bySearch)
  }

  @Test("the simulated key-value store")
  func cells() { _ = compare(.cells) { Linearizability.check($0) } }

  @Test("texts that are appended to, and the same by a plain table of states")
  func texts() {
    let pieces = compare(.texts) { Linearizability.check($0) }
    #expect(compare(.texts) { Linearizability.check(anyModel: $0, TextStore()) } == pieces)
  }

  @Test("texts that are mostly appended to, where looking ahead excludes much")
  func appends() { _ = compare(.appends) { Linearizability.check($0) } }

  @Test("to look ahead changes no verdict on longer histories, and saves steps")
  func lookingAhead() {
    var (steps, plainSteps, violations) = (0, 0, 0)
    for seed in 0..<1000 {
      let history = ClientHistory(RandomCalls.appends.calls(seed: seed, most: 14))
      let (verdict, plain) = (Linearizability.check(history), Linearizability.check(anyModel: history, TextStore()))
      #expect(verdict.isLinearizable == plain.isLinearizable, "seed \(seed)")
      #expect(verdict.violation?.call == plain.violation?.call, "seed \(seed)")
      #expect(verdict.violation?.isEarliest != false && verdict.violation?.states.isEmpty != true, "seed \(seed)")
      steps += verdict.steps
      plainSteps += plain.steps
      violations += plain.isLinearizable ? 0 : 1
    }
    #expect(violations > 200 && violations < 800, "\(violations) violations")
    #expect(steps < plainSteps * 3 / 4, "\(steps) steps instead of \(plainSteps)")
  }

  @Test("the simulated to-do list")
  func items() { _ = compare(.items) { Linearizability.check($0) } }

  @Test("a witness that fits proves what the search finds, and one that does not proves nothing")
  func witnesses() {
    let random = RandomCalls<Register>.registers(hasCompareAndSet: true)
    var fitting = 0
    for seed in 0..<2000 {
      let calls = random.calls(seed: seed, most: 5)
      let order = calls.indices.sorted {
        (calls[$0].invoked + (calls[$0].returned ?? 99), $0) < (calls[$1].invoked + (calls[$1].returned ?? 99), $1)
      }.filter { calls[$0].returned != nil }
      let verdict = Linearizability.check(ClientHistory(calls), witness: order)
      #expect(verdict.isLinearizable == (PlainReference(model: Register()).firstViolation(calls) == nil))
      if verdict.method == .witness {
        #expect(verdict.isLinearizable)
        fitting += 1
      }
    }
    #expect(fitting > 300)
  }

  @Test("with more than 64 calls that never end, verdicts are the same")
  func wide() {
    let random = RandomCalls<Register>.registers(hasCompareAndSet: true)
    var (linearizable, violated) = (0, 0)
    for seed in 0..<600 {
      let calls = random.calls(seed: seed)
      // After a write that never ends anything may be refused.
      guard !calls.contains(where: { $0.output == .refused || $0.output == nil }) else { continue }
      // Writes of values that nothing else knows of: they change no verdict.
      let crashed = (0..<70).map {
        ClientHistory<Register>.Call(
          process: 100 + $0, Register.Operation(.write(1000 + $0)), nil, invoked: -1, returned: nil)
      }
      let verdict = Linearizability.check(ClientHistory(crashed + calls))
      let expected = Linearizability.check(ClientHistory(calls))
      #expect(verdict.violation.map { $0.call - 70 } == expected.violation?.call, "seed \(seed)")
      #expect(verdict.isLinearizable == expected.isLinearizable)
      if verdict.isLinearizable { linearizable += 1 } else { violated += 1 }
    }
    #expect(linearizable > 40 && violated > 5)
  }
}
