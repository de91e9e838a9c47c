import Simulator
import Testing

@Suite("Rates and durations")
struct RateTests {
  @Test(
    "a rate is a fraction or a percentage, in parts per million",
    arguments: [
      ("0", 0), ("1", 1_000_000), ("0.05", 50_000), (".05", 50_000), ("5%", 50_000), ("0.000001", 1), ("0.0001%", 1),
      ("100%", 1_000_000), ("1.000000", 1_000_000), ("12.5%", 125_000), ("00.5", 500_000),
    ])
  func rates(text: String, partsPerMillion: Int) {
    #expect(Rate(text)?.partsPerMillion == partsPerMillion)
  }

  @Test(
    "what is no rate is refused",
    arguments: [
      "", "%", ".", "-0.1", "+0.1", "0.0000001", "0.00001%", "1.", "0,5", "1e-3", "5%%", " 0.5",
      "99999999999999999999", "0.1.2", "nan", "inf",
    ])
  func noRates(text: String) { #expect(Rate(text) == nil) }

  @Test("a rate of more than all is out of range", arguments: ["5", "1.1", "101%"])
  func tooMuch(text: String) throws {
    #expect(try #require(ScenarioParameter.named("loss")).value(parsing: text) == nil)
  }

  @Test("rates and durations read back as they are written", arguments: [0, 1, 999, 1_000, 1_500, 50_000, 1_000_000])
  func roundTrip(_ value: Int) {
    #expect(Rate("\(Rate(partsPerMillion: value))")?.partsPerMillion == value)
    for factor in [1, 60, 3_600] {
      let duration = VirtualDuration(microseconds: value * factor)
      #expect(VirtualDuration("\(duration)") == duration)
      #expect(VirtualDuration(duration.inLargestUnit) == duration)
    }
  }
}
