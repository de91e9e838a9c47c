import Simulator

/// The scenario in the header of a trace. A header has one number of servers and one defect, and its scenario text must
/// not say anything else.
enum HeaderScenario {
  /// The line of the header in its file.
  static let line = 1

  /// The scenario that `text` gives. What it does not give has the usual values, and `servers` servers.
  /// - Throws: `ScenarioError` for a text that is no scenario, and for one that contradicts `servers`.
  static func parse(_ text: String, servers: Int) throws(ScenarioError) -> Scenario {
    var usual = Scenario()
    usual.servers = servers
    let scenario = try Scenario(parsing: text, defaults: usual)
    guard scenario.servers == servers else {
      throw ScenarioError(
        "it has \(scenario.servers) servers, but the field 'servers' has \(servers); both must be the same")
    }
    return scenario
  }
}
