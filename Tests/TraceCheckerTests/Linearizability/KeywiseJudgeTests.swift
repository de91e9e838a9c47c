import Synchronization
import Testing
import TraceChecker

@Suite("Linearizability of several keys")
struct KeywiseJudgeTests {
  typealias Call = ClientHistory<Register>.Call

  private static var random: RandomCalls<Register> { .registers(hasCompareAndSet: true) }

  /// Several random histories at the same time, each of a key of its own, and now and then a long search on one more.
  private static func calls(seed: Int) -> [Call] {
    var calls: [Call] = []
    for key in 0..<4 {
      calls += random.calls(seed: 7 * seed + key, most: 12).map { call in
        var call = call
        call.operation.key = key
        call.process += 100 * key
        return call
      }
    }
    if seed.isMultiple(of: 20) { calls += manyOrders(seed % 3 == 0 ? 7 : 8, key: seed % 5, from: seed % 9) }
    return calls.enumerated().sorted { ($0.element.invoked, $0.offset) < ($1.element.invoked, $1.offset) }
      .map(\.element)
  }

  /// So many writes at once, and then a read of a value that none of them writes: each set of them has to be looked at.
  private static func manyOrders(_ writes: Int, key: Int, from start: Int) -> [Call] {
    let read = Call(
      process: 999, Register.Operation(.read, key: key), .value(-1), invoked: start + 1, returned: start + 2)
    let writes = (0..<writes).map {
      Call(
        process: 900 + $0, Register.Operation(.compareAndSet(expected: $0 / 2, $0), key: key), nil, invoked: start,
        returned: start + 4)
    }
    return writes + [read]
  }

  /// The number in `calls` of the first call that cannot be explained, by judging each key alone and as a whole.
  private static func firstViolation(_ calls: [Call]) -> Int? {
    let violations = Set(calls.map(\.operation.key)).compactMap { key in
      let numbers = calls.indices.filter { calls[$0].operation.key == key }
      return Linearizability.check(ClientHistory(numbers.map { calls[$0] })).violation.map { numbers[$0.call] }
    }
    return violations.min { (calls[$0].returned ?? 0, $0) < (calls[$1].returned ?? 0, $1) }
  }

  @Test("the earliest violation of all keys is that of the keys judged one by one")
  func earliest() {
    var violations = 0
    for seed in 0..<300 {
      let calls = Self.calls(seed: seed)
      let (verdict, expected) = (Linearizability.check(ClientHistory(calls)), Self.firstViolation(calls))
      #expect(verdict.violation?.call == expected, "seed \(seed)")
      #expect(verdict.isLinearizable == (expected == nil), "seed \(seed)")
      #expect(verdict.violation?.isEarliest != false && verdict.undecided.isEmpty, "seed \(seed)")
      violations += expected == nil ? 0 : 1
    }
    #expect(violations > 60 && violations < 290, "\(violations) violations")
  }

  @Test("evidence has calls that ended after the violation, with their answers")
  func evidence() throws {
    func call(_ process: Int, _ kind: Register.Operation.Kind, _ output: Register.Output, key: Int, _ span: Range<Int>)
      -> Call
    {
      Call(process: process, .init(kind, key: key), output, invoked: span.lowerBound, returned: span.upperBound)
    }
    // The violation of key 1 is found first, and that of key 2 is earlier.
    let history = ClientHistory([
      call(1, .read, .value(7), key: 1, 0..<20), call(2, .read, .value(7), key: 2, 1..<10),
      call(3, .write(5), .done, key: 2, 2..<30),
    ])
    let violation = try #require(Linearizability.check(history).violation)
    #expect(violation.call == 1 && violation.concurrent == [2])
    #expect(violation.text.contains("concurrent: p3's write 5 → ok") && !violation.text.contains("never ended"))
  }

  // MARK: One key whose search is long

  /// Key 1 has a history whose search is long, key 2 one with a violation that ends at `end`.
  private static func history(violationAt end: Int, longFirst: Bool) -> ClientHistory<Register> {
    let violation = Call(
      process: 1, Register.Operation(.read, key: 2), .value(5), invoked: longFirst ? 1 : 0, returned: end)
    let long = manyCalls(from: longFirst ? 0 : 2)
    return ClientHistory((long + [violation]).sorted { $0.invoked < $1.invoked })
  }

  /// Many writes at once, and after a while a read of none of them: every set of them has to be looked at.
  private static func manyCalls(from start: Int) -> [Call] {
    let calls = (0..<30).map {
      Call(process: 10 + $0, Register.Operation(.write($0), key: 1), .done, invoked: start, returned: 900 + $0)
    }
    let cas = Call(
      process: 50, Register.Operation(.compareAndSet(expected: 98, 99), key: 1), .refused, invoked: start,
      returned: 950)
    let read = Call(process: 51, Register.Operation(.read, key: 1), .value(77), invoked: start + 600, returned: 800)
    return calls + [cas, read]
  }

  @Test("a key whose search is long is judged only up to the violation of another", arguments: [true, false])
  func cutOff(longFirst: Bool) throws {
    let verdict = Linearizability.check(Self.history(violationAt: 500, longFirst: longFirst))
    let violation = try #require(verdict.violation)
    #expect(violation.time == 500 && violation.isEarliest && verdict.undecided.isEmpty)
    #expect(verdict.steps < 20_000 && verdict.bytes < 1 << 20, "\(verdict.steps) steps, \(verdict.bytes) bytes")
  }

  @Test("where it could have an earlier violation, that is said", arguments: [true, false])
  func undecided(longFirst: Bool) throws {
    let history = Self.history(violationAt: 1000, longFirst: longFirst)
    let verdict = Linearizability.check(history, budget: .init(steps: 200_000))
    let violation = try #require(verdict.violation)
    #expect(violation.time == 1000 && !violation.isEarliest && verdict.undecided.count == 1)
    #expect(verdict.steps < 2_000_000)
  }

  @Test("without a violation the verdict is inconclusive, for the reason that ended the search")
  func inconclusive() {
    let history = ClientHistory(Self.manyCalls(from: 0) + Self.easyCalls)
    func verdict(_ budget: Linearizability.Budget) -> Linearizability.Verdict {
      Linearizability.check(history, budget: budget)
    }
    #expect(verdict(.init(steps: 200_000)).outcome == .inconclusive(.steps))
    #expect(verdict(.init(bytes: 1 << 20)).outcome == .inconclusive(.memory))
    #expect(verdict(.init(isCancelled: { true })).outcome == .inconclusive(.time))
    #expect(verdict(.init(isCancelled: { true })).undecided.count == 2)
    #expect(verdict(.init(steps: 200_000)).undecided.count == 1)
  }

  private static let easyCalls = [
    Call(process: 1, Register.Operation(.write(1), key: 2), .done, invoked: 1000, returned: 1001),
    Call(process: 1, Register.Operation(.read, key: 2), .value(1), invoked: 1002, returned: 1003),
  ]

  @Test("the progress counts each decided key once")
  func progress() {
    let seen = Mutex<[String]>([])
    var budget = Linearizability.Budget(steps: 200_000)
    budget.onProgress = { decided, keys in seen.withLock { $0.append("\(decided) of \(keys)") } }
    _ = Linearizability.check(ClientHistory(Self.manyCalls(from: 0) + Self.easyCalls), budget: budget)
    #expect(seen.withLock { $0 } == ["1 of 2"])
    _ = Linearizability.check(ClientHistory(Self.easyCalls), budget: budget)
    #expect(seen.withLock { $0 } == ["1 of 2", "1 of 1"])
  }
}
