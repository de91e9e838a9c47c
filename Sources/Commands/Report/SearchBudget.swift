import ModelChecker

/// What ends an exploration early: an interrupt, the loss of its output, the limits of time and memory. The limits
/// apply from the start of the command, and so also to what is read before the search.
struct SearchBudget: Sendable {
  /// The bytes that the exploration may use.
  let memory: Int
  private let deadline: Int?
  private let console: Console
  private let residentAtStart = Memory.resident

  /// - Parameters:
  ///   - time: how long the command may take, in microseconds.
  ///   - start: when it began, by the monotonic clock.
  init(memory: Int, time: Int?, start: Int, _ console: Console) {
    self.memory = memory
    self.console = console
    deadline = time.map { start + $0 }
  }

  /// Why to end while states are explored: those count their memory themselves.
  var reasonToStop: Exploration.StopReason? {
    if console.isCancelled { return .interrupted }
    return deadline.map { MonotonicClock.microseconds() >= $0 } == true ? .time : nil
  }

  /// Why to end while a trace is read or played, of which the process shows how much memory it takes.
  var reasonToStopBefore: Exploration.StopReason? {
    reasonToStop ?? (Memory.resident - residentAtStart > memory ? .memory : nil)
  }
}
