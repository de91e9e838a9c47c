import ModelChecker
import Reporting

/// The progress line of a search, on standard error.
final class SearchProgress {
  private var line: ProgressLine
  private let start: Int

  /// - Parameter start: when it began, by the monotonic clock.
  init(_ line: ProgressLine, _ start: Int) {
    self.line = line
    self.start = start
  }

  func update(_ progress: Exploration.Progress) {
    line.update {
      [
        "depth \(progress.depth)", Readable.count(progress.distinct, "state"),
        Readable.duration(microseconds: elapsed), Readable.size(progress.memory),
        "\(Readable.count(progress.waiting)) waiting", Readable.rate(progress.distinct, "states", in: elapsed),
        Readable.count(progress.generated, "step"),
      ]
    }
  }

  func update(_ result: WalksResult) {
    line.update {
      [
        Readable.count(result.walks, "walk"), Readable.count(result.taken, "step"),
        Readable.duration(microseconds: elapsed), Readable.rate(result.taken, "steps", in: elapsed),
      ]
    }
  }

  func finish() { line.finish() }

  private var elapsed: Int { max(1, MonotonicClock.microseconds() - start) }
}
