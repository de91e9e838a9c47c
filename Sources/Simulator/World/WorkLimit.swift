/// The most work that a part of a run may do.
///
/// Some occurrences are not events: a client's request to a server that is down, a timer that was moved. A scenario can
/// have nothing else for a year of virtual time, so a limit of events also limits occurrences.
struct WorkLimit {
  /// The number of events of the run at which the part ends.
  var events = Int.max
  /// The number of occurrences of the run at which the part ends.
  var occurrences = Int.max

  /// No limit.
  init() {}

  /// A limit of `most` events for a part that begins after this many events and occurrences. Runs have a few
  /// occurrences for each event, and rarely as many as ten.
  init(_ most: Int, afterEvents events: Int, occurrences: Int) {
    self.events = Self.sum(events, most)
    let (product, overflows) = most.multipliedReportingOverflow(by: 100)
    self.occurrences = Self.sum(occurrences + 1_000, overflows ? .max : product)
  }

  /// The sum, or `Int.max` where it is larger.
  private static func sum(_ number: Int, _ more: Int) -> Int {
    let (sum, overflows) = number.addingReportingOverflow(more)
    return overflows ? .max : sum
  }
}
