extension Scenario: CustomStringConvertible {
  /// The scenario as options that give it: the number of servers, and every value that is not the default and has an
  /// effect.
  public var options: [(name: String, value: String)] { options(where: hasEffect) }

  private func options(where isWanted: (ScenarioParameter) -> Bool) -> [(name: String, value: String)] {
    let usual = Scenario()
    var options = ScenarioParameter.all
      .filter { $0.name == "servers" || $0.value(in: self) != $0.value(in: usual) && isWanted($0) }
      .map { (name: $0.name, value: $0.text(in: self)) }
    if machine != usual.machine { options.append((name: Self.machineOption, value: machine.rawValue)) }
    return options
  }

  /// Whether another value of a parameter would change the run: not where it only shapes faults that are off.
  func hasEffect(_ parameter: ScenarioParameter) -> Bool {
    let faults = Fault.all.filter { $0.depends(on: parameter) }
    return faults.isEmpty || faults.contains { $0.needs(of: parameter, in: self).isEmpty }
  }

  /// The scenario as the command line takes it and headers of traces have it: `--servers 5 --loss 0.1`.
  /// `init(parsing:)` reads it.
  public var description: String { Self.text(options) }

  /// The scenario as `description` has it, with the values that have no effect as well: an override can turn on the
  /// fault that they shape.
  package var completeDescription: String { Self.text(options { _ in true }) }

  private static func text(_ options: [(name: String, value: String)]) -> String {
    options.map { "--\($0.name) \($0.value)" }.joined(separator: " ")
  }

  /// The scenario that `text` gives, in the form of `description`.
  /// - Parameters:
  ///   - text: options and their values, separated by spaces.
  ///   - defaults: what has the values that the text does not give.
  /// - Throws: `ScenarioError` for an option that no scenario has, one that is given twice, and a value out of range.
  public init(parsing text: some StringProtocol, defaults: Scenario = Scenario()) throws(ScenarioError) {
    self = defaults
    var words = text.split(separator: " ")[...]
    var seen: Set<Substring> = []
    while let word = words.popFirst() {
      guard word.hasPrefix("--") else { throw ScenarioError("'\(word)' is not an option of a scenario") }
      let pair = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = pair[0]
      guard seen.insert(Substring(name)).inserted else { throw ScenarioError("option '--\(name)' is given twice") }
      guard let value = pair.count == 2 ? pair[1] : words.popFirst().map({ $0[...] }) else {
        throw Self.isOption(name)
          ? ScenarioError("option '--\(name)' needs a value") : ScenarioError(unknownOption: String(name))
      }
      try set(name, value)
    }
  }

  private static let machineOption = "machine"

  private static func isOption(_ name: some StringProtocol) -> Bool {
    name == machineOption || ScenarioParameter.named(name) != nil
  }

  private mutating func set(_ name: some StringProtocol, _ text: some StringProtocol) throws(ScenarioError) {
    if name == Self.machineOption {
      guard let machine = MachineKind(rawValue: String(text)) else {
        let names = MachineKind.allCases.map(\.rawValue).joined(separator: " or ")
        throw ScenarioError("option '--\(name)' must be \(names), not '\(text)'")
      }
      self.machine = machine
    } else if let parameter = ScenarioParameter.named(name) {
      guard let value = parameter.value(parsing: text) else {
        throw ScenarioError("option '--\(name)' must be \(parameter.requirement), not '\(text)'")
      }
      parameter.set(value, in: &self)
    } else {
      throw ScenarioError(unknownOption: String(name))
    }
  }
}

/// Why a text is not a scenario, in one line.
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, and what would be right.
  public let description: String

  /// An error with this text.
  public init(_ description: String) { self.description = description }

  init(unknownOption name: String) {
    let remark = name == "defect" ? "; the defect has a field of its own in a header" : ""
    self.init("a scenario has no option '--\(name)'" + remark)
  }
}
