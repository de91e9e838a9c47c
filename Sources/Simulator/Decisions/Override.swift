/// A change to a run that leaves its seed as it is. As text, one line:
///
///     loss s0>s1 5f3a1b2c00d4e6f7 2 = does not happen
///     electionTimeout s1 3 1 = 150000
///     command c0 7 = word 00000000000000ff
///     end after step 72
///     end at 1500000
///     seed 7 from 1500000
public enum Override: Hashable, Sendable {
  /// A decision has another outcome than the seed gives it.
  case decision(DecisionKey, DecisionValue)
  /// The run ends here: nothing happens any more, and no recovery is required.
  case end(RunEnd)
  /// From this time on, in microseconds, the decisions are those of another seed.
  case seed(UInt64, from: Int)
}

/// The outcome of a decision.
public enum DecisionValue: Hashable, Sendable {
  /// Something happens or does not.
  case happens(Bool)
  /// A choice, delay or time. A choice must lie in its range; a time around a mean may be any from 0 to 2^41, in
  /// microseconds, which is 25 days.
  case number(Int)
  /// The 64 bits from which the outcome is computed.
  case word(UInt64)
}

/// Where a run ends early.
public enum RunEnd: Hashable, Sendable {
  /// With the occurrence that takes this step of the trace.
  case step(Int)
  /// Before anything that happens after this time, in microseconds.
  case time(Int)
}

/// An override that had no effect on the run.
public struct UnusedOverride: Hashable, Sendable {
  /// The override that had no effect.
  public let override: Override
  /// Why it had no effect.
  public let reason: Reason

  /// Why an override had no effect.
  public enum Reason: Hashable, Sendable {
    /// The run made no decision of this key.
    case noDecision
    /// The decision was made, but this cannot be its outcome.
    case unfit
    /// The run was over before.
    case notReached
    /// Another override has the same key and comes later in the list, or ends the run earlier.
    case replaced
  }
}

// MARK: Text

/// What is wrong with the text of an override.
public struct OverrideSyntaxError: Error, Hashable, CustomStringConvertible {
  /// The override and the reason, in one line.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension Override: CustomStringConvertible {
  /// The override as text, which `init(parsing:)` reads.
  public var description: String {
    switch self {
    case .decision(let key, .happens(let happens)): "\(key) = \(happens ? Self.happens : Self.doesNotHappen)"
    case .decision(let key, .number(let number)): "\(key) = \(number)"
    case .decision(let key, .word(let word)): "\(key) = word \(HexText.text(word))"
    case .end(.step(let step)): "end after step \(step)"
    case .end(.time(let time)): "end at \(time)"
    case .seed(let seed, let time): "seed \(seed) from \(time)"
    }
  }

  private static let happens = "happens"
  private static let doesNotHappen = "does not happen"

  /// Reads an override.
  /// - Throws: what is wrong with the text.
  public init(parsing text: some StringProtocol) throws(OverrideSyntaxError) {
    if let place = text.firstIndex(of: "=") {
      let value = text[text.index(after: place)...].split(separator: Character(" ")).map { String($0) }
      self = .decision(try DecisionKey(parsing: text[..<place]), try Self.value(value))
      return
    }
    let words = text.split(separator: Character(" ")).map { String($0) }
    if words.count == 4, words.starts(with: ["end", "after", "step"]), let step = Self.count(words[3]) {
      self = .end(.step(step))
    } else if words.count == 3, words.starts(with: ["end", "at"]), let time = Self.count(words[2]) {
      self = .end(.time(time))
    } else if words.count == 4, words[0] == "seed", words[2] == "from", let seed = UInt64(words[1]),
      let time = Self.count(words[3])
    {
      self = .seed(seed, from: time)
    } else {
      throw OverrideSyntaxError(
        "an override is '<key> = <value>', 'end after step <number>', 'end at <time>' or 'seed <seed> from <time>'")
    }
  }

  private static func value(_ words: [String]) throws(OverrideSyntaxError) -> DecisionValue {
    switch words.joined(separator: " ") {
    case happens: return .happens(true)
    case doesNotHappen: return .happens(false)
    case let text:
      if words.count == 1, let number = Int(text) { return .number(number) }
      if words.count == 2, words[0] == "word", let word = HexText.number(words[1]) { return .word(word) }
      throw OverrideSyntaxError(
        "'\(text)' is not a value: '\(happens)', '\(doesNotHappen)', a number, or 'word' and 16 hexadecimal digits")
    }
  }

  private static func count(_ word: String) -> Int? { Int(word).flatMap { $0 < 0 ? nil : $0 } }
}
