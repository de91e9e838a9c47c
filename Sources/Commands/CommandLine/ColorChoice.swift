/// When to use colors, as `--color` says it.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// The environment variables that `auto` asks.
  static let variables = ["NO_COLOR", "CLICOLOR_FORCE", "TERM"]

  /// Whether to use colors on a stream. The option has priority over the environment, which has priority over the kind
  /// of stream.
  func usesColor(environment: [String: String], isTerminal: Bool) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if environment["NO_COLOR", default: ""] != "" { return false }
    if !["", "0"].contains(environment["CLICOLOR_FORCE", default: ""]) { return true }
    return isTerminal && environment["TERM"] != "dumb"
  }
}
