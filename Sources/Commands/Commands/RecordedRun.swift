import Reporting
import Simulator
import TraceChecker

/// A recorded trace whose run is taken again: each step is compared with the recorded one.
final class RecordedRun {
  /// What the recording says of itself.
  let verdict: RecordedVerdict
  /// Where the run diverges from the recorded one, and in what, if it does.
  private(set) var difference: String?
  /// The first step that the recording lacks, of a run that violated something: it ends with that.
  private var continuation: String?
  private var reader: TraceReader
  private var recorded = TraceEvent()
  private var failure: TraceError?
  private let arguments: Arguments

  /// - Throws: `UsageError` if only some checks are asked for.
  init(_ source: consuming TraceSource, _ arguments: Arguments) throws {
    verdict = source.verdict
    reader = source.reader
    self.arguments = arguments
    if let option = InvariantOptions.given(arguments) {
      throw arguments.error(
        "a recorded run is compared under all checks: \(option) can be given only with \(ReplayCommand.schedule.name)")
    }
  }

  func compare(_ event: TraceEvent) {
    guard difference == nil, failure == nil, continuation == nil, !event.action.isNote else { return }
    do throws(TraceError) {
      guard try readNext() else {
        let end = "the recorded trace ends before step \(event.sequence): now \(EventText.line(event))"
        if let cut = reader.cut {
          difference = "the recorded trace is \(cut)"
        } else if verdict.violates == nil {
          difference = end
        } else {
          continuation = end
        }
        return
      }
    } catch {
      fail(error)
      return
    }
    if diverges(event) { difference = divergence(at: event) }
  }

  private func fail(_ error: TraceError) {
    failure = error
    difference = "the rest of the recorded trace cannot be read"
  }

  /// The step at which the run diverges, the first field in which it does, and the steps in words where these differ.
  private func divergence(at event: TraceEvent) -> String {
    let hasSent = reader.header.recordsSent
    let field = EventFields(recorded, hasSent: hasSent).firstDifference(from: EventFields(event, hasSent: hasSent))
    let (before, now) = (EventText.line(recorded), EventText.line(event))
    var lines = ["it diverges at step \(event.sequence)"]
    if let field {
      lines += ["  \(field.name):", "    recorded:  \(field.value)", "    now:       \(field.other)"]
    }
    if before != now { lines += ["  step:", "    recorded:  \(before)", "    now:       \(now)"] }
    return lines.joined(separator: "\n")
  }

  /// Reads the next numbered event. The content of notes follows from those.
  private func readNext() throws(TraceError) -> Bool {
    repeat { guard try reader.next(into: &recorded) else { return false } } while recorded.action.isNote
    return true
  }

  /// Compares the ends, after a run that violated `violations`.
  func conclude(_ violations: [Violation]) {
    guard difference == nil, failure == nil else { return }
    // A run that no longer violates what the recorded one violated continues after its end; one that still does ends
    // there, too.
    guard continuation == nil else {
      if violations.contains(where: { $0.invariant == verdict.violates }) { difference = continuation }
      return
    }
    do throws(TraceError) {
      if try readNext() {
        difference = "the run ends before step \(recorded.sequence): recorded \(EventText.line(recorded))"
      } else if let cut = reader.cut {
        difference = "the recorded trace is \(cut)"
      }
    } catch {
      fail(error)
    }
  }

  /// Makes sure that the recording could be read as far as it was compared.
  /// - Throws: `UsageError` for a line that is not an event; `Interruption` if an interrupt ended the reading.
  func confirm() throws {
    if let failure { throw arguments.error(reading: failure) }
  }

  /// Compares what a step sends, where the recording has it; a digest does not cover that.
  private func diverges(_ event: TraceEvent) -> Bool {
    Self.digest(event) != Self.digest(recorded) || reader.header.recordsSent && event.sent != recorded.sent
  }

  private static func digest(_ event: TraceEvent) -> TraceDigest {
    var digest = TraceDigest()
    digest.absorb(event)
    return digest
  }
}
