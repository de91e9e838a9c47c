/// How much a part of a run may do.
///
/// Some occurrences are no events: a client that asks a server that is down, a timer that was moved. A scenario can have
/// nothing else for a year of virtual time, so those are limited, too, where events are.
struct WorkLimit {
  /// The number of events of the run at which the part has had enough.
  var events = Int.max
  /// The same of occurrences.
  var occurrences = Int.max

  /// No limit.
  init() {}

  /// The most events of a part that begins after so many events and occurrences. Runs have a few occurrences for each
  /// event, and hardly ever ten.
  init(_ most: Int, afterEvents events: Int, occurrences: Int) {
    self.events = events + most
    self.occurrences = occurrences + 1_000 + 100 * most
  }
}
