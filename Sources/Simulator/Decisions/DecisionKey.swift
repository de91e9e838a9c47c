/// The name of one decision of a run: it depends on what is decided, and not on how many decisions came before.
///
/// As text it is the stream, then the parts that the stream has, then the count: `loss s0>s1 5f3a1b2c00d4e6f7 2`,
/// `electionTimeout s1 3 1`, `fault crash 2`.
public struct DecisionKey: Hashable, Comparable, Sendable {
  /// The kind of decision.
  public let stream: KeyedRandom.Stream
  /// The subject, as a number: a server, client or part; a link as `DecisionKey.link` makes it.
  public let subject: Int
  /// The content hash, term or other number within which `count` counts; `0` if the stream has none.
  public let number: UInt64
  /// The count of the decision among those of the same stream, subject and number.
  public let count: Int

  /// The key of a decision; see `KeyedRandom.Stream` for the parts that each stream has.
  public init(_ stream: KeyedRandom.Stream, _ subject: Int, number: UInt64 = 0, _ count: Int) {
    self.stream = stream
    self.subject = subject
    self.number = number
    self.count = count
  }

  /// The subject of decisions about the link between two servers.
  @inline(__always)
  static func link(_ from: Int, _ to: Int) -> Int { from << 8 | to }

  /// The subject of decisions about signals of a host to the introducer, or of the introducer to it.
  static func way(of host: Int, isToIntroducer: Bool) -> Int { 2 * host + (isToIntroducer ? 0 : 1) }

  /// In the order of streams, subjects, numbers and counts.
  public static func < (one: DecisionKey, other: DecisionKey) -> Bool {
    (one.stream.rawValue, one.subject, one.number, one.count)
      < (other.stream.rawValue, other.subject, other.number, other.count)
  }
}

// MARK: Text

extension DecisionKey: CustomStringConvertible {
  /// The key as text, which `init(parsing:)` reads.
  public var description: String {
    let form = stream.form
    return [String(describing: stream), subjectText(form.subject), numberText(form.number), String(count)]
      .compactMap { $0 }.joined(separator: " ")
  }

  private func subjectText(_ form: KeyedRandom.Stream.Form.Subject) -> String? {
    switch form {
    case .none: nil
    case .part: String(subject)
    case .server: "s\(subject)"
    case .link: "s\(subject >> 8)>s\(subject & 0xff)"
    case .timer: "s\(subject / 2).\(subject % 2 == 0 ? Self.timers.election : Self.timers.heartbeat)"
    case .client: "c\(subject)"
    case .way: subject % 2 == 0 ? "s\(subject / 2)>\(Self.introducer)" : "\(Self.introducer)>s\(subject / 2)"
    case .fault: RecurringFault(rawValue: UInt8(subject)).map { String(describing: $0) }
    }
  }

  private func numberText(_ form: KeyedRandom.Stream.Form.Number) -> String? {
    switch form {
    case .none: nil
    case .decimal: String(number)
    case .hash: HexText.text(number)
    }
  }

  private static let timers = (election: "election", heartbeat: "heartbeat")
  private static let introducer = "introducer"

  /// Reads a key.
  /// - Throws: what is wrong with the text.
  public init(parsing text: some StringProtocol) throws(OverrideSyntaxError) {
    var words = text.split(separator: Character(" ")).map { String($0) }[...]
    let name = words.popFirst() ?? ""
    guard let stream = KeyedRandom.Stream.allCases.first(where: { String(describing: $0) == name }) else {
      throw OverrideSyntaxError("no kind of decision is called '\(name)'")
    }
    let parts = 1 + (stream.form.subject == .none ? 0 : 1) + (stream.form.number == .none ? 0 : 1)
    guard words.count == parts else {
      throw OverrideSyntaxError("a key of '\(name)' has \(parts) parts after the name, not \(words.count)")
    }
    let subject = stream.form.subject == .none ? 0 : try Self.subject(words.removeFirst(), stream.form.subject)
    let number = stream.form.number == .none ? 0 : try Self.number(words.removeFirst(), stream.form.number)
    guard let word = words.first, let count = Int(word) else {
      throw OverrideSyntaxError("'\(words.first ?? "")' is not a count")
    }
    self.init(stream, subject, number: number, count)
  }

  private static func subject(
    _ word: String, _ form: KeyedRandom.Stream.Form.Subject
  ) throws(OverrideSyntaxError) -> Int {
    guard let subject = parseSubject(word, form) else {
      throw OverrideSyntaxError("'\(word)' is not \(form.expectation)")
    }
    return subject
  }

  private static func parseSubject(_ word: String, _ form: KeyedRandom.Stream.Form.Subject) -> Int? {
    switch form {
    case .none: return 0
    case .part: return Int(word)
    case .server: return small(word, after: "s")
    case .client: return small(word, after: "c")
    case .fault: return RecurringFault.allCases.first { String(describing: $0) == word }.map { Int($0.rawValue) }
    case .timer:
      guard let (server, timer) = pair(word, "."), let id = small(server, after: "s") else { return nil }
      return timer == timers.election ? 2 * id : timer == timers.heartbeat ? 2 * id + 1 : nil
    case .link:
      guard let (from, to) = pair(word, ">") else { return nil }
      guard let from = small(from, after: "s"), let to = small(to, after: "s") else { return nil }
      return link(from, to)
    case .way:
      guard let (from, to) = pair(word, ">") else { return nil }
      if to == introducer { return small(from, after: "s").map { way(of: $0, isToIntroducer: true) } }
      return from == introducer ? small(to, after: "s").map { way(of: $0, isToIntroducer: false) } : nil
    }
  }

  private static func number(
    _ word: String, _ form: KeyedRandom.Stream.Form.Number
  ) throws(OverrideSyntaxError) -> UInt64 {
    guard let number = form == .hash ? HexText.number(word) : UInt64(word) else {
      throw OverrideSyntaxError("'\(word)' is not \(form == .hash ? "a hash of 16 hexadecimal digits" : "a number")")
    }
    return number
  }

  /// The two parts of a word at `separator`.
  private static func pair(_ word: String, _ separator: Character) -> (String, String)? {
    let parts = word.split(separator: separator, omittingEmptySubsequences: false)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }

  /// The number after a letter, at most 255.
  private static func small(_ word: String, after letter: Character) -> Int? {
    word.first == letter ? UInt8(word.dropFirst()).map(Int.init) : nil
  }
}

extension KeyedRandom.Stream.Form.Subject {
  /// What a word of this form should be.
  fileprivate var expectation: String {
    switch self {
    case .none, .part: "a number"
    case .server: "a server, such as s0"
    case .link: "a link, such as s0>s1"
    case .timer: "a timer, such as s0.election"
    case .client: "a client, such as c0"
    case .way: "a way of signals, such as s0>introducer"
    case .fault: "a kind of fault, such as crash"
    }
  }
}

/// Words of 16 hexadecimal digits.
package enum HexText {
  /// The 16 digits of a number.
  package static func text(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The number with these digits; `nil` if they are not 16 hexadecimal digits.
  package static func number(_ text: some StringProtocol) -> UInt64? {
    text.utf8.count == 16 && text.first != "+" ? UInt64(text, radix: 16) : nil
  }
}
