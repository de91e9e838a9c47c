/// The algorithm of Gibbons and Korach for a register that is only read and written, each value once at most.
///
/// A value's *zone* reaches from the first completion to the last invocation of the operations that write and read it.
/// Where the end is first, the register must have the value all the time between them; otherwise one moment between
/// them will do. So the history is linearizable if no read ends before its write begins, no two zones of the first kind
/// meet, and none of the second lies within one of the first.
struct Zones {
  private let timeline: Timeline
  /// The value that each operation is about, as a number; `none` for operations without one.
  private var values: [UInt32]
  private var isRead: [Bool]
  private var count = 1

  /// The number of the value that the register has at first.
  private static let first: UInt32 = 0
  private static let none = UInt32.max

  /// `nil` if operations do more than read and write, or two write the same. O(n).
  /// - Parameter isShadow: whether it is enough that they write and read among other things: then only violations
  ///   count.
  init?<Model>(_ history: ClientHistory<Model>, _ model: Model, _ timeline: Timeline, isShadow: Bool = false) {
    self.timeline = timeline
    values = [UInt32](repeating: Self.none, count: history.calls.count)
    isRead = [Bool](repeating: false, count: history.calls.count)
    var numbers: [Int?: UInt32] = [model.registerInitial: Self.first]
    var isWritten = [true]
    for (call, content) in history.calls.enumerated() {
      let (operation, output) = (content.operation, content.output)
      let whole = model.registerRole(of: operation, giving: output)
      guard let role = isShadow ? model.shadowRole(of: operation, giving: output) : whole else { return nil }
      let value: Int?
      switch role {
      case .nothing: continue
      case .read(let read): (value, isRead[call]) = (read, true)
      case .write(let written): value = written
      }
      let number = numbers[value, default: UInt32(isWritten.count)]
      if number == UInt32(isWritten.count) {
        numbers[value] = number
        isWritten.append(false)
      }
      if !isRead[call] {
        if isWritten[Int(number)] { return nil }
        isWritten[Int(number)] = true
      }
      values[call] = number
    }
    count = isWritten.count
  }

  /// The first event with which the history is not linearizable; `nil` if it is. O(n), and O(n log n) if it is not.
  func firstViolation() -> Int? {
    var (good, bad) = (0, timeline.events.count)
    if isLinearizable(before: bad) { return nil }
    while bad - good > 1 {
      let middle = (good + bad) / 2
      if isLinearizable(before: middle) { good = middle } else { bad = middle }
    }
    return bad - 1
  }

  /// Judges the events before a place. What is read later is not known then.
  private func isLinearizable(before stop: Int) -> Bool {
    var spans = [Span](repeating: Span(), count: count)
    spans[Int(Self.first)].isWritten = true
    spans[Int(Self.first)].firstEnd = -1
    for position in 0..<stop {
      let call = timeline.call(at: position)
      guard values[call] != Self.none else { continue }
      let value = Int(values[call])
      if timeline.isReturn(at: position) {
        // A value that nobody has begun to write.
        if !spans[value].isWritten { return false }
        spans[value].firstEnd = min(spans[value].firstEnd, position)
      } else if !isRead[call] {
        spans[value].isWritten = true
        spans[value].lastBegin = max(spans[value].lastBegin, position)
      } else if timeline.returnPosition(of: call) < stop {
        spans[value].lastBegin = max(spans[value].lastBegin, position)
      }
    }
    return Self.fit(spans, stop)
  }

  /// Whether zones leave room for each other, looked at from the left to the right.
  private static func fit(_ spans: [Span], _ stop: Int) -> Bool {
    var valueAt = [UInt32](repeating: none, count: stop + 1)
    for (value, span) in spans.enumerated() where span.lastBegin >= 0 && span.firstEnd < stop {
      valueAt[min(span.firstEnd, span.lastBegin) + 1] = UInt32(value)
    }
    var lasting = -1
    for value in valueAt where value != none {
      let span = spans[Int(value)]
      if span.firstEnd < span.lastBegin {
        if span.firstEnd < lasting { return false }
        lasting = span.lastBegin
      } else if span.firstEnd < lasting {
        return false
      }
    }
    return true
  }

  /// When the operations of a value end and begin.
  private struct Span {
    var firstEnd = Int.max
    var lastBegin = -1
    var isWritten = false
  }
}
