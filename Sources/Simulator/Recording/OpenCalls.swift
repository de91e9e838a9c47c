import TraceChecker

/// The calls that were made and are neither answered nor given up, in the order of their beginnings: for notes.
struct OpenCalls {
  /// A request between two servers over a channel, whose reply has not arrived.
  struct Call {
    let number: UInt32
    let link: TraceLink
    let channel: UInt32
    let calledAt: Int
  }

  private var all: [Call] = []

  /// Adds a call that begins.
  mutating func begin(_ call: Call) { all.append(call) }

  /// A call is answered. Returns it, if it was still open.
  mutating func end(_ number: UInt32) -> Call? {
    all.firstIndex { $0.number == number }.map { all.remove(at: $0) }
  }

  /// Removes and returns the calls that were made before `time`.
  mutating func giveUp(before time: Int) -> [Call] {
    let kept = all.firstIndex { $0.calledAt >= time } ?? all.count
    defer { all.removeFirst(kept) }
    return Array(all[..<kept])
  }

  /// Removes and returns the calls over a channel that has closed.
  mutating func close(_ channel: UInt32, _ link: TraceLink) -> [Call] {
    defer { all.removeAll { $0.channel == channel && $0.link == link } }
    return all.filter { $0.channel == channel && $0.link == link }
  }
}
