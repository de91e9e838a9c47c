extension JSONScanner {
  /// The flaw that something else than `expected` comes next.
  func unexpected(_ expected: String) -> Flaw {
    if isAtEnd { return cutOff }
    return Flaw("unexpected \(excerpt(at: position)) at column \(place.column)", "\(expected) must be there")
  }

  /// The line and the column of what is read next, both counted from 1.
  var place: (line: Int, column: Int) {
    let before = bytes[..<position]
    let start = before.lastIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? 0
    return (before.count { $0 == ASCII.lineFeed } + 1, position - start + 1)
  }

  /// The flaw that the value of `field`, which comes next, is none that it may have.
  func wrong(_ field: String, _ remedy: String) -> Flaw { wrong(field, at: position, remedy) }

  /// The flaw that the value of `field`, which begins at `start`, is none that it may have.
  func wrong(_ field: String, at start: Int, _ remedy: String) -> Flaw {
    start >= end ? cutOff : Flaw("\"\(field)\" is \(excerpt(at: start))", remedy)
  }

  private var cutOff: Flaw { Flaw("the line is cut off", "a line must be one complete JSON object") }

  /// The text at `start`, for an error: up to the end of the value, and never much.
  private func excerpt(at start: Int) -> String {
    let rest = bytes[start..<end]
    guard let first = rest.first else { return "nothing" }
    if first < ASCII.space || first > 0x7E { return "the byte \(first)" }
    let tail =
      first == ASCII.quote
      ? rest.dropFirst().prefix { $0 != ASCII.quote }.count + 2 : max(1, rest.prefix(while: isPlain).count)
    let stop = min(start + tail, rest.endIndex)
    let isLong = stop - start > Self.excerptLimit
    let text = String(decoding: bytes[start..<(isLong ? start + Self.excerptLimit : stop)], as: UTF8.self)
    return isLong ? text + "..." : text
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte > ASCII.space && byte != ASCII.comma && byte != ASCII.colon && byte != 0x5D && byte != 0x7D
      && byte != 0x5B && byte != 0x7B
  }

  private static let excerptLimit = 40
}
