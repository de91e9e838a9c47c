import Testing
import TraceChecker

@Suite("Linearizability, by hand: texts that are appended to by many at once")
struct ForesightTests {
  typealias Call = ClientHistory<TextStore>.Call

  private func call(_ times: ClosedRange<Int>, _ kind: TextStore.Operation.Kind, _ output: TextStore.Output) -> Call {
    Call(process: 0, TextStore.Operation(kind), output, invoked: times.lowerBound, returned: times.upperBound)
  }

  /// So many appends at once that there is no trying their orders.
  private var appends: [Call] { (0..<Self.count).map { call(10...20, .append("\($0);"), .done) } }

  private static let count = 40

  private func text(_ numbers: some Sequence<Int>) -> String { numbers.map { "\($0);" }.joined() }

  private func read(_ times: ClosedRange<Int>, _ text: String) -> Call { call(times, .get, .value(text)) }

  private func verdict(_ calls: [Call]) -> Linearizability.Verdict {
    let ordered = calls.sorted { $0.invoked < $1.invoked }
    let verdict = Linearizability.check(ClientHistory(ordered), budget: .init(steps: 200_000))
    #expect(verdict.violation?.isEarliest != false && verdict.violation?.states.isEmpty != true)
    return verdict
  }

  @Test("what is read later says in which order they took effect")
  func order() {
    let all = [Array(0..<Self.count), Array((0..<Self.count).reversed()), (0..<Self.count).map { $0 * 7 % Self.count }]
    for order in all {
      #expect(verdict(appends + [read(30...40, text(order))]).isLinearizable)
      #expect(verdict(appends + [read(12...15, text(order.prefix(9))), read(30...40, text(order))]).isLinearizable)
    }
    #expect(verdict(appends + [read(12...15, text([3])), read(30...40, text(all[0]))]).violation?.time == 40)
    #expect(verdict(appends + [read(30...40, text(all[0])), read(50...60, text(all[1]))]).violation?.time == 60)
  }

  @Test("a text that nobody appended, one that is missing, and one that is there twice")
  func wrong() {
    let whole = text(0..<Self.count)
    for answer in [whole + "x", "x" + whole, text(1..<Self.count), whole + "0;", text(0..<(Self.count - 1)) + "x"] {
      #expect(verdict(appends + [read(30...40, answer)]).violation?.time == 40, "\(answer)")
      #expect(verdict(appends + [read(30...40, answer), read(50...60, whole)]).violation?.time == 40, "\(answer)")
    }
    #expect(verdict(appends + [read(12...15, text([0, 1]) + "x")]).violation?.time == 15)
  }

  @Test("an append that never ended may be there, late, or never")
  func crashed() {
    let crash = Call(process: 1, TextStore.Operation(.append("x;")), nil, invoked: 12, returned: nil)
    let whole = text(0..<Self.count)
    #expect(verdict(appends + [crash, read(30...40, whole), read(50...60, whole + "x;")]).isLinearizable)
    #expect(verdict(appends + [crash, read(30...40, "x;" + whole)]).isLinearizable)
    #expect(verdict(appends + [crash, read(30...40, "x;" + whole), read(50...60, whole)]).violation?.time == 60)
  }

  @Test("where a text may be set, what is read later says nothing of the text before")
  func setting() {
    let few = Array(appends.prefix(3))
    for times in [11...11, 11...35, 21...22, 21...60] {
      #expect(verdict(few + [call(times, .put("new"), .done), read(32...40, "new")]).isLinearizable, "\(times)")
      let swap = call(times, .compareAndSet(expected: text([2, 0, 1]), "new"), .done)
      if times.upperBound > 20 { #expect(verdict(few + [swap, read(32...40, "new")]).isLinearizable, "\(times)") }
    }
    let crash = Call(process: 1, TextStore.Operation(.put("new")), nil, invoked: 0, returned: nil)
    #expect(verdict(few + [crash, read(32...40, "new")]).isLinearizable)
    let start = [call(1...2, .put("old;"), .done)]
    #expect(verdict(start + appends + [read(30...40, "old;" + text(0..<Self.count))]).isLinearizable)
    #expect(verdict(start + appends + [read(30...40, text(0..<Self.count))]).violation?.time == 40)
    let end = [call(50...51, .put("new"), .done), read(52...53, "new")]
    #expect(verdict(appends + [read(30...40, text(0..<Self.count))] + end).isLinearizable)
  }
}
