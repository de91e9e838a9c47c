/// The overrides of one run while it runs: what they replace, and which of them had no effect yet.
///
/// Only a run that has overrides, or whose decisions are observed, has one. All parts of the world share it, so that a
/// change of the seed reaches all of them.
final class RunOverrides {
  private struct Decision {
    let key: DecisionKey
    let value: DecisionValue
    let place: Int
  }

  private let overrides: [Override]
  /// Why each of `overrides` had no effect so far; `nil` if it had one.
  private var reasons: [UnusedOverride.Reason?]
  /// Sorted by key, each key once.
  private var decisions: [Decision] = []
  /// The changes of the seed to come, the next one last.
  private var seeds: [(time: Int, seed: UInt64, place: Int)] = []
  /// The first ends by step and by time, each with its place.
  private var lastStep = (number: Int.max, place: -1)
  private var lastTime = (number: Int.max, place: -1)
  /// The decisions of the seed that counts now.
  private var random: KeyedRandom
  private let observe: ((DecisionKey, DecisionValue) -> Void)?
  /// Whether the faults have ended: what the scenario never lets happen, no override makes happen then.
  var faultsHaveEnded = false

  /// - Parameter observe: called with every decision and its outcome.
  init(seed: UInt64, _ overrides: [Override], observe: ((DecisionKey, DecisionValue) -> Void)? = nil) {
    self.overrides = overrides
    self.observe = observe
    random = KeyedRandom(seed: seed)
    reasons = overrides.map { if case .decision = $0 { .noDecision } else { .notReached } }
    for (place, override) in overrides.enumerated() { add(override, place) }
    sortDecisions()
    seeds.sort { ($0.time, $0.place) > ($1.time, $1.place) }
    while nextSeedTime == 0 { changeSeed() }
  }

  private func add(_ override: Override, _ place: Int) {
    switch override {
    case .decision(let key, let value):
      decisions.append(Decision(key: key, value: value, place: place))
    case .end(.step(let step)): addEnd(step, place, \.lastStep)
    case .end(.time(let time)): addEnd(time, place, \.lastTime)
    case .seed(let seed, let time): seeds.append((time, seed, place))
    }
  }

  /// Sorts the decisions by key, and keeps the last one of each key. O(n log n).
  private func sortDecisions() {
    decisions.sort { $0.key == $1.key ? $0.place < $1.place : $0.key < $1.key }
    var kept: [Decision] = []
    for decision in decisions {
      if let last = kept.last, last.key == decision.key { reasons[kept.removeLast().place] = .replaced }
      kept.append(decision)
    }
    decisions = kept
  }

  /// Keeps the earlier one of two ends.
  private func addEnd(
    _ number: Int, _ place: Int, _ path: ReferenceWritableKeyPath<RunOverrides, (number: Int, place: Int)>
  ) {
    let known = self[keyPath: path]
    let isEarlier = number < known.number
    if isEarlier { self[keyPath: path] = (number: number, place: place) }
    let replaced = isEarlier ? known.place : place
    if replaced >= 0 { reasons[replaced] = .replaced }
  }

  /// Where the override of `key` is, or would be. O(log n).
  private func index(of key: DecisionKey) -> Int {
    var (low, high) = (0, decisions.count)
    while low < high {
      let middle = (low + high) / 2
      if decisions[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Decisions

  @inline(never)
  func word(_ key: DecisionKey) -> UInt64 {
    var word = random.hash(key)
    replace(key) { if case .word(let other) = $0 { word = other; return true } else { return false } }
    observe?(key, .word(word))
    return word
  }

  @inline(never)
  func number(_ key: DecisionKey, below bound: Int) -> Int {
    var number = KeyedRandom.scale(random.hash(key), bound)
    replace(key) { value in
      switch value {
      case .number(let other) where (0..<max(1, bound)).contains(other): number = other
      case .word(let word): number = KeyedRandom.scale(word, bound)
      case .number, .happens: return false
      }
      return true
    }
    observe?(key, .number(number))
    return number
  }

  @inline(never)
  func time(_ key: DecisionKey, around mean: Int) -> Int {
    var time = mean / 2 + KeyedRandom.scale(random.hash(key), mean + 1)
    replace(key) { value in
      switch value {
      case .number(let other) where (0...Self.longestTime).contains(other): time = other
      case .word(let word): time = mean / 2 + KeyedRandom.scale(word, mean + 1)
      case .number, .happens: return false
      }
      return true
    }
    observe?(key, .number(time))
    return time
  }

  /// The longest time that an override may give, in microseconds: half of what the event queue holds. The other half is
  /// for the moment at which the time begins, and for what a fault adds to it.
  static let longestTime = 1 << 41

  /// Where the scenario lets something never happen, an override can still make it happen, until the faults end.
  @inline(never)
  func happens(_ key: DecisionKey, rate: Int) -> Bool {
    guard rate > 0 || !faultsHaveEnded else { return false }
    var happens = rate > 0 && KeyedRandom.scale(random.hash(key), 1_000_000) < rate
    let isReplaced = replace(key) { value in
      switch value {
      case .happens(let other): happens = other
      case .word(let word): happens = KeyedRandom.scale(word, 1_000_000) < rate
      case .number: return false
      }
      return true
    }
    if rate > 0 || isReplaced { observe?(key, .happens(happens)) }
    return happens
  }

  /// Offers the overriding value of a decision, if there is one, to `take`, which returns whether it fits.
  @discardableResult
  private func replace(_ key: DecisionKey, take: (DecisionValue) -> Bool) -> Bool {
    let index = index(of: key)
    guard index < decisions.count, decisions[index].key == key else { return false }
    let isTaken = take(decisions[index].value)
    let place = decisions[index].place
    if isTaken { reasons[place] = nil } else if reasons[place] != nil { reasons[place] = .unfit }
    return isTaken
  }

  // MARK: Ends and seeds

  /// The time at which the seed changes next; `nil` if it does not.
  var nextSeedTime: Int? { seeds.last?.time }

  /// Changes to the next seed.
  /// - Precondition: there is one.
  func changeSeed() {
    let change = seeds.removeLast()
    reasons[change.place] = nil
    random = KeyedRandom(seed: change.seed)
  }

  /// The time after which nothing happens.
  var endTime: Int { lastTime.number }

  /// Whether the run ends with step `step`.
  func ends(withStep step: Int) -> Bool {
    guard step >= lastStep.number else { return false }
    reasons[lastStep.place] = nil
    return true
  }

  /// The run ends because of its time.
  func noteEndOfTime() { if lastTime.place >= 0 { reasons[lastTime.place] = nil } }

  /// The overrides without effect, in their order.
  var unused: [UnusedOverride] {
    zip(overrides, reasons).compactMap { override, reason in
      reason.map { UnusedOverride(override: override, reason: $0) }
    }
  }
}
