import Testing
import TraceChecker

/// A call of a register, said shortly: who, from when to when, what.
private func call(
  _ process: Int, _ times: ClosedRange<Int>, _ kind: Register.Operation.Kind, _ output: Register.Output
) -> ClientHistory<Register>.Call {
  .init(
    process: process, Register.Operation(kind), output, invoked: times.lowerBound, returned: times.upperBound)
}

private func crashed(_ process: Int, from time: Int, _ kind: Register.Operation.Kind) -> ClientHistory<Register>.Call {
  .init(process: process, Register.Operation(kind), nil, invoked: time, returned: nil)
}

private func verdict(_ calls: ClientHistory<Register>.Call...) -> Linearizability.Verdict {
  let ordered = calls.sorted { $0.invoked < $1.invoked }
  let (one, other) = (
    Linearizability.check(ClientHistory(ordered)), Linearizability.check(ClientHistory(ordered), usesZones: false)
  )
  #expect(one.isLinearizable == other.isLinearizable && one.violation?.call == other.violation?.call)
  return one
}

@Suite("Linearizability, by hand: registers")
struct RegisterHistoryTests {
  @Test("nothing, and what only begins, can be explained")
  func empty() {
    #expect(verdict().isLinearizable)
    #expect(verdict(crashed(0, from: 1, .read), crashed(1, from: 1, .write(1))).isLinearizable)
  }

