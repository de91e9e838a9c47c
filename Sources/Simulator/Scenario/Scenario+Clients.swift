extension Scenario {
  /// The numbers of what clients ask for: those of the scenario, and one more that asks when the faults have ended.
  var clientNumbering: ClientNumbering { ClientNumbering(clients: clients + 1) }
}
