import Simulator

/// Reduction of the single faults that hit.
extension RunSearch {
  /// The most faults of a kind that are given one by one: of more, a rate says more than a list.
  private static let longestList = 24

  /// Lets no fault happen by chance any more: what hit is given one by one, and then only what is needed. A kind of
  /// fault of which too many are needed keeps its rate.
  mutating func removeFaults() {
    var kept: Set<String> = []
    while goesOn {
      let plan = best.plan
      let faults = observe().faults.filter { key in key.fault.map { !kept.contains($0.option) } ?? false }
      guard !faults.isEmpty else { return }
      let start = SingleFaults(plan, faults, keepingRatesOf: kept)
      let needed = minimizeFaults(start)
      let long = Dictionary(grouping: needed.filter { !$0.isOfRecurringFault }) { $0.fault?.option ?? "" }
        .filter { $0.value.count > Self.longestList }.map(\.key)
      guard !long.isEmpty else { return }
      kept.formUnion(long)
    }
  }

  /// The faults that are needed, of those that `faults` gives one by one.
  private mutating func minimizeFaults(_ faults: SingleFaults) -> [DecisionKey] {
    let before = best
    let needed = minimize(faults.all, mustShrink: false) { faults.plan(with: $0) }
    let counts = Dictionary(grouping: needed.filter { !$0.isOfRecurringFault }) { $0.fault?.option ?? "" }
    if counts.contains(where: { $0.value.count > Self.longestList }) { take(before) }
    return needed
  }
}

/// A run in which single faults take the place of rates.
struct SingleFaults: Sendable {
  /// The faults that hit in the run.
  let all: [DecisionKey]
  private let plan: RunPlan
  private let keys: Set<DecisionKey>

  /// - Parameter options: the faults whose rates remain.
  init(_ plan: RunPlan, _ faults: [DecisionKey], keepingRatesOf options: Set<String>) {
    var scenario = plan.scenario
    for fault in Fault.all
    where fault.hasOccurrences && !fault.isRecurring && !options.contains(fault.option)
      && fault.parameter.value(in: scenario) > 0
    {
      fault.parameter.set(CalmOption.lowestRate, in: &scenario)
    }
    all = faults
    keys = Set(faults)
    self.plan = plan.changed(to: scenario, plan.overrides.filter { !Self.isAbout(faults: Set(faults), $0) })
  }

  private static func isAbout(faults: Set<DecisionKey>, _ override: Override) -> Bool {
    if case .decision(let key, _) = override { faults.contains(key) } else { false }
  }

  /// The run in which, of these faults, only `faults` hit.
  func plan(with faults: [DecisionKey]) -> RunPlan {
    let kept = Set(faults)
    var result = plan
    for key in all where key.isOfRecurringFault != kept.contains(key) {
      result.overrides.append(.decision(key, .happens(!key.isOfRecurringFault)))
    }
    return result
  }
}
