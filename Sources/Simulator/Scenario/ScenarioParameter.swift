/// One number of a scenario: its name, unit and range, what it means, and how a seed draws it.
///
/// It is a class because every access to the tables would copy a structure of this size.
public final class ScenarioParameter: Sendable {
  /// The name, as in `--loss`.
  public let name: String
  /// What its values count.
  public let unit: Unit
  /// The values that make sense, in units.
  public let range: ClosedRange<Int>
  /// What it is, in a line.
  public let help: String
  /// Where a scenario has it.
  let path: PartialKeyPath<Scenario> & Sendable
  private let read: @Sendable (Scenario) -> Int
  private let write: @Sendable (inout Scenario, Int) -> Void
  /// The value that a seed draws, in units.
  private let drawn: Draw<Int>?

  /// How a seed draws a value; `nil` for a parameter that no seed changes.
  typealias Draw<Value> = @Sendable (ScenarioDraw) -> Value

  /// A parameter whose unit follows from its type.
  init<Value: ScenarioValue>(
    _ name: String, _ range: ClosedRange<Int>, _ help: String, _ path: WritableKeyPath<Scenario, Value> & Sendable,
    drawn: Draw<Value>? = nil
  ) {
    (self.name, self.unit, self.range, self.help, self.path) = (name, Value.unit, range, help, path)
    self.drawn = drawn.map { draw in { @Sendable scenario in draw(scenario).units } }
    read = { $0[keyPath: path].units }
    write = { $0[keyPath: path] = Value(units: $1) }
  }

  /// A rate from none to all.
  convenience init(
    rate name: String, _ help: String, _ path: WritableKeyPath<Scenario, Rate> & Sendable, drawn: Draw<Rate>? = nil
  ) {
    self.init(name, 0...1_000_000, help, path, drawn: drawn)
  }

  /// A parameter that is on or off.
  convenience init(
    switch name: String, _ help: String, _ path: WritableKeyPath<Scenario, Bool> & Sendable,
    drawn: Draw<Bool>? = nil
  ) {
    self.init(name, 0...1, help, path, drawn: drawn)
  }

  /// A parameter that is a duration: by default of at most an hour.
  convenience init(
    time name: String, from least: VirtualDuration = 0, to most: VirtualDuration = hour, _ help: String,
    _ path: WritableKeyPath<Scenario, VirtualDuration> & Sendable, drawn: Draw<VirtualDuration>? = nil
  ) {
    self.init(name, least.units...most.units, help, path, drawn: drawn)
  }

  /// The value in `scenario`, in units.
  public func value(in scenario: Scenario) -> Int { read(scenario) }

  /// Sets the value in `scenario`, in units.
  /// - Precondition: it is in `range`.
  public func set(_ value: Int, in scenario: inout Scenario) {
    precondition(range.contains(value), "\(name) must be \(requirement), not \(value)")
    write(&scenario, value)
  }

  /// Sets the value that the seed of `random` draws, where seeds draw one.
  func draw(_ random: KeyedRandom, in scenario: inout Scenario) {
    if let drawn { set(drawn(ScenarioDraw(random: random, scenario: scenario)), in: &scenario) }
  }

  /// The value in `scenario` as it can be typed: `5`, `150ms`, `0.01`.
  public func text(in scenario: Scenario) -> String { unit.text(value(in: scenario)) }

  /// The value that `text` gives, in units; `nil` if it is not `requirement`.
  public func value(parsing text: some StringProtocol) -> Int? {
    unit.value(text).flatMap { range.contains($0) ? $0 : nil }
  }

  /// What a value must be: `a whole number from 1 to 9`.
  public var requirement: String { unit.requirement(range) }

  /// One hour.
  static let hour: VirtualDuration = 3_600_000_000

  /// Every parameter but the machine, in the order of the help.
  public static let all: [ScenarioParameter] =
    cluster + Fault.basic.flatMap(\.parameters) + clients
    + Fault.others.flatMap(\.parameters)

  /// The parameter called `name`.
  public static func named(_ name: some StringProtocol) -> ScenarioParameter? { all.first { $0.name == name } }
}
