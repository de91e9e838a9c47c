import RaftCore

extension Scenario {
  /// The largest number of entries that a leader may send a follower ahead of its acknowledgment.
  package static let widestWindow = 4096

  /// The part of the scenario that the servers are configured with.
  public var configuration: Configuration {
    get { Configuration(servers: servers, appendsNoOp: noOp, batch: batch, window: window) }
    set {
      (servers, noOp) = (newValue.servers, newValue.appendsNoOp)
      (batch, window) = (newValue.batch, newValue.window)
    }
  }
}
