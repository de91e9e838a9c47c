/// A value of a scenario's parameter: a whole number of units.
public protocol ScenarioValue: Hashable, Sendable {
  /// The unit of the whole numbers.
  static var unit: ScenarioParameter.Unit { get }
  /// The value of a number of units.
  init(units: Int)
  /// The value in units.
  var units: Int { get }
}

extension Int: ScenarioValue {
  /// The unit of the type.
  public static var unit: ScenarioParameter.Unit { .count }
  /// The value of a number of units.
  public init(units: Int) { self = units }
  /// The value in units.
  public var units: Int { self }
}

extension Bool: ScenarioValue {
  /// The unit of the type.
  public static var unit: ScenarioParameter.Unit { .switch }
  /// The value of a number of units.
  public init(units: Int) { self = units != 0 }
  /// The value in units.
  public var units: Int { self ? 1 : 0 }
}

extension Rate: ScenarioValue {
  /// The unit of the type.
  public static var unit: ScenarioParameter.Unit { .rate }
  /// The value of a number of units.
  public init(units: Int) { self.init(partsPerMillion: units) }
  /// The value in units.
  public var units: Int { partsPerMillion }
}

extension VirtualDuration: ScenarioValue {
  /// The unit of the type.
  public static var unit: ScenarioParameter.Unit { .duration }
  /// The value of a number of units.
  public init(units: Int) { self.init(microseconds: units) }
  /// The value in units.
  public var units: Int { microseconds }
}

extension ScenarioParameter {
  /// What a parameter counts: how its values are read, written and described.
  public enum Unit: Sendable {
    /// A number of things.
    case count
    /// Microseconds.
    case duration
    /// Parts per million.
    case rate
    /// Off or on, `0` or `1`.
    case `switch`

    /// The placeholder of a value in the help text.
    public var placeholder: String {
      switch self {
      case .count: "N"
      case .duration: "TIME"
      case .rate: "RATE"
      case .switch: "0|1"
      }
    }

    /// A value as it can be typed: `5`, `150ms`, `0.01`.
    public func text(_ value: Int) -> String {
      switch self {
      case .count, .switch: String(value)
      case .duration: VirtualDuration(microseconds: value).description
      case .rate: Rate(partsPerMillion: value).description
      }
    }

    /// The value that `text` gives; `nil` if it gives none.
    func value(_ text: some StringProtocol) -> Int? {
      switch self {
      case .count, .switch: Int(text)
      case .duration: VirtualDuration(text)?.microseconds
      case .rate: Rate(text)?.partsPerMillion
      }
    }

    /// What a value in `range` must be: `a whole number from 1 to 9`.
    func requirement(_ range: ClosedRange<Int>) -> String {
      switch self {
      case .count: "a whole number from \(range.lowerBound) to \(range.upperBound)"
      case .switch: "0 or 1"
      case .duration:
        "a duration from \(Self.duration(range.lowerBound)) to \(Self.duration(range.upperBound)), "
          + VirtualDuration.example
      case .rate: "a fraction from \(text(range.lowerBound)) to \(text(range.upperBound)), \(Rate.example)"
      }
    }

    private static func duration(_ value: Int) -> String { VirtualDuration(microseconds: value).inLargestUnit }
  }
}
