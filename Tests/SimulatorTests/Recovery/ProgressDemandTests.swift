import Testing

@testable import Simulator

@Suite("What is required when the faults have ended")
struct ProgressDemandTests {
  private static func demand(_ separation: Recovery.Separation?, lag: Int = 0, differing: Int) -> ProgressDemand {
    ProgressDemand(Scenario().withoutFaults, separation, entries: 300, lag: lag, differing: differing)
  }

  /// Whether the demand has an exemption; `nil` if nothing is required.
  private static func isExempt(_ demand: ProgressDemand) -> Bool? {
    if case .within(_, let exemption) = demand { exemption == .disruption } else { nil }
  }

  @Test("the demand has an exemption if a leader is deposed before it can go back entry by entry", arguments: [2, 260])
  func deposed(_ differing: Int) {
    // A round trip takes up to 30 ms, and a leader needs four besides those back. The election timeout is 150 ms.
    #expect(Self.isExempt(Self.demand(.deaf, differing: differing)) == true)
  }

  @Test(
    "there is no exemption if the leader has the time or is not deposed",
    arguments: [nil] + Recovery.Separation.allCases)
  func enough(_ separation: Recovery.Separation?) {
    #expect(Self.isExempt(Self.demand(separation, differing: separation == .deaf ? 1 : 260)) == false)
  }

  @Test("nothing is required if sending the entries alone takes too long")
  func entries() {
    #expect(Self.demand(.deaf, lag: 260, differing: 260) == .nothing(.disruption))
  }

  @Test("the bound does not depend on the exemption")
  func bound() {
    guard case .within(let few, _) = Self.demand(.deaf, differing: 0),
      case .within(let many, _) = Self.demand(.deaf, differing: 260)
    else {
      Issue.record("nothing is required")
      return
    }
    #expect(few == many)
  }
}
