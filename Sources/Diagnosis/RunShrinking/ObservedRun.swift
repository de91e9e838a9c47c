import Simulator
import TraceChecker

/// The decisions of a run that count for its reduction.
struct ObservedRun {
  /// The faults that hit, in the order in which they did: each decision that something happens, once.
  private(set) var faults: [DecisionKey] = []
  /// How many operations each client has completed, by client.
  private(set) var operations: [Int]

  /// Makes the run of a plan, under the checks that end it. A trap that it has must be known.
  init(_ plan: RunPlan, checks: [any Check]) {
    var faults: [DecisionKey] = []
    var known: Set<DecisionKey> = []
    var operations = Array(repeating: 0, count: plan.scenario.clients)
    _ = plan.run(
      checks: checks,
      observe: { key, value in
        if value == .happens(true), key.fault != nil, known.insert(key).inserted { faults.append(key) }
        if key.stream == .think, key.subject < operations.count { operations[key.subject] = key.count }
      })
    (self.faults, self.operations) = (faults, operations)
  }
}

extension Fault {
  /// Whether it hits at single occasions that a decision names, and is not a property of the whole run.
  var hasOccurrences: Bool {
    switch parameter.unit {
    case .rate: option != "clock-drift"
    case .duration: option.hasSuffix("-interval")
    case .count, .switch: false
    }
  }

  /// Whether it is a recurring fault: its parameter is the time between two of them.
  var isRecurring: Bool { hasOccurrences && option.hasSuffix("-interval") }
}
