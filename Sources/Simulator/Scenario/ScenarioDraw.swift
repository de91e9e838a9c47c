/// Draws the values of a seed's scenario. Each decision has a number of its own, forever.
struct ScenarioDraw {
  let random: KeyedRandom
  /// The values drawn so far: those of all parameters before this one.
  let scenario: Scenario

  func below(_ bound: Int, _ part: Int) -> Int { random.below(bound, .scenario, part, 0) }

  func between(_ low: VirtualDuration, _ high: VirtualDuration, _ part: Int) -> VirtualDuration {
    VirtualDuration(microseconds: low.microseconds + below(high.microseconds - low.microseconds + 1, part))
  }

  /// Each power of two from `low` to `high` is as likely as any other: rare and frequent faults find different defects.
  func scale<Value: ScenarioValue>(_ low: Value, _ high: Value, _ part: Int) -> Value {
    var doublings = 0
    while low.units << (doublings + 1) <= high.units { doublings += 1 }
    let floor = low.units << random.below(doublings + 1, .scenario, part, 1)
    return Value(units: min(high.units, floor + below(floor, part)))
  }

  func isOn(_ share: Int, of whole: Int, _ part: Int) -> Bool { below(whole, part) < share }

  /// `value` in one of `whole` seeds, `0` in the others.
  func oneIn<Value: ScenarioValue>(_ whole: Int, _ part: Int, _ value: @autoclosure () -> Value) -> Value {
    isOn(1, of: whole, part) ? value() : Value(units: 0)
  }
}
