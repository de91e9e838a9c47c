/// Turns operations of another system's client history into those of a model.
struct Translation {
  private let options: HistoryOptions
  /// Whether values are pairs of a key and the value proper, as Jepsen's independent tests have them.
  private let isPaired: Bool
  private var values = Interning()
  private var keys = Interning()
  private var initial = PlainValue.null
  /// The number of the one object of a history without keys.
  private static let noKey = -1
  /// Whether values are texts, and nil the empty one: in a store.
  private var isStore = false

  init(_ options: HistoryOptions, _ calls: HappenedCalls) {
    self.options = options
    isPaired = !calls.isEmpty && calls.allSatisfy { Self.isPaired($0.begin) }
    initial = options.initial?.plain ?? .null
  }

  /// Whether the value of a begin has a key before it. A read's is nil otherwise, and a cas has two values.
  private static func isPaired(_ event: HistoryEvent) -> Bool {
    guard event.key == nil, let (_, value) = event.value.pair else { return false }
    switch event.function {
    case .read, .get: return value == .null
    case .cas: return value.pair != nil
    default: return true
    }
  }

  // MARK: Registers

  /// The calls as those of registers, and the model.
  mutating func plainRegisters(_ calls: HappenedCalls) throws(FlawOfLine) -> ForeignHistory.Content {
    let history = try registers(calls)
    return .registers(history, register)
  }

  /// The model, once the calls are known.
  private var register: Register {
    var vocabulary = Register.Vocabulary()
    (vocabulary.values, vocabulary.keys) = (values.values, keys.values)
    var numbers = values
    return Register(initial: Self.number(of: initial, isStore, &numbers), vocabulary: vocabulary)
  }

  private mutating func registers(_ calls: HappenedCalls) throws(FlawOfLine) -> ClientHistory<Register> {
    // First of all values, so that it has a word.
    _ = number(of: initial)
    var history = ClientHistory<Register>()
    history.calls.reserveCapacity(calls.count)
    for call in calls {
      do throws(Flaw) {
        history.calls.append(try register(call))
      } catch { throw FlawOfLine(flaw: error, line: call.begin.line) }
      try checkEnd(of: call)
    }
    return history
  }

  private mutating func register(_ call: ForeignCall) throws(Flaw) -> ClientHistory<Register>.Call {
    let (key, value) = parts(of: call.begin)
    let kind: Register.Operation.Kind
    switch call.begin.function {
    case .read, .get, nil: kind = .read
    case .write, .put: kind = .write(number(of: value))
    case .cas:
      let (expected, new) = try Self.pair(value)
      kind = .compareAndSet(expected: number(of: expected), number(of: new))
    case .append: throw Flaw("\"f\" is \"append\"", "a register has no such operation; --model key-value has")
    }
    return .init(
      process: call.begin.process ?? 0, Register.Operation(kind, key: key), registerOutput(call),
      invoked: call.invoked, returned: call.returned)
  }

  private mutating func registerOutput(_ call: ForeignCall) -> Register.Output? {
    guard let end = call.end, call.returned != nil else { return nil }
    if end.kind == .fail { return .refused }
    guard call.begin.function?.isRead ?? true else { return .done }
    return given(end).map { .value(number(of: $0)) }
  }

  private mutating func number(of value: PlainValue) -> Int? { Self.number(of: value, isStore, &values) }

  private static func number(of value: PlainValue, _ isStore: Bool, _ values: inout Interning) -> Int? {
    if value == .null || isStore && value == .text("") { return nil }
    return values.number(of: isStore ? .text(value.asText) : value)
  }

  // MARK: Stores

  /// The calls as those of a store of texts; without an append, that is registers.
  mutating func store(_ calls: HappenedCalls) throws(FlawOfLine) -> ForeignHistory.Content {
    isStore = true
    guard calls.contains(where: { $0.begin.function == .append }) else {
      return try plainRegisters(calls)
    }
    var history = ClientHistory<TextStore>()
    history.calls.reserveCapacity(calls.count)
    for call in calls {
      do throws(Flaw) {
        history.calls.append(try text(call))
      } catch { throw FlawOfLine(flaw: error, line: call.begin.line) }
      try checkEnd(of: call)
    }
    return .texts(history, TextStore(initial: initial.asText, keys: keys.values.map(\.words)))
  }

  private mutating func text(_ call: ForeignCall) throws(Flaw) -> ClientHistory<TextStore>.Call {
    let (key, value) = parts(of: call.begin)
    let kind: TextStore.Operation.Kind
    switch call.begin.function {
    case .read, .get, nil: kind = .get
    case .write, .put: kind = .put(value.asText)
    case .append: kind = .append(value.asText)
    case .cas:
      let (expected, new) = try Self.pair(value)
      kind = .compareAndSet(expected: expected.asText, new.asText)
    }
    return .init(
      process: call.begin.process ?? 0, TextStore.Operation(kind, key: key), textOutput(call),
      invoked: call.invoked, returned: call.returned)
  }

  private func textOutput(_ call: ForeignCall) -> TextStore.Output? {
    guard let end = call.end, call.returned != nil else { return nil }
    if end.kind == .fail { return .refused }
    guard call.begin.function?.isRead ?? true else { return .done }
    return given(end).map { .value($0.asText) }
  }

  // MARK: Both

  /// The key and the value proper.
  private mutating func parts(of event: HistoryEvent) -> (key: Int, value: PlainValue) {
    if isPaired, let (key, value) = event.value.pair { return (keys.number(of: key), value) }
    return (event.key.map { keys.number(of: $0) } ?? Self.noKey, event.value)
  }

  /// What a read gave; `nil` if that says nothing.
  private func given(_ end: ForeignCall.End) -> PlainValue? {
    let value = isPaired ? end.value.pair?.1 ?? end.value : end.value
    guard value == .null else { return value }
    return options.nilRead == .any ? nil : initial
  }

  /// Checks that the completion has the same key as the invocation, and the same value if that is not the answer.
  private func checkEnd(of call: ForeignCall) throws(FlawOfLine) {
    guard let end = call.end, end.kind == .ok, end.value != .null else { return }
    // Words only for what is wrong: nearly every call comes by here.
    var differs: FlawOfLine {
      FlawOfLine(flaw: call.begin.isNot("value", end.value, call.begin.value), line: end.line)
    }
    var (begun, ended) = (call.begin.value, end.value)
    if isPaired, let (key, value) = begun.pair, let (otherKey, other) = ended.pair {
      if key != otherKey { throw differs }
      (begun, ended) = (value, other)
    }
    guard let function = call.begin.function, !function.isRead, ended != .null else { return }
    if meaning(begun, function) != meaning(ended, function) { throw differs }
  }

  /// The meaning of a written value: equal for values that the function does not distinguish.
  private func meaning(_ value: PlainValue, _ function: HistoryEvent.Function) -> PlainValue {
    guard isStore else { return value }
    if function == .cas, let (expected, new) = value.pair { return .list([.text(expected.asText), .text(new.asText)]) }
    return .text(value.asText)
  }

  private static func pair(_ value: PlainValue) throws(Flaw) -> (PlainValue, PlainValue) {
    if let pair = value.pair { return pair }
    throw Flaw("\"value\" of a cas is \(value.excerpt)", "it must be two values, the expected one and the new one")
  }
}
