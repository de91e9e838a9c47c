extension ProgressCounts {
  /// Runs in which it was not required.
  public var notRequired: Int { impossible.all.reduce(0, +) + cutShort }
}

extension ProgressCounts.Separations {
  /// The counts, in the order of their declaration.
  public var all: [Int] { Recovery.Separation.allCases.map { self[keyPath: $0.count] } }
}

extension ProgressCounts.Reasons {
  /// The counts, in the order of their declaration.
  public var all: [Int] { ProgressDemand.Reason.allCases.map { self[keyPath: $0.count] } }
}

extension Recovery.Separation {
  /// The count of the runs with this separation.
  var count: WritableKeyPath<ProgressCounts.Separations, Int> {
    switch self {
    case .down: \.down
    case .mute: \.mute
    case .deaf: \.deaf
    }
  }
}

extension ProgressDemand.Reason {
  /// The count of the runs with this reason.
  var count: WritableKeyPath<ProgressCounts.Reasons, Int> {
    switch self {
    case .timing: \.timing
    case .spread: \.spread
    case .disruption: \.disruption
    case .majority: \.majority
    }
  }
}
