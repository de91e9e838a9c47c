import TraceChecker

/// SplitMix64: small, and the same on every machine.
struct Draw {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x632b_e59b_d9b4_e019 }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }

  mutating func happens(_ percent: Int) -> Bool { below(100) < percent }
}

/// Small histories of any model: calls at random times, that give what they would in the order of their middles, but now
/// and then what they would not.
struct RandomCalls<Model: SequentialModel> {
  let model: Model
  /// What the model answers, its state changed.
  let answer: (Model.Operation, inout Model.State) -> Model.Output
  /// An operation.
  let operation: (inout Draw) -> Model.Operation
  /// What an operation could give, fitting or not.
  let output: (Model.Operation, inout Draw) -> Model.Output

  func calls(seed: Int, most: Int = 7) -> [ClientHistory<Model>.Call] {
    var draw = Draw(seed: seed)
    let (count, span, wrong, crashed) = (1 + draw.below(most), 4 + draw.below(16), draw.below(40), draw.below(40))
    var calls = (0..<count).map { process in
      let invoked = draw.below(span)
      return ClientHistory<Model>.Call(
        process: process, operation(&draw), nil, invoked: invoked, returned: invoked + draw.below(6))
    }
    calls.sort { $0.invoked < $1.invoked }
    let order = calls.indices.sorted {
      (calls[$0].invoked + (calls[$0].returned ?? 0), $0) < (calls[$1].invoked + (calls[$1].returned ?? 0), $1)
    }
    var state = model.initial
    for call in order {
      if draw.happens(crashed) {
        calls[call].returned = nil
        if draw.happens(50) { _ = answer(calls[call].operation, &state) }
        continue
      }
      let right = answer(calls[call].operation, &state)
      calls[call].output = draw.happens(wrong) ? output(calls[call].operation, &draw) : right
    }
    return calls
  }
}

extension RandomCalls<Register> {
  /// Registers; without compare-and-set, each value is written once.
  static func registers(hasCompareAndSet: Bool) -> Self {
    Self(
      model: Register(),
      answer: { operation, state in
        switch operation.kind {
        case .read: return .value(state)
        case .write(let value): state = value
        case .compareAndSet(let expected, let value):
          guard state == expected else { return .refused }
          state = value
        }
        return .done
      },
      operation: { draw in
        let value = hasCompareAndSet ? draw.below(3) : draw.below(1_000_000)
        switch draw.below(hasCompareAndSet ? 3 : 2) {
        case 0: return Register.Operation(.read)
        case 1: return Register.Operation(.write(value))
        default: return Register.Operation(.compareAndSet(expected: draw.below(3), value))
        }
      },
      output: { operation, draw in
        switch operation.kind {
        case .read: .value(draw.happens(30) ? nil : draw.below(3))
        case .write: .done
        case .compareAndSet: draw.happens(50) ? .done : .refused
        }
      })
  }
}

extension RandomCalls<Cells> {
  static var cells: Self {
    Self(
      model: Cells(),
      answer: { operation, state in
        let value = state.count == 0 ? nil : state.last
        switch operation {
        case .put(_, let new): (state.last, state.count) = (new, 1)
        case .append(_, let new): (state.last, state.count) = (new, state.count + 1)
        case .compareAndSet(_, let expected, let new):
          guard value == expected else { return .refused(actual: value) }
          (state.last, state.count) = (new, 1)
        default: return .value(value, count: state.count)
        }
        return .done(count: state.count)
      },
      operation: { draw in
        switch draw.below(4) {
        case 0: .get(key: 0)
        case 1: .put(key: 0, value: draw.below(3))
        case 2: .append(key: 0, value: draw.below(3))
        default: .compareAndSet(key: 0, expected: draw.below(3), value: draw.below(3))
        }
      },
      output: { operation, draw in
        switch operation {
        case .get: .value(draw.below(3), count: 1 + draw.below(3))
        case .compareAndSet: draw.happens(50) ? .done(count: 1) : .refused(actual: draw.below(3))
        default: .done(count: 1 + draw.below(3))
        }
      })
  }
}

extension RandomCalls<TextStore> {
  static var texts: Self {
    Self(
      model: TextStore(),
      answer: { operation, state in
        switch operation.kind {
        case .get: return .value(state)
        case .put(let text): state = text
        case .append(let text): state += text
        case .compareAndSet(let expected, let text):
          guard state == expected else { return .refused }
          state = text
        }
        return .done
      },
      operation: { draw in
        let text = ["a", "b", "ab", ""][draw.below(4)]
        return switch draw.below(6) {
        case 0, 1: TextStore.Operation(.get)
        case 2: TextStore.Operation(.put(text))
        case 3: TextStore.Operation(.compareAndSet(expected: ["", "a", "ab"][draw.below(3)], text))
        default: TextStore.Operation(.append(text))
        }
      },
      output: { operation, draw in
        switch operation.kind {
        case .get: .value(["", "a", "ab", "ba", "aab", "aba"][draw.below(6)])
        case .compareAndSet: draw.happens(50) ? .done : .refused
        default: .done
        }
      })
  }
}

extension RandomCalls<TextStore> {
  /// Texts that are mostly appended to: so what is read later shows much of what came before.
  static var appends: Self {
    Self(
      model: TextStore(), answer: texts.answer,
      operation: { draw in
        let text = ["a", "b", "c", "ab", "bc", ""][draw.below(6)]
        return switch draw.below(12) {
        case 0: TextStore.Operation(.put(text))
        case 1: TextStore.Operation(.compareAndSet(expected: ["", "a", "ab"][draw.below(3)], text))
        case 2..<7: TextStore.Operation(.get)
        default: TextStore.Operation(.append(text))
        }
      },
      output: { operation, draw in
        switch operation.kind {
        case .get: .value(["", "a", "b", "ab", "bc", "abc", "cab", "aab"][draw.below(8)])
        case .compareAndSet: draw.happens(50) ? .done : .refused
        default: .done
        }
      })
  }
}

extension RandomCalls<Items> {
  static var items: Self {
    Self(
      model: Items(),
      answer: { operation, state in
        let candidates: [ClientResult] =
          (0..<9).map { .added(id: $0) } + (0..<9).map { .open($0) } + [.found(true), .found(false)]
        return candidates.first { Items().apply(operation, giving: $0, to: &state) } ?? .open(0)
      },
      operation: { draw in
        switch draw.below(5) {
        case 0: .count
        case 1: .complete(id: 1 + draw.below(3))
        case 2: .remove(id: 1 + draw.below(3))
        default: .add
        }
      },
      output: { operation, draw in
        switch operation {
        case .add: .added(id: 1 + draw.below(4))
        case .count: .open(draw.below(3))
        default: .found(draw.happens(50))
        }
      })
  }
}
