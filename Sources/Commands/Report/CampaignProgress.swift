import Reporting
import Simulator
import Synchronization

/// The progress line of a campaign, on standard error. Runs are counted on many threads, one at a time.
final class CampaignProgress: Sendable {
  private let line: Mutex<ProgressLine>
  private let start = MonotonicClock.microseconds()
  private let extent: CampaignExtent

  init(_ line: ProgressLine, _ extent: CampaignExtent) {
    self.line = Mutex(line)
    self.extent = extent
  }

  func update(_ summary: CampaignSummary) {
    line.withLock {
      $0.update { extent.parts(summary.runs, summary.failureCount, after: MonotonicClock.microseconds() - start) }
    }
  }

  func finish() { line.withLock { $0.finish() } }
}

/// How far a campaign is to go, as far as that is known.
struct CampaignExtent: Sendable {
  /// The number of runs.
  var runs: Int?
  /// The time, in microseconds.
  var time: Int?

  /// The progress after `elapsed` microseconds, the most important first.
  func parts(_ done: Int, _ violations: Int, after elapsed: Int) -> [String] {
    let elapsed = max(1, elapsed)
    let total = runs.map { "/\(Readable.count($0))" } ?? ""
    let left = left(done, elapsed).map { [Readable.duration(microseconds: $0) + " left"] } ?? []
    return [
      Readable.count(violations, "violation"), "\(Readable.count(done))\(total) runs",
      Readable.duration(microseconds: elapsed),
    ] + left + [Readable.rate(done, "runs", in: elapsed)]
  }

  /// The time that is left at the rate so far, in microseconds.
  private func left(_ done: Int, _ elapsed: Int) -> Int? {
    let byRuns = done == 0 ? nil : runs.map { Double(elapsed) * (Double($0) / Double(done) - 1) }
    let byTime = time.map { Double(max(0, $0 - elapsed)) }
    return [byRuns, byTime].compactMap { $0 }.min().flatMap { Int(exactly: $0.rounded()) }
  }
}
