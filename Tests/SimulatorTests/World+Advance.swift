@testable import Simulator

extension World {
  /// Handles what happens until `end`, in virtual time, or until a violation, or until something holds.
  mutating func advance(until end: Int, isEnough: (borrowing World) -> Bool) {
    while let time = queue.nextTime, time <= end, let (_, occurrence) = queue.pop() {
      now = time
      handle(occurrence)
      if recorder.isViolated || isEnough(self) { break }
    }
  }
}
