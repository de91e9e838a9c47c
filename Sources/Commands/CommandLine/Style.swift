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

/// Sets text off, if the stream that it goes to has colors.
struct Style: Hashable, Sendable {
  /// Whether text is set off at all.
  var isOn: Bool

  /// The style that leaves text as it is.
  static let plain = Style(isOn: false)

  func bold(_ text: String) -> String { wrap(text, 1) }
  func dim(_ text: String) -> String { wrap(text, 2) }
  func red(_ text: String) -> String { wrap(text, 31) }
  func green(_ text: String) -> String { wrap(text, 32) }
  func yellow(_ text: String) -> String { wrap(text, 33) }

  private func wrap(_ text: String, _ code: Int) -> String {
    isOn ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