  @Test("a read that comes too late for its value is the one that cannot be explained, and the report says why")
  func staleRead() throws {
    let found = verdict(
      call(0, 1...2, .write(1), .done), call(0, 3...4, .write(2), .done), call(1, 5...6, .read, .value(1)),
      call(0, 5...9, .write(3), .done))
    let violation = try #require(found.violation)
    #expect(violation.call == 2 && violation.time == 6 && violation.isEarliest)
    #expect(Set(violation.states) == ["2", "3"])
    #expect(violation.concurrent == [3])
    #expect(
      violation.text
        == "p1's read → 1 cannot be explained: the state then is 2 or 3; concurrent: p0's write 3 → ok")
  }

  @Test("during a write both values can be read, but not the new one first")
  func duringWrite() {
    let write = call(0, 1...10, .write(1), .done)
    #expect(verdict(write, call(1, 2...3, .read, .value(nil)), call(2, 4...5, .read, .value(1))).isLinearizable)
    #expect(
      verdict(write, call(1, 2...3, .read, .value(1)), call(2, 4...5, .read, .value(nil))).violation?.call == 2)
  }

  @Test("what has equal times is concurrent")
  func equalTimes() {
    #expect(verdict(call(0, 1...5, .write(1), .done), call(1, 5...6, .read, .value(nil))).isLinearizable)
    #expect(!verdict(call(0, 1...4, .write(1), .done), call(1, 5...6, .read, .value(nil))).isLinearizable)
    #expect(verdict(call(0, 3...3, .write(1), .done), call(1, 3...3, .read, .value(1))).isLinearizable)
  }

  @Test("of two compare-and-sets of one value only one can succeed, however they meet")
  func compareAndSetTwice() {
    let first = call(0, 1...2, .write(0), .done)
    let (one, other) = (
      call(1, 3...6, .compareAndSet(expected: 0, 1), .done), call(2, 4...7, .compareAndSet(expected: 0, 2), .done)
    )
    #expect(verdict(first, one, other).violation?.call == 2)
    #expect(verdict(first, one, call(2, 4...7, .compareAndSet(expected: 0, 2), .refused)).isLinearizable)
    #expect(verdict(first, call(2, 4...7, .compareAndSet(expected: 0, 2), .refused)).violation?.call == 1)
  }

  @Test("a write that never ended may take effect late, once, or never")
  func crashedWrite() {
    let (write, crash) = (call(0, 1...2, .write(1), .done), crashed(1, from: 1, .write(2)))
    func read(_ time: Int, _ value: Int) -> ClientHistory<Register>.Call {
      call(2, time...time, .read, .value(value))
    }
    #expect(verdict(write, crash, read(5, 1)).isLinearizable)
    #expect(verdict(write, crash, read(5, 1), read(6, 2), read(90, 2)).isLinearizable)
    #expect(verdict(write, crash, read(5, 2), read(6, 1)).violation?.time == 6, "seen, and gone")
    #expect(verdict(write, crash, read(5, 2), call(0, 6...7, .write(3), .done), read(8, 2)).violation?.time == 8)
  }

  @Test("of two equal writes that never ended each may take effect once")
  func twins() {
    let crashes = [crashed(8, from: 1, .write(7)), crashed(9, from: 1, .write(7))]
    func history(_ rounds: Int) -> ClientHistory<Register> {
      let calls = (0..<rounds).flatMap { round in
        let time = 10 * round + 10
        return [
          call(0, time...time, .write(round), .done), call(0, (time + 1)...(time + 1), .read, .value(round)),
          call(0, (time + 2)...(time + 2), .read, .value(7)),
        ]
      }
      return ClientHistory(crashes + calls)
    }
    #expect(Linearizability.check(history(2)).isLinearizable)
    #expect(Linearizability.check(history(3)).violation?.time == 32)
  }

  @Test("to have taken more of what never ended is no better: it may be wanted later")
  func savedForLater() {
    // The first read of 5 can be explained by the write that never ended, which is tried first; but only that one explains
    // the second read.
    let calls = [
      crashed(9, from: 1, .write(5)), call(0, 2...10, .write(7), .done),
      call(1, 2...12, .compareAndSet(expected: 7, 5), .done), call(2, 3...4, .read, .value(5)),
      call(2, 20...21, .write(8), .done), call(2, 22...23, .read, .value(5)),
    ]
    #expect(Linearizability.check(ClientHistory(calls)).isLinearizable)
    // Also with more open calls than a word has bits.
    let others = (0..<70).map { crashed(100 + $0, from: 0, .write(1000 + $0)) }
    #expect(Linearizability.check(ClientHistory(others + calls)).isLinearizable)
  }

  @Test("a prefix knows nothing of later answers")
  func earliest() {
    // Only when the cas is refused is the read of 2 beyond explanation.
    let found = verdict(
      call(0, 1...2, .write(1), .done), call(1, 3...20, .compareAndSet(expected: 1, 2), .refused),
      call(2, 4...5, .read, .value(2)), call(2, 6...7, .read, .value(2)))
    #expect(found.violation?.call == 1 && found.violation?.time == 20 && found.violation?.isEarliest == true)
  }

  @Test("a value that nobody wrote, and one that is read before it is written")
  func fromNowhere() {
    #expect(verdict(call(0, 1...2, .read, .value(5))).violation?.call == 0)
    #expect(verdict(call(0, 1...2, .read, .value(5)), call(1, 3...4, .write(5), .done)).violation?.call == 0)
    #expect(verdict(call(0, 1...2, .read, .value(5)), call(1, 2...4, .write(5), .done)).isLinearizable)
  }

  @Test("a budget that is too small is the end without a verdict, never a guess")
  func budget() {
    let calls = (0..<12).map { call($0, 1...100, .write($0), .done) } + [call(20, 101...102, .read, .value(99))]
    let history = ClientHistory<Register>(calls + [call(21, 103...104, .compareAndSet(expected: 1, 1), .refused)])
    func outcome(_ budget: Linearizability.Budget) -> Linearizability.Outcome {
      Linearizability.check(history, budget: budget).outcome
    }
    #expect(outcome(.init(steps: 1000)) == .inconclusive(.steps))
    #expect(outcome(.init(bytes: 100_000)) == .inconclusive(.memory))
    #expect(outcome(.init(isCancelled: { true })) == .inconclusive(.time))
    #expect(Linearizability.check(history).violation?.call == 12)
  }

  @Test("each key is judged by itself, and the earliest violation of all counts")
  func keys() {
    func key(_ key: Int, _ time: Int, _ kind: Register.Operation.Kind, _ output: Register.Output)
      -> ClientHistory<Register>.Call
    {
      .init(process: 0, Register.Operation(kind, key: key), output, invoked: time, returned: time)
    }
    let calls = [
      key(5, 1, .write(1), .done), key(3, 2, .write(1), .done), key(3, 3, .read, .value(2)),
      key(5, 4, .read, .value(2)), key(9, 5, .read, .value(nil)),
    ]
    let found = Linearizability.check(ClientHistory(calls))
    #expect(found.objects == 3 && found.violation?.call == 2)
    #expect(Linearizability.check(ClientHistory(calls.filter { $0.output != .value(2) })).isLinearizable)
  }
}
