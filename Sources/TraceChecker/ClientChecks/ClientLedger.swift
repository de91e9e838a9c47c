/// The clients' requests and answers, beside the results that the order of the commits gives: the witness of
/// linearizability.
///
/// An operation takes effect when its command is committed first, and then once; not at all if a later command of its
/// session was committed before. Where an answer is another one than the witness gives, a search decides whether some
/// other order explains it.
struct ClientLedger<Model: DeterministicModel>: Sendable
where Model.Operation == ClientOperation, Model.Output == ClientResult {
  private let model: Model
  private let verdict: Search
  /// What is known of each operation, in the order in which they began.
  private var records = ClientCalls()
  /// The number of each command's operation.
  private var calls = NumberTable<UInt32>()
  /// The state of each key after what was committed.
  private var states = NumberTable<Model.State>()
  /// The operations that took effect, in their order.
  private var order: [UInt32] = []
  /// The last operation of each session that took effect.
  private var last = NumberTable<Int>()
  /// The keys of which the witness does not explain everything: whether another order does, is to be searched for again
  /// when more is known.
  private var doubtful: Set<Int> = []

  /// Says whether some order of the operations explains a history.
  typealias Search = @Sendable (_ history: ClientHistory<Model>) -> Linearizability.Verdict

  init(_ model: Model, _ verdict: @escaping Search) {
    self.model = model
    self.verdict = verdict
  }

  /// A client asks for something. Asking again for the same changes nothing, but that it is no longer refused. O(1).
  mutating func invoke(_ operation: ClientOperation, _ client: borrowing ClientPart, at step: Int) {
    if let call = calls[client.command].map(Int.init) { return records.change(call) { $0.isRefused = false } }
    calls[client.command] = UInt32(records.count)
    let session = client.session == TraceEvent.none ? client.client : client.session
    records.append(
      ClientRecord(
        process: client.client, command: client.command, session: UInt64(bitPattern: Int64(session)),
        operation: operation, invoked: step, after: order.count))
  }

  /// A command is committed, for the first time or again. O(1) beside the model's own cost.
  /// - Returns: the operation that takes effect although its client's answer says that it never will; else `nil`.
  mutating func commit(_ command: UInt64, at index: Int) -> Int? {
    guard let call = calls[command].map(Int.init) else { return nil }
    let request = records.read(call) { $0.request }
    guard !request.hasEffect, call > last[request.session] ?? -1 else { return nil }
    last[request.session] = call
    order.append(UInt32(call))
    let key = UInt64(bitPattern: Int64(model.key(of: request.operation)))
    let output = states.change(key, from: model.initial) { [model] in model.execute(request.operation, on: &$0) }
    records.change(call) { $0.takeEffect(at: index, giving: output) }
    return request.isRefused ? call : nil
  }

  /// Whether no client has asked for anything.
  var isEmpty: Bool { records.count == 0 }

  /// Judges an answer that a command is committed. O(1), unless the witness does not explain it.
  mutating func answer(_ event: TraceEvent) -> ClientVerdict {
    guard let call = openCall(of: event.client.command) else { return .explained }
    let result = event.client.result
    guard result != nil else {
      return .unexplained(.answerWithoutResult(described(call)), step: event.sequence, time: event.time)
    }
    var effect = ClientRecord.Effect.none
    records.change(call) {
      $0.answer(result, at: event.sequence, event.time)
      effect = $0.effect
    }
    if case .gives(let expected) = effect, result == expected { return .explained }
    let key = model.key(of: records.read(call) { $0.operation })
    if case .none = effect, isSeen(call, key) { return .explained }
    return doubtful.insert(key).inserted ? search(key) : .explained
  }

  /// Judges an answer that a command was not taken and never will be. O(1).
  /// - Returns: the operation, if it took effect before; else `nil`.
  mutating func refuse(_ event: TraceEvent) -> Int? {
    guard let call = openCall(of: event.client.command) else { return nil }
    records.change(call) { $0.refuse(at: event.sequence, event.time) }
    return records.read(call) { $0.index } > 0 ? call : nil
  }

  /// The operation of a command whose client does not know the outcome yet; `nil` for any other command.
  private func openCall(of command: UInt64) -> Int? {
    guard let call = calls[command].map(Int.init) else { return nil }
    return records.read(call) { $0.returned == nil } ? call : nil
  }

  /// What a refused operation that takes effect shows.
  func finding(ofRefused call: Int, _ committed: borrowing CommittedPrefix) -> RunFinding {
    let entry = CommittedEntry(records[call].index, of: committed)
    return RunFinding(
      .refusedCommandTakesEffect(described(call), entry), at: records[call].refusedAt, records[call].time)
  }

  /// Whether an operation that was answered without a commit, a read, saw what the order of the commits has at some
  /// moment between its invocation and now. O(operations).
  private func isSeen(_ call: Int, _ key: Int) -> Bool {
    let (operation, output, after) = (records[call].operation, records[call].output, records[call].after)
    guard let output, model.onlyObserves(operation, giving: output) else { return false }
    var state = model.initial
    for place in 0...order.count {
      if place >= after, model.apply(operation, giving: output, to: &state) { return true }
      guard place < order.count else { break }
      let next = records.read(Int(order[place])) { $0.operation }
      if model.key(of: next) == key { _ = model.execute(next, on: &state) }
    }
    return false
  }

  /// Judges what the witness did not explain, now that all is known.
  func conclude() -> [ClientVerdict] { doubtful.sorted().map { search($0) } }

  /// Searches for an order that explains all answers about a key.
  private func search(_ key: Int) -> ClientVerdict {
    var numbers: [Int] = []
    var calls: [ClientHistory<Model>.Call] = []
    records.forEach { number, record in
      // What was refused, and took no effect, never happened.
      guard !record.isRefused, model.key(of: record.operation) == key else { return }
      numbers.append(number)
      calls.append(
        ClientHistory<Model>.Call(
          process: record.process, record.operation, record.output, invoked: record.invoked, returned: record.returned))
    }
    let part = ClientHistory<Model>(calls)
    switch verdict(part).outcome {
    case .linearizable: return .explained
    case .inconclusive: return .inconclusive
    case .violation(let violation):
      let evidence = Evidence.unexplainedAnswer(
        UnexplainedAnswer(
          call: described(numbers[violation.call]),
          concurrent: violation.concurrent.map { numbers[$0] }.filter(mayMatter).map(described),
          states: violation.states))
      return .unexplained(evidence, step: violation.time, time: records[numbers[violation.call]].time)
    }
  }

  /// The operations on a key that began by a step: those that took effect in the order of their entries, then the
  /// others. O(operations log operations).
  func operations(on key: Int, through step: Int) -> [OperationTable.Row] {
    var rows: [OperationTable.Row] = []
    records.forEach { number, record in
      guard record.invoked <= step, model.key(of: record.operation) == key else { return }
      var given: ClientResult?
      if case .gives(let output) = record.effect { given = output }
      rows.append(
        OperationTable.Row(
          call: described(number), invoked: record.invoked, completed: record.returned,
          entry: record.index > 0 ? record.index : nil, given: given))
    }
    return rows.sorted { ($0.entry ?? .max, $0.invoked) < ($1.entry ?? .max, $1.invoked) }
  }

  /// Whether an operation could have changed what others saw, or has an answer that shows what it saw.
  private func mayMatter(_ number: Int) -> Bool {
    let call = records[number]
    return call.returned != nil || !model.onlyObserves(call.operation, giving: nil)
  }

  private func described(_ number: Int) -> ClientCall {
    let call = records[number]
    return ClientCall(
      client: call.process, command: call.command, operation: call.operation, result: call.output,
      hasEnded: call.returned != nil)
  }
}

/// Verdicts on the clients' answers.
enum ClientVerdict: Sendable {
  /// There is an order of the operations that explains it.
  case explained
  /// Whether there is one, the budget did not suffice to know.
  case inconclusive
  /// There is none, since an answer at `step`, at `time`.
  case unexplained(Evidence, step: Int, time: Int)
}
