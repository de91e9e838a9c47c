/// How the program ends, as the shell sees it.
package enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
  case ok = 0
  case violation = 1
  case inconclusive = 2
  case usage = 64
  case `internal` = 70
  case interrupted = 130

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
