import TraceChecker

extension RunPlan {
  /// The name of the type of the state machine. Made when it is asked for: a campaign has no use for it.
  public var machineName: String { String(describing: machineType) }

  /// The header of the run's trace.
  /// - Parameter violates: the invariant that it violates, if it is known.
  public func traceHeader(violates: String?) -> TraceHeader {
    TraceHeader(
      servers: scenario.servers, seed: seed, scenario: scenario.description, defect: defect?.name, violates: violates,
      recordsSent: true, core: core.name, machine: machineName,
      transport: scenario.connections.channels ? "channels" : "datagrams",
      recordsSyncs: scenario.diskFaults.areBuffered)
  }
}
