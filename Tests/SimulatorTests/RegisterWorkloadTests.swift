import Simulator
import Testing
import TraceChecker

@Suite("Made-up histories of a register")
struct RegisterWorkloadTests {
  private func workload(_ change: (inout RegisterWorkload) -> Void) -> RegisterWorkload {
    var workload = RegisterWorkload()
    workload.calls = 2000
    change(&workload)
    return workload
  }

  @Test("a seed gives one history, and another seed another one")
  func deterministic() {
    let workload = workload { $0.crashes = 10 }
    #expect(workload.history(seed: 1).calls == workload.history(seed: 1).calls)
    #expect(workload.history(seed: 1).calls != workload.history(seed: 2).calls)
    #expect(workload.history(seed: 1).calls.count == 2000)
  }

  @Test("what works is linearizable, whatever the load", arguments: 1...4 as ClosedRange<UInt64>)
  func linearizable(_ seed: UInt64) {
    for clients in [1, 3, 12] {
      for crashes in [0, 3] {
        let workload = workload { ($0.clients, $0.crashes, $0.pause) = (clients, crashes, 0) }
        #expect(Linearizability.check(workload.history(seed: seed)).isLinearizable)
      }
    }
  }

  @Test("one stale read is found, by search and by zones at one place", arguments: 1...4 as ClosedRange<UInt64>)
  func stale(_ seed: UInt64) {
    let history = workload {
      ($0.compareAndSets, $0.values, $0.staleRead, $0.pause) = (0, nil, 1500, 0)
    }.history(seed: seed)
    let byZones = Linearizability.check(history)
    let bySearch = Linearizability.check(history, usesZones: false)
    #expect(byZones.method == .zones && bySearch.method == .search)
    #expect(byZones.violation?.call == bySearch.violation?.call)
    #expect(byZones.violation.map { $0.call >= 1500 } ?? false)
  }

  @Test("calls meet: with few clients now and then, with many always")
  func concurrency() {
    let history = workload { ($0.clients, $0.pause) = (10, 0) }.history(seed: 1)
    let pairs = zip(history.calls, history.calls.dropFirst())
    let meeting = pairs.count { one, next in one.returned.map { $0 >= next.invoked } ?? true }
    #expect(meeting > 1900)
  }
}
