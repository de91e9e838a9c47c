/// Draws the parts of a seed's scenario. Each part has a number of its own, for ever.
struct ScenarioDraw {
  let random: KeyedRandom

  func below(_ bound: Int, _ part: Int) -> Int { random.below(bound, .scenario, part, 0) }

  func between(_ low: Int, _ high: Int, _ part: Int) -> Int { low + below(high - low + 1, part) }

  /// Any order of magnitude (of two) from `low` to `high` as likely as any other: rare and frequent faults find
  /// different defects.
  func scale(_ low: Int, _ high: Int, _ part: Int) -> Int {
    var doublings = 0
    while low << (doublings + 1) <= high { doublings += 1 }
    let floor = low << random.below(doublings + 1, .scenario, part, 1)
    return min(high, floor + below(floor, part))
  }

  func isOn(_ share: Int, of whole: Int, _ part: Int) -> Bool { below(whole, part) < share }
}
