extension Scenario {
  /// The most clients of a run: an occurrence has a byte for its client.
  package static let clientLimit = 256

  /// The numbering of the commands of all clients: the scenario's, and one more that asks once the faults have ended.
  var clientNumbering: ClientNumbering { ClientNumbering(clients: clients + 1) }
}
