extension Scenario {
  /// The most clients of a run.
  package static let clientLimit = ClientNumbering.clientLimit

  /// The numbering of the commands of all clients: the scenario's, and one more that asks once the faults have ended.
  var clientNumbering: ClientNumbering { ClientNumbering(clients: clients + 1) }
}
