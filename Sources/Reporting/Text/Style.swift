/// Colors and emphasizes text, if the stream that it goes to supports that.
public struct Style: Hashable, Sendable {
  /// Whether text is colored at all.
  public var isOn: Bool

  /// A style that colors text if `isOn`.
  public init(isOn: Bool) { self.isOn = isOn }

  /// The style that leaves text as it is.
  public static let plain = Style(isOn: false)

  package func bold(_ text: String) -> String { wrap(text, 1) }
  package func dim(_ text: String) -> String { wrap(text, 2) }
  package func red(_ text: String) -> String { wrap(text, 31) }
  package func green(_ text: String) -> String { wrap(text, 32) }
  package func yellow(_ text: String) -> String { wrap(text, 33) }

  private func wrap(_ text: String, _ code: Int) -> String {
    isOn ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
