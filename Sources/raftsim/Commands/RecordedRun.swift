import Simulator
import TraceChecker

/// A recorded trace whose run is taken again: each step is compared with the recorded one.
final class RecordedRun {
  let plan: RunPlan
  /// What the recorded run broke, by its header.
  let violates: String?
  /// Where the run is another one than the recorded, if it is.
  private(set) var difference: String?
  private var reader: TraceReader
  private var recorded = TraceEvent()
  private var failure: TraceError?

  /// - Throws: `UsageError` for a file that is no trace, or one that was not recorded by a seed.
  init(path: String, _ arguments: Arguments, _ options: ScenarioOptions) throws {
    do { reader = try TraceReader(path: path) } catch { throw arguments.error("\(error)") }
    guard options.typed.isEmpty else {
      throw arguments.error("a trace has its scenario in its header: \(options.typed) cannot be given with it")
    }
    if let option = InvariantOptions.given(arguments) {
      throw arguments.error("a recorded run is compared under all checks: \(option) cannot be given with it")
    }
    let header = reader.header
    violates = header.violates
    guard let seed = header.seed, let scenario = header.scenario else {
      throw arguments.error(
        "\(path) has no seed and scenario in its header, so it cannot be run again; 'raftsim check' judges any trace")
    }
    if let name = header.defect, Defect.named(name) == nil {
      throw arguments.error("\(path) has the defect '\(name)', which this version does not know; see 'raftsim defects'")
    }
    do {
      plan = RunPlan(
        seed: seed, scenario: try Scenario(options: scenario), defect: header.defect.flatMap(Defect.named))
    } catch let error as UsageError {
      throw arguments.error("\(path) has a scenario that this version does not know: \(error.message)")
    }
  }

  func compare(_ event: borrowing TraceEvent) {
    guard difference == nil, failure == nil else { return }
    do throws(TraceError) {
      guard try reader.next(into: &recorded) else {
        // A recorded run ends with what it broke; one that does not break it any more goes on.
        guard violates == nil else { return }
        difference = "the recorded trace ends before step \(event.sequence): now \(EventText.line(event))"
        return
      }
    } catch {
      failure = error
      return
    }
    guard isAnother(event) else { return }
    difference =
      "step \(event.sequence) is another one\n  recorded:  \(EventText.line(recorded))\n"
      + "  now:       \(EventText.line(event))"
  }

  /// Looks for recorded steps that the run did not come to.
  func finish() throws {
    if difference == nil, failure == nil {
      do throws(TraceError) {
        if try reader.next(into: &recorded) {
          difference = "the run ends before step \(recorded.sequence): recorded \(EventText.line(recorded))"
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw UsageError(command: "raftsim replay", message: "\(failure)") }
  }

  /// What a step sends is compared where the recording tells it; a digest does not cover that.
  private func isAnother(_ event: borrowing TraceEvent) -> Bool {
    Self.digest(event) != Self.digest(recorded) || reader.header.tellsSent && event.sent != recorded.sent
  }

  private static func digest(_ event: borrowing TraceEvent) -> TraceDigest {
    var digest = TraceDigest()
    digest.absorb(event)
    return digest
  }
}
