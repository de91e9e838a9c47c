import RaftCore

extension Scenario {
  /// What it fixes for the servers' lives.
  public var configuration: Configuration {
    Configuration(servers: servers, appendsNoOp: noOp != 0, batch: batch, window: window)
  }
}
