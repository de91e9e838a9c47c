import Diagnosis
import Simulator
import TraceChecker

/// The faults that a failure needs, in words.
enum FaultText {
  /// A fault of a run: what happened, to what, and when.
  static func text(_ needed: NeededFault) -> String {
    guard let occurrence = needed.occurrence else { return needed.fault.name }
    let place = occurrence.step > 0 ? ", step \(occurrence.step)" : ""
    return "\(needed.fault.name)\(subject(occurrence))\(place)"
  }

  private static func subject(_ occurrence: FaultOccurrence) -> String {
    if let message = occurrence.message { return ": \(MessageText.text(message, namesReceiver: true))" }
    if let link = occurrence.link { return ": s\(link.from) to s\(link.to)" }
    if let client = occurrence.client { return ": c\(client)" }
    if occurrence.group != 0 { return ": \(EventText.group(occurrence.group)) separated from the others" }
    return occurrence.server.map { ": s\($0)" } ?? ""
  }

  private static let mostShown = 10

  /// The lines that list needed faults.
  /// - Parameter none: what is said if there are none.
  static func lines(_ faults: [String], none: String) -> [String] {
    guard !faults.isEmpty else { return [none] }
    let hidden = faults.count - mostShown
    return ["without any one of these faults it does not happen:"] + faults.prefix(mostShown).map { "  " + $0 }
      + (hidden > 0 ? ["  and \(Readable.count(hidden, "other fault"))"] : [])
  }

  /// The lines that list the faults of a smallest schedule.
  static func lines(ofSchedule events: [TraceEvent]) -> [String] {
    lines(faults(among: events), none: "it needs no crash and no duplicated message")
  }

  /// The faults among the steps of a smallest schedule: none of them can be left out.
  private static func faults(among events: [TraceEvent]) -> [String] {
    var faults: [String] = []
    for event in events {
      switch event.action {
      case .crash: faults.append("s\(event.server) crashes in #\(event.sequence)")
      case .duplicate:
        let message = MessageText.text(event.message, namesReceiver: true)
        faults.append("a message arrives twice, #\(event.sequence): \(message)")
      default: break
      }
    }
    return faults
  }
}
