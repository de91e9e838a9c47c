import TraceChecker

/// What the kinds of messages are called in a schedule: their titles as one word, such as `RequestVoteReply`.
struct MessageKindWords {
  private let words: [(word: String, kind: TraceMessage.Kind)]

  /// The words for the kinds of a catalog.
  init(_ catalog: MessageCatalog) {
    words = zip(catalog.descriptions, catalog.kinds).map { (Self.word($0.title), $1) }
  }

  /// The kind with that word, if there is one.
  subscript(word: String) -> TraceMessage.Kind? { words.first { $0.word == word }?.kind }

  /// All words, for an error.
  var list: String { words.map(\.word).joined(separator: ", ") }

  /// The word for a kind.
  static func word(_ kind: TraceMessage.Kind, _ catalog: MessageCatalog) -> String {
    catalog[kind].map { word($0.title) } ?? "\(kind)"
  }

  private static func word(_ title: String) -> String {
    title.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
