import RaftCore

/// The answers that hosts keep for retries of the same command, by host and by the number of the command.
struct KeptAnswers {
  private var answers: [[UInt64: Answer]]
  /// Which answers each host keeps.
  private let rules: [HostRules.KeptAnswers]

  init(_ hosts: [HostRules]) {
    answers = Array(repeating: [:], count: hosts.count)
    rules = hosts.map(\.keptAnswers)
  }

  /// Keeps an answer that a host gives; the first one for a command is not replaced.
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

  /// Drops the answers of a host that loses its memory.
  mutating func restarts(_ id: ServerID) { answers[id] = [:] }
}
