import Simulator

/// What is wrong with a file of golden data.
public struct GoldenError: Error, CustomStringConvertible {
  /// In one line.
  public let description: String
}

extension Scenario {
  /// The scenario that options give by hand, as `Scenario.options` writes them.
  init(words: [String]) throws(GoldenError) {
    self.init()
    guard words.count.isMultiple(of: 2) else {
      throw GoldenError(description: "'\(words.joined(separator: " "))' is not pairs of --NAME VALUE")
    }
    for index in stride(from: 0, to: words.count, by: 2) {
      let (name, text) = (String(words[index].dropFirst(2)), words[index + 1])
      if name == "machine", let kind = MachineKind(rawValue: text) {
        machine = kind
        continue
      }
      guard let parameter = ScenarioParameter.named(name), let value = parameter.value(of: text) else {
        throw GoldenError(description: "'\(words[index]) \(text)' is not an option of a scenario with its value")
      }
      parameter.set(value, in: &self)
    }
  }
}

extension ScenarioParameter {
  /// The value that `text` writes; `nil` if it is none, or out of range.
  fileprivate func value(of text: String) -> Int? {
    let value: Int? =
      switch unit {
      case .count: Int(text)
      case .duration: Self.microseconds(text)
      case .rate: Self.millionths(text)
      }
    return value.flatMap { range.contains($0) ? $0 : nil }
  }

  private static func microseconds(_ text: String) -> Int? {
    for (suffix, factor) in [("us", 1), ("ms", 1_000), ("s", 1_000_000)] where text.hasSuffix(suffix) {
      return Int(text.dropLast(suffix.count)).map { $0 * factor }
    }
    return nil
  }

  private static func millionths(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]) else { return nil }
    let digits = parts.count == 2 ? parts[1] : "0"
    guard digits.count <= 6, let fraction = Int(digits + String(repeating: "0", count: 6 - digits.count)) else {
      return nil
    }
    return whole * 1_000_000 + fraction
  }
}
