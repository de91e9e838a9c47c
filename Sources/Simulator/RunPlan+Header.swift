import TraceChecker

extension RunPlan {
  /// What stands before the trace of the run.
  /// - Parameter violates: the invariant that it breaks, if it is known.
  public func traceHeader(violates: String?) -> TraceHeader {
    TraceHeader(
      servers: scenario.servers, seed: seed, scenario: scenario.description, defect: defect?.name, violates: violates,
      tellsSent: true, core: core.name, machine: machineName,
      transport: scenario.connections.channels ? "channels" : "datagrams",
      tellsSyncs: scenario.diskFaults.areBuffered)
  }
}
