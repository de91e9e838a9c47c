import Reporting
import Synchronization

/// The progress line of the judgment of a client history, on standard error.
final class HistoryProgress: Sendable {
  private struct State {
    var line: ProgressLine
    var operations = 0
    var decided = 0
    /// How many keys there are; `0` while the history is read.
    var keys = 0
  }

  private let state: Mutex<State>
  private let start = MonotonicClock.microseconds()

  init(_ line: ProgressLine) { state = Mutex(State(line: line)) }

  /// So many operations were read.
  func read(_ operations: Int) { update { $0.operations = operations } }

  /// So many keys are judged, of how many.
  func judge(_ decided: Int, of keys: Int) { update { ($0.decided, $0.keys) = (decided, keys) } }

  /// Shows the time that has passed.
  func tick() { update { _ in } }

  func finish() { state.withLock { $0.line.finish() } }

  private func update(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      let (operations, decided, keys) = (state.operations, state.decided, state.keys)
      state.line.update {
        let elapsed = Readable.duration(microseconds: MonotonicClock.microseconds() - start)
        let checked = keys == 0 ? [] : ["\(Readable.count(decided))/\(Readable.count(keys)) keys checked"]
        return ["\(Readable.count(operations, "operation"))"] + checked + [elapsed]
      }
    }
  }
}
