import RaftCore

/// The answers that hosts keep for those who ask again for the same command, by host and by the number of the command.
struct KeptAnswers {
  private var answers: [[UInt64: Answer]]
  /// Which answers each host keeps.
  private let rules: [HostRules.KeptAnswers]

  init(_ hosts: [HostRules]) {
    answers = Array(repeating: [:], count: hosts.count)
    rules = hosts.map(\.keptAnswers)
  }

  /// Takes note of an answer that a host gives. The first one for a command stays.
  mutating func note(_ answer: Answer, at id: ServerID) {
    switch rules[id] {
    case .none: return
    case .committed: guard case .committed = answer.outcome else { return }
    case .all: break
    }
    if answers[id][answer.command.rawValue] == nil { answers[id][answer.command.rawValue] = answer }
  }

  /// The answer that a host has kept for a command.
  func answer(to command: Command, at id: ServerID) -> Answer? { answers[id][command.rawValue] }

  /// A host loses what it keeps in memory.
  mutating func restarts(_ id: ServerID) { answers[id] = [:] }
}
