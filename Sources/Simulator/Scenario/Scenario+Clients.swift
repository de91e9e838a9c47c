extension Scenario {
  /// The numbering of the commands of all clients: the scenario's, and one more that asks once the faults have ended.
  var clientNumbering: ClientNumbering { ClientNumbering(clients: clients + 1) }
}
