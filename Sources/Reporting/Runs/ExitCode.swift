/// How the program ends, as the shell sees it.
package enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
  case ok = 0
  case violation = 1
  case inconclusive = 2
  case usage = 64
  case `internal` = 70
  case interrupted = 130

  /// All of them, the one that outweighs all others first: docs/exit-codes.md.
  package static let precedence: [ExitCode] = [.interrupted, .violation, .internal, .usage, .inconclusive, .ok]

  /// How a program ends for which both apply: with the one that outweighs the other.
  package func combined(with other: ExitCode) -> ExitCode {
    Self.precedence.first { $0 == self || $0 == other } ?? self
  }

  /// The word for it in results for programs.
  package var word: String {
    switch self {
    case .ok: "passed"
    case .violation: "violated"
    case .inconclusive: "inconclusive"
    case .usage: "unusable"
    case .internal: "internal error"
    case .interrupted: "interrupted"
    }
  }

  /// The first of `precedence` whose condition holds; `ok` if none does.
  package static func first(where applies: KeyValuePairs<ExitCode, Bool>) -> ExitCode {
    precedence.first { code in applies.contains { $0.key == code && $0.value } } ?? .ok
  }

  /// What the help says of it.
  package var meaning: String {
    switch self {
    case .ok: "nothing wrong was found"
    case .violation: "a property was violated"
    case .inconclusive: "no verdict was reached"
    case .usage: "the command line or an input is wrong"
    case .internal: "an internal error, or the output could not be written"
    case .interrupted: "interrupted before the end"
    }
  }
}
