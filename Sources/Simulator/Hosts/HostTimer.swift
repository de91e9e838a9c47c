/// A timer. At most one occurrence of it is planned and counts: to set it anew only moves the deadline, which the
/// planned occurrence finds out when it comes.
struct HostTimer {
  /// When it fires; `Int.max` if it is not set.
  private(set) var deadline = Int.max
  private var planned = Int.max

  /// Sets the timer. Returns the time at which an occurrence must be planned, if it must.
  mutating func set(_ deadline: Int) -> Int? {
    self.deadline = deadline
    guard deadline < planned else { return nil }
    planned = deadline
    return deadline
  }

  mutating func stop() { deadline = .max }

  /// Takes the planned occurrence back: it is not planned any more. Returns whether an occurrence at `time` was that.
  mutating func holdUp(at time: Int) -> Bool {
    guard time == planned else { return false }
    planned = .max
    return true
  }

  /// Plans an occurrence for `now` in the place of one that was held up.
  /// - Parameter isMeant: whether a timer that was due before `now` still fires.
  /// - Returns: whether it must be planned.
  mutating func fire(at now: Int, ifOverdue isMeant: Bool) -> Bool {
    guard deadline != .max, now < planned, isMeant || deadline > now else { return false }
    planned = now
    return true
  }

  /// Sets the timer to `limit` where it is set to a later time. Returns as `set`.
  mutating func bringForward(to limit: Int) -> Int? {
    deadline == .max || deadline <= limit ? nil : set(limit)
  }

  /// What an occurrence at `time` means.
  mutating func occur(at time: Int) -> Meaning {
    guard time == planned else { return .nothing }
    planned = .max
    if deadline <= time {
      deadline = .max
      return .fires
    }
    guard deadline != .max else { return .nothing }
    planned = deadline
    return .later(deadline)
  }

  enum Meaning: Equatable {
    case fires
    case later(Int)
    case nothing
  }
}
