import Dispatch
import Synchronization

/// The search for the seed whose run is the shortest of those that are fit, and the lowest of several such seeds. The
/// same at any number of threads.
struct ShortestRun: Sendable {
  let seeds: ClosedRange<UInt64>
  let jobs: Int
  /// The steps of a seed's run, or `nil` if it does not come to what is looked for. 0 ends the search: later seeds are
  /// no better.
  let length: @Sendable (UInt64) -> Int?
  /// Whether it will do; asked only of runs that are shorter than those before.
  let isFit: @Sendable (UInt64) -> Bool

  private struct State {
    var next: UInt64
    var best: (length: Int, seed: UInt64)?
  }

  func find() -> UInt64? {
    let state = Mutex(State(next: seeds.lowerBound))
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while let seed = Self.take(state, seeds.upperBound) {
        guard let length = length(seed), Self.isBetter((length, seed), state), isFit(seed) else { continue }
        state.withLock { state in
          if state.best.map({ (length, seed) < ($0.length, $0.seed) }) ?? true { state.best = (length, seed) }
        }
      }
    }
    return state.withLock { $0.best?.seed }
  }

  private static func take(_ state: borrowing Mutex<State>, _ last: UInt64) -> UInt64? {
    state.withLock { state in
      guard state.next <= last, state.best?.length != 0 else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  private static func isBetter(_ run: (Int, UInt64), _ state: borrowing Mutex<State>) -> Bool {
    state.withLock { $0.best.map { run < ($0.length, $0.seed) } ?? true }
  }
}
