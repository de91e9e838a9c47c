/// The invariants that steps are checked against, in the order in which violations of one step are reported.
///
/// The invariants that most steps are checked against are called by their own types, all others as `any Invariant`.
struct StepInvariants: ~Copyable, Sendable {
  private var others: Row<any Invariant>
  private var logMatching = LogMatching()
  /// By invariant: how it is called.
  private let forms: Row<Form>
  /// By the bit of a change: the invariants that look at it, one bit each.
  private var interested: Row<UInt64>

  /// The type by which an invariant is called.
  enum Form {
    case logMatching, permittedLogChanges, commitIndexMonotone, commitIndexWithinLog, stateMachineSafety
    case leaderCompleteness, committedOnMajority, other

    init(_ type: any Invariant.Type) {
      self =
        if type == LogMatching.self {
          .logMatching
        } else if type == PermittedLogChanges.self {
          .permittedLogChanges
        } else if type == CommitIndexMonotone.self {
          .commitIndexMonotone
        } else if type == CommitIndexWithinLog.self {
          .commitIndexWithinLog
        } else if type == StateMachineSafety.self {
          .stateMachineSafety
        } else if type == LeaderCompleteness.self {
          .leaderCompleteness
        } else if type == CommittedOnMajority.self {
          .committedOnMajority
        } else {
          .other
        }
    }
  }

  /// - Precondition: there are at most 64.
  init(_ invariants: [any Invariant]) {
    precondition(invariants.count <= 64, "at most 64 invariants are checked at once")
    assert(
      [
        MemoryLayout<PermittedLogChanges>.size, MemoryLayout<CommitIndexMonotone>.size,
        MemoryLayout<CommitIndexWithinLog>.size, MemoryLayout<StateMachineSafety>.size,
        MemoryLayout<LeaderCompleteness>.size, MemoryLayout<CommittedOnMajority>.size,
      ].allSatisfy { $0 == 0 }, "an invariant that is made anew for each step has no state")
    others = Row(invariants)
    let types = invariants.map { type(of: $0) as any Invariant.Type }
    forms = Row(types.map(Form.init))
    interested = Row(repeating: 0, count: Transition.Changes.kinds)
    for index in invariants.indices {
      var bits = types[index].interests.rawValue
      while bits != 0 {
        interested[bits.trailingZeroBitCount] |= 1 << UInt64(index)
        bits &= bits - 1
      }
      if forms[index] == .logMatching, let invariant = invariants[index] as? LogMatching { logMatching = invariant }
    }
  }

  private init(copying other: borrowing StepInvariants) {
    others = other.others.copied()
    logMatching = other.logMatching
    forms = other.forms.copied()
    interested = other.interested.copied()
  }

  borrowing func copied() -> StepInvariants { StepInvariants(copying: self) }

  /// All invariants, one bit each.
  var all: UInt64 { others.count == 0 ? 0 : .max >> (64 - UInt64(others.count)) }

  /// The invariants that look at one of `changes`, one bit each.
  @inline(__always)
  func interested(in changes: Transition.Changes) -> UInt64 {
    var mask: UInt64 = 0
    var bits = changes.rawValue
    while bits != 0 {
      mask |= interested[bits.trailingZeroBitCount]
      bits &= bits &- 1
    }
    return mask
  }

  /// The name of the invariant at `index`.
  func name(of index: Int) -> String { type(of: others[index]).name }

  /// Checks a step against the invariant at `index`.
  @inline(__always)
  mutating func check(_ index: Int, _ change: borrowing Transition, _ history: borrowing History) -> Evidence? {
    switch forms[index] {
    case .logMatching: logMatching.check(change, history)
    case .permittedLogChanges: PermittedLogChanges().check(change, history)
    case .commitIndexMonotone: CommitIndexMonotone().check(change, history)
    case .commitIndexWithinLog: CommitIndexWithinLog().check(change, history)
    case .stateMachineSafety: StateMachineSafety().check(change, history)
    case .leaderCompleteness: LeaderCompleteness().check(change, history)
    case .committedOnMajority: CommittedOnMajority().check(change, history)
    case .other: others[index].check(change, history)
    }
  }

  mutating func begin(at history: borrowing History) {
    for index in others.indices {
      if forms[index] == .logMatching { logMatching.begin(at: history) } else { others[index].begin(at: history) }
    }
  }

  mutating func forget(upTo base: LogBase) {
    for index in others.indices {
      if forms[index] == .logMatching { logMatching.forget(upTo: base) } else { others[index].forget(upTo: base) }
    }
  }
}
