/// What an action of the specification comes to, as far as it is determined.
struct Expectation {
  /// The server's state after it.
  var state = ServerState()
  /// The length of the log before it.
  var length = 0
  /// What happens to the log.
  var log = LogChange.none
  /// The reply that may be sent.
  var reply = Reply.none

  init() {}

  init(_ state: ServerState, length: Int) {
    self.state = state
    self.length = length
  }

  /// What happens to a log.
  enum LogChange {
    case none
    /// A leader adds an entry of its term.
    case append(command: UInt64)
    /// A new leader may add the no-op.
    case mayAppendNoOp
    /// A leader that restarts may lose entries of its own term at the end.
    case mayLose(term: Int)
    /// The log keeps its first `kept` entries, and the message's entries from `offset` on follow.
    case store(kept: Int, offset: Int)
  }

  /// A reply that may be sent, once, to the sender of the message received.
  enum Reply {
    case none
    case vote(granted: Bool)
    /// Agreement up to `match`.
    case accepted(match: Int)
    /// No agreement at `previous`. A hint may be left out; if it is there, it is this one.
    case rejected(previous: Int, hint: (index: Int, term: Int))
  }
}

extension LogHistory {
  /// The term at `index`, which is the base's or that of an entry. TLA+: `TermAt`.
  func term(at index: Int) -> Int { index == base.index ? base.term : self[index].term }

  /// Where a leader may continue after a rejection of `previous` (§5.3). TLA+: `Hint`. O(log n): terms never fall along
  /// a log.
  func hint(_ previous: Int) -> (index: Int, term: Int) {
    guard previous > 0 else { return (0, 0) }
    guard previous <= count else { return (count + 1, 0) }
    let conflicting = term(at: previous)
    var (low, high) = (1, previous)
    while low < high {
      let middle = (low + high) / 2
      if term(at: middle) >= conflicting { high = middle } else { low = middle + 1 }
    }
    return (high, conflicting)
  }
}
