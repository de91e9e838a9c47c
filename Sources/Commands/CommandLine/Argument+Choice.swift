/// One of a few words.
extension Argument {
  /// The case with this raw value. Throws, listing the cases, if there is none.
  func choice<Choice>(_ type: Choice.Type = Choice.self) throws(UsageError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let value = Choice(rawValue: text) else { throw mustBeOne(of: Choice.allCases.map(\.rawValue)) }
    return value
  }

  /// The value if it is one of `words`. Throws, listing them, if it is not.
  func choice(among words: [String]) throws(UsageError) -> String {
    guard words.contains(text) else { throw mustBeOne(of: words) }
    return text
  }

  /// The value if it is one of `names`, which are too many for an error; the command `list` lists them. Throws if it is
  /// not.
  func name(among names: [String], listedBy list: String) throws(UsageError) -> String {
    guard names.contains(text) else {
      throw unknownName(suggestion: Spelling.nearest(to: text, among: names), list: list)
    }
    return text
  }

  private func mustBeOne(of words: [String]) -> UsageError {
    mustBe("one of \(words.joined(separator: ", "))", suggestion: Spelling.nearest(to: text, among: words))
  }
}
