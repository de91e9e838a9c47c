import Diagnosis
import Testing

@Suite struct DeltaDebuggingTests {
  /// The minimum of a list of 300 numbers whose test passes while it has all of `needed`.
  private func minimum(needing needed: Set<Int>, _ trials: inout Trials) -> [Int] {
    DeltaDebugging.minimize(Array(0..<300), &trials) { list in
      needed.isSubset(of: list) ? list : nil
    }
  }

  @Test func onlyNeededElementsRemain() {
    var trials = Trials(ShrinkLimits(trials: 100_000, jobs: 1))
    #expect(minimum(needing: [3, 77, 78, 250], &trials) == [3, 77, 78, 250])
    #expect(trials.end == nil)
  }

  @Test func resultAndNumberOfTrialsDoNotDependOnThreads() {
    let results = [1, 2, 7].map { jobs in
      var trials = Trials(ShrinkLimits(trials: 100_000, jobs: jobs))
      let minimum = minimum(needing: [0, 1, 150, 299], &trials)
      return [trials.count] + minimum
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func numberOfTrialsIsLimited() {
    var trials = Trials(ShrinkLimits(trials: 10, jobs: 3))
    let list = minimum(needing: [3, 77, 78, 250], &trials)
    #expect(trials.count == 10)
    #expect(trials.end == .trials)
    #expect(list.count > 4)
  }

  @Test func interruptedSearchKeepsWhatItHas() {
    var trials = Trials(ShrinkLimits(trials: 100, jobs: 2, isCancelled: { true }))
    #expect(minimum(needing: [1], &trials).count == 300)
    #expect(trials.end == .interrupted)
  }

  @Test func testMayReturnLessThanItWasGiven() {
    var trials = Trials(ShrinkLimits(trials: 100, jobs: 1))
    let list = DeltaDebugging.minimize(Array(0..<100), &trials) { list in
      list.contains(40) ? list.filter { $0 <= 40 && $0 % 2 == 0 } : nil
    }
    #expect(list == [40])
  }
}
