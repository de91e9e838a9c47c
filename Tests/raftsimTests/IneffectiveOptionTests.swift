import Testing
import TraceChecker

@Suite("Options that have no effect with the others")
struct IneffectiveOptionTests {
  @Test(
    "an option that has no effect with the others is rejected, and the error names the option that it needs",
    arguments: [
      (["--channel-break-interval", "1s", "--calm"], "--channels 1"),
      (["--signal-latency", "1ms", "--calm"], "--channels 1"),
      (["--call-timeout", "1s", "--channels", "0"], "--channels 1"),
      (["--channels", "1", "--servers", "1"], "--servers 2 or more"),
      (["--partition-interval", "1s", "--servers", "1"], "--servers 2 or more"),
      (["--partition-ring", "1", "--servers", "3"], "--servers 4 or more"),
      (["--partition-ring", "1", "--calm", "--servers", "5"], "--partition-interval above 0"),
      (["--partition-ring", "1", "--calm"], "--servers 4 or more and --partition-interval above 0"),
      (["--partition-ring", "1", "--partition-interval", "0s"], "--partition-interval above 0"),
      (["--introducer-downtime", "1s", "--introducer-crash-interval", "0s"], "--introducer-crash-interval above 0"),
      (["--partition-duration", "1s", "--partition-interval", "0s"], "--partition-interval above 0"),
      (["--reorder-delay", "1s", "--calm"], "--reorder above 0"),
      (["--sync-stall-time", "1s", "--sync-stall", "0"], "--sync-stall above 0"),
      (["--introducer-downtime", "1s", "--calm", "--channels", "1"], "--introducer-crash-interval above 0"),
      (["--downtime", "1s", "--calm"], "--crash-interval above 0"),
      (
        ["--downtime", "1s"]
          + ["--crash-interval", "--power-failure-interval", "--write-error", "--destruction-interval"].map {
            "\($0)=0"
          },
        "--crash-interval above 0"
      ),
    ])
  func ineffective(_ options: [String], _ need: String) throws {
    let outcome = try CommandTests.run(["fuzz", "--runs", "1", "--seed", "1"] + options)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("option '\(options[0])' has no effect without \(need)"))
  }

  @Test(
    "an option that has an effect, or switches something off, is accepted",
    arguments: [
      ["--channel-break-interval", "1s", "--channels", "1"], ["--channel-break-interval", "0s"],
      ["--loss", "0.1", "--servers", "1"], ["--channel-detection", "1ms", "--defect", "identity-lost-at-reload"],
      ["--absence-interval", "1s"], ["--downtime", "1s", "--calm", "--crash-interval", "1s"],
      // Another fault that uses the downtime is on.
      ["--downtime", "1s", "--calm", "--power-failure-interval", "1s"], ["--downtime", "1s", "--crash-interval", "0s"],
      ["--reorder-delay", "0s", "--calm"],
      // The defect needs crashes.
      ["--downtime", "1s", "--calm", "--defect", "ack-before-sync"],
      // What these need, a seed may draw.
      ["--channel-break-interval", "1s"], ["--channel-detection", "10ms"], ["--partition-ring", "1"],
      ["--reorder-delay", "1s"], ["--pause-duration", "1s"],
    ])
  func effective(_ options: [String]) throws {
    let outcome = try CommandTests.run(["replay", "1"] + options)
    #expect(outcome.status < 64, "\(outcome.errors)")
  }

  @Test(
    "the scenario that a header prints is taken as options", arguments: 1...6,
    [[], ["--servers", "1"], ["--servers", "3"], ["--channels", "0"]])
  func headerScenario(_ seed: Int, _ given: [String]) throws {
    let trace = try CommandTests.run(["replay", "\(seed)", "--events", "1", "--trace", "-"] + given).output
    let reader = try TraceReader(bytes: Array(trace.utf8), name: "trace")
    let scenario = try #require(reader.header.scenario)
    let options = scenario.split(separator: " ").map(String.init)
    for calm in [[], ["--calm"]] {
      let outcome = try CommandTests.run(["replay", "\(seed)"] + calm + options)
      #expect(outcome.status < 64, "\(outcome.errors)")
    }
  }
}
