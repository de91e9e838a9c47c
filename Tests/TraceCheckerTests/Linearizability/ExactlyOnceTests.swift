import Testing
import TraceChecker

@Suite("Linearizability, by hand: stores and lists")
struct ExactlyOnceTests {
  private func cells(_ steps: (ClientOperation, ClientResult?)...) -> Linearizability.Verdict {
    Linearizability.check(history(steps) as ClientHistory<Cells>)
  }

  private func history<Model>(_ steps: [(Model.Operation, Model.Output?)]) -> ClientHistory<Model> {
    var history = ClientHistory<Model>()
    for (place, step) in steps.enumerated() {
      let call = history.invoke(process: place, step.0, at: 2 * place)
      if let output = step.1 { history.complete(call, output, at: 2 * place + 1) }
    }
    return history
  }

  @Test("an append that is lost, or counted twice, is found by the count")
  func appends() {
    let append = ClientOperation.append(key: 1, value: 7)
    #expect(cells((append, .done(count: 1)), (append, .done(count: 2))).isLinearizable)
    #expect(cells((append, .done(count: 1)), (append, .done(count: 1))).violation?.call == 1, "lost")
    #expect(cells((append, .done(count: 1)), (append, .done(count: 3))).violation?.call == 1, "twice")
    #expect(
      cells((append, .done(count: 1)), (append, nil), (.get(key: 1), .value(7, count: 3))).violation?.call == 2,
      "a retry that was never answered counts once at most")
    #expect(cells((append, .done(count: 1)), (append, nil), (.get(key: 1), .value(7, count: 2))).isLinearizable)
    #expect(cells((append, .done(count: 1)), (append, nil), (.get(key: 1), .value(7, count: 1))).isLinearizable)
  }

  @Test("keys of the store are apart, and a refusal shows the value")
  func store() {
    #expect(
      cells(
        (.put(key: 1, value: 5), .done(count: 1)), (.get(key: 2), .value(nil, count: 0)),
        (.compareAndSet(key: 1, expected: 4, value: 6), .refused(actual: 5)),
        (.compareAndSet(key: 1, expected: 5, value: 6), .done(count: 1)), (.get(key: 1), .value(6, count: 1))
      ).isLinearizable)
    let found = cells(
      (.put(key: 1, value: 5), .done(count: 1)),
      (.compareAndSet(key: 1, expected: 4, value: 6), .refused(actual: 3)))
    #expect(
      found.violation?.text
        == "k1: p1's cas k1 4 6 → refused: 3 cannot be explained: the state then is 5; there was no concurrent operation"
    )
    #expect(!cells((.count, .open(0))).isLinearizable, "a store is no list")
  }

  @Test("an appended text that is twice in what is read, or not at all")
  func texts() {
    typealias Step = (TextStore.Operation, TextStore.Output?)
    func judge(_ steps: [Step]) -> Linearizability.Verdict {
      Linearizability.check(history(steps) as ClientHistory<TextStore>)
    }
    func get(_ text: String) -> Step { (TextStore.Operation(.get), .value(text)) }
    let appends: [Step] = ["a", "b"].map { (TextStore.Operation(.append($0)), .done) }
    #expect(judge(appends + [get("ab")]).isLinearizable)
    for wrong in ["abb", "ba", "a", ""] { #expect(judge(appends + [get(wrong)]).violation?.call == 2) }
    let unanswered: Step = (TextStore.Operation(.append("c")), nil)
    #expect(judge(appends + [unanswered, get("ab"), get("abc")]).isLinearizable)
    #expect(judge(appends + [unanswered, get("abc"), get("ab")]).violation?.call == 4)
    #expect(judge(appends + [unanswered, get("abcc")]).violation?.states == ["\"ab\"", "\"abc\""])
  }

  @Test("texts that Unicode calls equivalent are not the same")
  func unicode() {
    let steps: [(TextStore.Operation, TextStore.Output?)] = [
      (.init(.append("e")), .done), (.init(.append("\u{301}")), .done), (.init(.get), .value("\u{e9}")),
    ]
    let history: ClientHistory<TextStore> = history(steps)
    #expect(Linearizability.check(history).violation?.call == 2)
    #expect(!Linearizability.check(history, witness: [0, 1, 2]).isLinearizable)
  }

  @Test("the to-do list")
  func list() {
    func judge(_ steps: (ClientOperation, ClientResult?)...) -> Linearizability.Verdict {
      Linearizability.check(history(steps) as ClientHistory<Items>)
    }
    #expect(
      judge(
        (.add, .added(id: 1)), (.add, .added(id: 2)), (.complete(id: 1), .found(true)), (.count, .open(1)),
        (.remove(id: 1), .found(true)), (.complete(id: 1), .found(false)), (.count, .open(1)),
        (.add, .added(id: 3))
      ).isLinearizable)
    #expect(judge((.add, .added(id: 1)), (.add, .added(id: 1))).violation?.call == 1)
    #expect(judge((.add, nil), (.count, .open(2))).violation?.call == 1)
    #expect(judge((.add, nil), (.add, .added(id: 2)), (.count, .open(2))).isLinearizable)
  }

  @Test("a witness decides in one pass, over keys and calls that never ended")
  func witness() {
    let steps: [(ClientOperation, ClientResult?)] = [
      (.put(key: 1, value: 5), .done(count: 1)), (.append(key: 2, value: 5), nil),
      (.get(key: 2), .value(5, count: 1)),
    ]
    let history: ClientHistory<Cells> = history(steps)
    #expect(Linearizability.check(history, witness: [0, 1, 2]).method == .witness)
    for wrong in [[0, 2, 1], [1, 0, 2], [0, 2], [0, 1, 1, 2], [0, 1, 2, 3], []] {
      let verdict = Linearizability.check(history, witness: wrong)
      #expect(verdict.isLinearizable && verdict.method != .witness, "\(wrong)")
    }
  }
}
