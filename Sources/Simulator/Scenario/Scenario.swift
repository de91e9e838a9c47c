/// What a run depends on beside its seed: cluster, network, faults and workload. It has many stored properties because
/// each is a parameter of its own that a user can set.
public struct Scenario: Hashable, Sendable {
  /// The number of servers, `1 ... 9`.
  public var servers = 3
  /// The number of clients.
  public var clients = 2
  /// The virtual time until the faults end.
  public var duration: VirtualDuration = 5_000_000
  /// The most events under faults, and again the most when these have ended; `0` for no limit. A run in which time
  /// hardly advances ends all the same.
  public var events = 1_000_000

  // Raft.

  /// The shortest election timeout.
  public var electionTimeout: VirtualDuration = 150_000
  /// The range above the shortest one in which election timeouts are uniformly distributed.
  public var electionSpread: VirtualDuration = 150_000
  /// The time between a leader's heartbeats.
  public var heartbeat: VirtualDuration = 50_000
  /// Whether a new leader appends a no-op.
  public var noOp = true
  /// The largest number of entries in a message.
  public var batch = 4
  /// The largest number of entries sent to a follower and not yet acknowledged.
  public var window = 32

  // The network.

  /// The middle of the links' shortest latencies: each link's own lies between half and twice of it.
  public var latency: VirtualDuration = 5_000
  /// The longest additional latency of a message.
  public var jitter: VirtualDuration = 5_000
  /// The fraction of messages that are lost.
  public var loss: Rate = 0
  /// The fraction of messages that arrive twice.
  public var duplication: Rate = 0
  /// The fraction of messages that are held back and may be overtaken. `0` keeps the order of every link.
  public var reorder: Rate = 0
  /// The longest time for which a message is held back.
  public var reorderDelay: VirtualDuration = 100_000

  // Servers and partitions.

  /// The mean time between crashes; `0` for none.
  public var crashInterval: VirtualDuration = 0
  /// The mean time from a crash to the restart.
  public var downtime: VirtualDuration = 500_000
  /// The mean time from the end of a partition to the next; `0` for none.
  public var partitionInterval: VirtualDuration = 0
  /// The mean duration of a partition.
  public var partitionDuration: VirtualDuration = 1_000_000

  /// The other faults of the network.
  public var networkFaults = NetworkFaults()
  /// The faults of disks.
  public var diskFaults = DiskFaults()
  /// Faults of clocks and timers, and pauses of hosts.
  public var timeFaults = TimeFaults()
  /// The other faults of servers.
  public var serverFaults = ServerFaults()
  /// How servers find and reach each other.
  public var connections = Connections()

  // Clients.

  /// The replicated state machine.
  public var machine = MachineKind.keyValue
  /// The mean time between an answer and a client's next request.
  public var think: VirtualDuration = 20_000
  /// How long a client waits for an answer.
  public var requestTimeout: VirtualDuration = 500_000
  /// The largest number of attempts of a client for one command.
  public var attempts = 5

  /// A cluster without faults.
  public init() {}

  /// The scenario without faults, and with clients that never give up: the one in which a run ends.
  public var withoutFaults: Scenario {
    var scenario = self
    for fault in Fault.all { fault.end(in: &scenario) }
    // Messages are much faster than election timeouts (§5.6).
    scenario.latency = min(latency, electionTimeout / 12)
    scenario.jitter = min(jitter, scenario.latency)
    scenario.attempts = .max
    // What clients ask for again is an entry again: no more of them than logs can be brought up to date with, one a
    // round trip.
    scenario.requestTimeout = max(requestTimeout, 4 * (clients + 1) * scenario.longestWay)
    return scenario
  }

  /// The longest time from a step to the arrival of a message that it sends, in a world without faults.
  var longestWay: VirtualDuration { 2 * latency + jitter }

  /// The ready-made state machines.
  public enum MachineKind: String, Hashable, Sendable, CaseIterable {
    /// The key-value store, `KeyValueStore`.
    case keyValue = "key-value"
    /// The to-do list, `ToDoList`.
    case toDo = "to-do"
  }
}
