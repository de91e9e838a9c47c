/// A value in a history of another system, as far as it matters here: whether two values differ.
enum PlainValue: Hashable, Sendable {
  case null
  case number(Int)
  /// A number that is no `Int`, spelled so that equal ones are equal.
  case decimal(String)
  case text(String)
  case list([PlainValue])
  /// In whatever order it is written.
  case map([PlainValue: PlainValue])
  /// In whatever order it is written.
  case set(Set<PlainValue>)
  /// Anything else, as it is spelled.
  case other(String)

  /// How it is called in evidence.
  var words: String {
    switch self {
    case .null: "nil"
    case .number(let number): String(number)
    case .text(let text): "\"\(text)\""
    case .list(let values): "[\(values.map(\.words).joined(separator: " "))]"
    case .map(let members): "{\(members.map { "\($0.words) \($1.words)" }.sorted().joined(separator: ", "))}"
    case .set(let members): "#{\(members.map(\.words).sorted().joined(separator: " "))}"
    case .decimal(let spelling), .other(let spelling): spelling
    }
  }

  /// How an error calls it: never at length.
  var excerpt: String {
    let words = words
    return words.utf8.count > Self.excerptLimit ? words.prefix(Self.excerptLimit) + "..." : words
  }

  private static let excerptLimit = 40

  /// What a store of texts has of it.
  var asText: String {
    switch self {
    case .null: ""
    case .text(let text): text
    default: words
    }
  }

  /// Texts are compared byte by byte: what Unicode calls equivalent is not the same.
  static func == (one: PlainValue, other: PlainValue) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.number(let one), .number(let other)): one == other
    case (.decimal(let one), .decimal(let other)): one == other
    case (.text(let one), .text(let other)), (.other(let one), .other(let other)):
      one.utf8.elementsEqual(other.utf8)
    case (.list(let one), .list(let other)): one == other
    case (.map(let one), .map(let other)): one == other
    case (.set(let one), .set(let other)): one == other
    default: false
    }
  }

  /// The two values of a list of two.
  var pair: (PlainValue, PlainValue)? {
    if case .list(let values) = self, values.count == 2 { (values[0], values[1]) } else { nil }
  }

  /// The name that it is: of a text, or of a keyword.
  var name: String? {
    switch self {
    case .text(let text): text
    case .other(let spelling) where spelling.hasPrefix(":"): String(spelling.dropFirst())
    default: nil
    }
  }
}
