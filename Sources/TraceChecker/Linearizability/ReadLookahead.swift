/// What is read later of a text that only grows until then.
///
/// Where no operation is open that can set the text, each such operation before was taken, since it is over; and none
/// can be taken before the next one begins. A read that ends before that, and was not taken yet, will find the present
/// text, perhaps with more after it. So if its answer does not begin with the present text, no order of the other
/// operations explains it.
struct ReadLookahead: Sendable {
  /// What an operation is to the text.
  enum Role {
    /// It gives a text of so many bytes.
    case read(length: Int)
    /// It can set the text to one that does not begin with the one before.
    case sets
    /// It can only make it longer, or leaves it as it is.
    case other
  }

  /// By the place: before which end of a read the text only grows; 0 where an operation is open that can set it.
  private var calm: [UInt32]
  /// By the place: of the reads that begin there or later, and of which that holds, the one that gives the shortest
  /// text.
  private var ahead: [UInt32]

  private static let none = UInt32.max

  /// O(n).
  /// - Parameter horizon: the place from which on no answer is to be used.
  init(_ timeline: Timeline, before horizon: Int, _ role: (_ call: Int) -> Role) {
    let count = timeline.events.count
    calm = [UInt32](repeating: 0, count: count)
    ahead = [UInt32](repeating: Self.none, count: count)
    var (stop, shortest, length) = (horizon, Self.none, Int.max)
    // How many operations that set the text are open at the place, from the right to the left: at the end, those that
    // never complete.
    var setting = 0
    for position in timeline.events.indices {
      let call = timeline.call(at: position)
      guard case .sets = role(call) else { continue }
      setting += timeline.isReturn(at: position) ? -1 : 1
    }
    for position in timeline.events.indices.reversed() {
      let (call, isReturn) = (timeline.call(at: position), timeline.isReturn(at: position))
      switch role(call) {
      case .sets:
        setting += isReturn ? 1 : -1
        if !isReturn { (stop, shortest, length) = (position, Self.none, Int.max) }
      case .read(let new) where !isReturn && new < length && timeline.returnPosition(of: call) < stop:
        (shortest, length) = (UInt32(call), new)
      case .read, .other: break
      }
      if setting == 0 {
        calm[position] = UInt32(stop)
        ahead[position] = shortest
      }
    }
  }

  /// A read that begins at the place or later, and whose answer must begin with the text there: of several, that with
  /// the shortest answer.
  @inline(__always)
  func nextRead(at position: Int) -> Int? { ahead[position] == Self.none ? nil : Int(ahead[position]) }

  /// Whether the answer of a read that is open at the place and not taken yet must begin with the text there.
  @inline(__always)
  func holds(forReadEndingAt end: Int, at position: Int) -> Bool { end < Int(calm[position]) }
}
