/// The rules by which a host acts beside running its server and its disk. The defaults are correct: in a planted defect
/// of the hosts one of them differs.
public struct HostRules: Sendable {
  /// From where a host answers a read of a client; by default from what the committed command returned.
  public var reads = Reads.throughTheLog
  /// What a restarted server's state machine is: a new one, to which the log is applied again.
  public var machineAfterRestart = MachineAfterRestart.fresh
  /// When a host applies what its server has committed to the state machine.
  public var applies = Applies.beforeAnswers
  /// If `n`, a replica forgets the changes of every `n`th entry, although it returns the right output; `nil` if it
  /// forgets none.
  public var forgottenChanges: Int?
  /// Which answers a host keeps until it crashes, and gives again to a retry of the same command.
  public var keptAnswers = KeptAnswers.none
  /// Who recognizes a retry, so that the command takes effect once.
  public var sessions = Sessions.inEveryReplica
  /// Whether timers that are overdue when the host resumes after a pause fire then.
  public var firesOverdueTimers = true
  /// Whether a restarted host lets its server start an election only after it has heard from one that does not wait so.
  public var awaitsSurvivor = false
  /// Whether a server whose disk was destroyed returns under its old identity, with an empty disk.
  public var keepsIdentityWithoutDisk = false
  /// After how many crashes in a row, each soon after a restart, a host does not restart its server any more.
  public var hastyCrashLimit = Int.max
  /// The most entries that a follower may lack while its leader's host still sends to it.
  public var lagLimit = Int.max
  /// How many messages in a row a host sends to a silent peer before it treats the peer as gone and sends it nothing
  /// more; `nil` if it never does.
  public var patience: Int?
  /// Whether a host treats a peer as gone when the link to it is full.
  public var givesUpFullLinks = false
  /// For a host that receives messages from a peer but cannot reach it: the number of such messages after which it
  /// treats the connection as half open, and sends nothing more; `nil` if it never does.
  public var halfOpenLimit: Int?

  /// The rules of a correct host.
  public init() {}

  /// From where a host answers a read of a client.
  public enum Reads: Sendable {
    /// From what the committed command returned, as for every other command.
    case throughTheLog
    /// From the leader's state machine, while a majority has heard from the leader within an election timeout, by the
    /// leader's clock. Hosts that have heard from a leader within an election timeout, by their own clocks, ignore
    /// requests for votes, until a leader that no majority answers stops asking for that.
    case underLease
    /// From the leader's state machine, whether it still leads or not.
    case atLeader
    /// From any server's state machine.
    case anywhere
  }

  /// When a host applies what its server has committed.
  public enum Applies: Sendable {
    /// Before it answers clients, so that the answers have results.
    case beforeAnswers
    /// After it has answered.
    case afterAnswers
    /// Never: the server never says what is committed.
    case never
  }

  /// Who recognizes a retry.
  public enum Sessions: Sendable {
    /// Every replica of the state machine, from the log.
    case inEveryReplica
    /// The leader's host: it ignores a request that it has already proposed since its start.
    case atLeader
    /// Nowhere: a retry is applied again.
    case nowhere
  }

  /// Which answers a host keeps.
  public enum KeptAnswers: Sendable {
    /// None: the replicas recognize a retry, from the log.
    case none
    /// The answers that say that the command is committed.
    case committed
    /// All answers, failures included.
    case all
  }

  /// What a restarted server's state machine is.
  public enum MachineAfterRestart: Sendable {
    /// A new one, and nothing is applied yet.
    case fresh
    /// A new one, but what was applied to the old one is not applied again.
    case olderThanLastApplied
    /// The old one, to which the log is applied again.
    case dirty
  }

  /// Whether a host ever gives up a peer.
  var givesUpPeers: Bool { patience != nil || givesUpFullLinks || halfOpenLimit != nil }

  /// Whether the host's replica applies entries exactly as `Replica` does.
  @usableFromInline var appliesPlainly: Bool { sessions == .inEveryReplica && forgottenChanges == nil }

  /// Whether it must know which messages come and go.
  var watchesMessages: Bool {
    reads == .underLease || awaitsSurvivor || lagLimit < .max || sessions == .atLeader
  }
}
