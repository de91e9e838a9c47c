import RaftCore

extension Scenario {
  /// What it fixes for the servers' lives.
  public var configuration: Configuration {
    get { Configuration(servers: servers, appendsNoOp: noOp != 0, batch: batch, window: window) }
    set {
      (servers, noOp) = (newValue.servers, newValue.appendsNoOp ? 1 : 0)
      (batch, window) = (newValue.batch, newValue.window)
    }
  }
}
