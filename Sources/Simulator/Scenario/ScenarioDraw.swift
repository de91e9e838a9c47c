/// Draws the values of a seed's scenario. Each decision has a number of its own, for ever.
struct ScenarioDraw {
  let random: KeyedRandom
  /// What is drawn already: every value of a parameter that stands before this one.
  let scenario: Scenario

  func below(_ bound: Int, _ part: Int) -> Int { random.below(bound, .scenario, part, 0) }

  func between(_ low: Int, _ high: Int, _ part: Int) -> Int { low + below(high - low + 1, part) }

  /// Each power of two from `low` to `high` is as likely as any other: rare and frequent faults find different defects.
  func scale(_ low: Int, _ high: Int, _ part: Int) -> Int {
    var doublings = 0
    while low << (doublings + 1) <= high { doublings += 1 }
    let floor = low << random.below(doublings + 1, .scenario, part, 1)
    return min(high, floor + below(floor, part))
  }

  func isOn(_ share: Int, of whole: Int, _ part: Int) -> Bool { below(whole, part) < share }

  /// `value` in one of `whole` seeds, `0` in the others.
  func oneIn(_ whole: Int, _ part: Int, _ value: @autoclosure () -> Int) -> Int {
    isOn(1, of: whole, part) ? value() : 0
  }
}
