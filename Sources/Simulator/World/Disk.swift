import RaftCore

/// A server's disk: what is written is durable at once.
struct Disk {
  private(set) var content: DurableState
  private let rules: DiskRules

  init(rules: DiskRules, content: DurableState = DurableState()) {
    self.rules = rules
    self.content = content
  }

  /// Loses all that was ever written.
  mutating func destroy() { content = DurableState() }

  /// Writes what a step asks for, of the state that it led a server in `role` to.
  mutating func write(_ effects: Effects, _ state: DurableState, _ role: Role) {
    if effects.writesTermAndVote {
      if content.currentTerm != state.currentTerm { content.votedFor = nil }
      content.currentTerm = state.currentTerm
      if rules.writesVote(role) { content.votedFor = state.votedFor }
    }
    guard let kept = effects.writesLogBehind else { return }
    if rules.truncates { content.log.truncate(behind: kept) }
    for index in kept..<state.log.lastIndex { content.log.write(state.log[index + 1], at: index + 1) }
  }
}

/// How a disk keeps what it is given. As given, faithfully: a planted defect is a disk in which one of these differs.
public struct DiskRules: Sendable {
  /// Whether the vote of a server in `role` is written with its term.
  public var writesVote: @Sendable (_ role: Role) -> Bool = { _ in true }
  /// Whether entries that are removed from the log are removed from the disk.
  public var truncates = true

  /// A faithful disk.
  public init() {}
}
