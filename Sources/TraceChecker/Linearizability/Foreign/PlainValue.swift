/// A value in somebody else's history, as far as it matters here: what can be told apart.
enum PlainValue: Hashable, Sendable {
  case null
  case number(Int)
  case text(String)
  case list([PlainValue])
  /// Anything else, as it is spelled.
  case other(String)

  /// How it is called in evidence.
  var words: String {
    switch self {
    case .null: "nil"
    case .number(let number): String(number)
    case .text(let text): "\"\(text)\""
    case .list(let values): "[\(values.map(\.words).joined(separator: " "))]"
    case .other(let spelling): spelling
    }
  }

  /// What a store of texts has of it.
  var asText: String {
    switch self {
    case .null: ""
    case .text(let text): text
    default: words
    }
  }

  /// The two values of a list of two.
  var pair: (PlainValue, PlainValue)? {
    if case .list(let values) = self, values.count == 2 { (values[0], values[1]) } else { nil }
  }
}
