import TraceChecker

/// What is wrong with a line of a schedule, for those who know neither its file nor its number.
struct ScheduleFlaw: Error {
  let column: Int
  let problem: String
  let remedy: String

  init(_ column: Int, _ problem: String, _ remedy: String) {
    self.column = column
    self.problem = problem
    self.remedy = remedy
  }
}

/// The words of a line of a schedule, without its comment, taken one after the other.
struct ScheduleLine {
  /// A word and where it begins.
  struct Word {
    let text: String
    /// The column, in bytes, counted from 1.
    let column: Int

    /// The word for an error.
    var quoted: String { "'\(RawText(text).printable(longest: 40))'" }
  }

  private let words: [Word]
  private var position = 0
  /// The column after the last word.
  private let end: Int

  /// The words of a line. A number sign begins a comment, but for one before a digit that does not begin the line.
  init(_ bytes: [UInt8]) {
    var (words, place): ([Word], Int) = ([], 0)
    while place < bytes.count {
      if Self.isSpace(bytes[place]) {
        place += 1
        continue
      }
      if bytes[place] == Self.numberSign, words.isEmpty || !Self.beginsOrdinal(bytes, at: place) { break }
      let length = Self.length(bytes, at: place)
      words.append(Word(text: String(decoding: bytes[place..<place + length], as: UTF8.self), column: place + 1))
      place += length
    }
    self.words = words
    end = words.last.map { $0.column + $0.text.utf8.count } ?? 1
  }

  /// Whether no words are left.
  var isEmpty: Bool { position == words.count }

  /// The next word, which stays.
  var next: Word? { isEmpty ? nil : words[position] }

  /// Takes the next word.
  /// - Parameter expected: what it should be, for the error that there is none.
  mutating func take(_ expected: @autoclosure () -> String) throws(ScheduleFlaw) -> Word {
    guard let word = next else { throw ScheduleFlaw(end, "the line ends too early", "\(expected()) must follow") }
    position += 1
    return word
  }

  /// Takes the next word if it is `text`. Returns whether it was.
  mutating func takes(_ text: String) -> Bool {
    guard next?.text == text else { return false }
    position += 1
    return true
  }

  /// Takes the next word, which must be `text`.
  mutating func expect(_ text: String) throws(ScheduleFlaw) {
    let word = try take("'\(text)'")
    guard word.text == text else {
      throw ScheduleFlaw(word.column, "\(word.quoted) is not '\(text)'", "'\(text)' must be there")
    }
  }

  /// Makes sure that the line ends here.
  func expectEnd() throws(ScheduleFlaw) {
    guard let word = next else { return }
    throw ScheduleFlaw(
      word.column, "\(word.quoted) is more than the line may have", "only a comment may follow, after '#'")
  }

  /// Takes a number.
  mutating func number(_ what: String, in range: ClosedRange<UInt64>) throws(ScheduleFlaw) -> UInt64 {
    let expected = "\(what) from \(range.lowerBound) to \(range.upperBound)"
    return try Self.number(take(expected), expected, in: range)
  }

  /// The number that a word is.
  static func number(
    _ word: Word, _ expected: String, in range: ClosedRange<UInt64>
  ) throws(ScheduleFlaw) -> UInt64 {
    let isNumber = word.text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, let number = UInt64(word.text), range.contains(number) else {
      throw ScheduleFlaw(word.column, "\(word.quoted) is not \(expected)", "give such a number")
    }
    return number
  }

  private static let numberSign = UInt8(ascii: "#")

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  private static func beginsOrdinal(_ bytes: [UInt8], at place: Int) -> Bool {
    place + 1 < bytes.count && (0x30...0x39).contains(bytes[place + 1])
  }

  /// The length of the word at `place`. A comma, an equals sign and an arrow are words of their own.
  private static func length(_ bytes: [UInt8], at place: Int) -> Int {
    let own = separatorLength(bytes, at: place)
    if own > 0 { return own }
    var end = place + 1
    while end < bytes.count, !isSpace(bytes[end]), separatorLength(bytes, at: end) == 0 { end += 1 }
    return end - place
  }

  private static func separatorLength(_ bytes: [UInt8], at place: Int) -> Int {
    switch bytes[place] {
    case UInt8(ascii: ","), UInt8(ascii: "="): 1
    case UInt8(ascii: "-") where place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: ">"): 2
    default: 0
    }
  }
}
