extension ProgressCounts {
  /// Runs in which it was not demanded.
  public var notDemanded: Int { impossible.all.reduce(0, +) + cutShort }
}

extension ProgressCounts.Separations {
  subscript(separation: Recovery.Separation) -> Int {
    get {
      switch separation {
      case .down: down
      case .mute: mute
      case .deaf: deaf
      }
    }
    set {
      switch separation {
      case .down: down = newValue
      case .mute: mute = newValue
      case .deaf: deaf = newValue
      }
    }
  }

  /// The counts, in the order of their declaration.
  public var all: [Int] { Recovery.Separation.allCases.map { self[$0] } }
}

extension ProgressCounts.Reasons {
  subscript(reason: ProgressDemand.Reason) -> Int {
    get {
      switch reason {
      case .timing: timing
      case .spread: spread
      case .disruption: disruption
      case .majority: majority
      }
    }
    set {
      switch reason {
      case .timing: timing = newValue
      case .spread: spread = newValue
      case .disruption: disruption = newValue
      case .majority: majority = newValue
      }
    }
  }

  /// The counts, in the order of their declaration.
  public var all: [Int] { ProgressDemand.Reason.allCases.map { self[$0] } }
}
