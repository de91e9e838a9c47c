import Testing

@testable import Simulator

@Suite("What is demanded when the faults have ended")
struct ProgressDemandTests {
  private static func demand(_ separation: Recovery.Separation?, lag: Int = 0, differing: Int) -> ProgressDemand {
    ProgressDemand(Scenario().withoutFaults, separation, entries: 300, lag: lag, differing: differing)
  }

  /// Whether the demand has an excuse; `nil` if nothing is demanded.
  private static func isExcused(_ demand: ProgressDemand) -> Bool? {
    if case .within(_, let excuse) = demand { excuse == .disruption } else { nil }
  }

  @Test(
    "a leader that is deposed before it can go back by one entry a round trip has an excuse", arguments: [6, 7, 260])
  func deposed(_ differing: Int) {
    // A round trip is up to 30 ms, and four more are needed. The election timeout is 150 ms.
    #expect(Self.isExcused(Self.demand(.deaf, differing: differing)) == true)
  }

  @Test("a leader that has the time, or that nobody deposes, has none", arguments: [nil] + Recovery.Separation.allCases)
  func enough(_ separation: Recovery.Separation?) {
    #expect(Self.isExcused(Self.demand(separation, differing: separation == .deaf ? 1 : 260)) == false)
  }

  @Test("nothing is demanded if the entries alone take too long")
  func entries() {
    #expect(Self.demand(.deaf, lag: 260, differing: 260) == .nothing(.disruption))
  }

  @Test("the time that is demanded does not depend on the excuse")
  func bound() {
    guard case .within(let few, _) = Self.demand(.deaf, differing: 0),
      case .within(let many, _) = Self.demand(.deaf, differing: 260)
    else { return #expect(Bool(false)) }
    #expect(few == many)
  }
}
