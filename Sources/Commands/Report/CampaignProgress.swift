import Reporting
import Simulator
import Synchronization

/// The progress line of a campaign, on standard error. Runs are counted on many threads, one at a time.
final class CampaignProgress: Sendable {
  private let line: Mutex<ProgressLine>
  private let start = MonotonicClock.microseconds()

  init(_ line: ProgressLine) { self.line = Mutex(line) }

  func update(_ summary: CampaignSummary) {
    line.withLock { $0.update { text(summary) } }
  }

  func finish() { line.withLock { $0.finish() } }

  private func text(_ summary: CampaignSummary) -> String {
    let elapsed = max(1, MonotonicClock.microseconds() - start)
    let (runs, statistics) = (summary.runs, summary.statistics)
    return [
      Readable.count(runs, "run"), Readable.rate(runs, "runs", in: elapsed),
      Readable.rate(statistics.events, "events", in: elapsed),
      "\(CampaignReport.perRun(statistics.elections, runs)) elections and "
        + "\(CampaignReport.perRun(statistics.commits, runs)) commits a run",
      Readable.count(summary.failureCount, "violation"),
    ].joined(separator: ", ")
  }
}
