import RaftCore
import Simulator

/// A cluster with bounds on its states, and the actions that are possible in it. It can reach finitely many states.
public struct BoundedCluster: Sendable {
  /// The number of servers, `1 ... 9`.
  public var servers = 3
  /// The bound on terms, `0 ... 255`: a state with a higher term is judged, but not explored further.
  public var maxTerm = 2
  /// The bound on the length of logs, `0 ... 255`.
  public var maxLog = 2
  /// The number of different commands that clients request.
  public var values = 1
  /// At most this many messages are in transit at once; `nil` for no bound but that of the network.
  public var maxMessages: Int?
  /// What the network does with a message.
  public var network = NetworkKind.set
  /// Whether a bag network may lose messages. Without it a message may still be delayed forever, which is the same for
  /// safety.
  public var drops = false
  /// Whether a bag may deliver a message more often than it was sent.
  public var duplicates = false
  /// The first this many servers may time out, and so lead and serve clients; `nil` for all.
  public var candidates: Int?
  /// The first this many servers may restart; `nil` for all.
  public var restarting: Int?
  /// The largest number of restarts of all servers together; `nil` for any number.
  public var restarts: Int? = 0
  /// Whether a new leader appends the no-op.
  public var appendsNoOp = true
  /// The largest number of entries in one message.
  public var batch = EntryBatch.capacity
  /// The largest number of entries that a leader sends ahead of their acknowledgment.
  public var window = 32
  /// The planted defect of the servers, if there is one. Disks have no defects.
  public var defect: Defect?
  /// The core that the servers are made of.
  public var core = CoreType.raftCore

  /// The largest bound on terms and logs.
  public static let limit = 255
  /// The largest cluster whose steps fit an action's code.
  public static let mostServers = 9
  /// The largest number of different commands.
  public static let mostValues = 8
  /// The largest number of restarts, where they are counted.
  public static let mostRestarts = 255

  /// The most renamings under which symmetry is taken into account: every part of a state has a hash for each.
  public static let mostRenamings = 720

  /// The number of ways to rename servers and commands under which it stays the same.
  public var renamings: Int { Renaming.symmetryCount(of: self) }

  /// Three servers, terms and logs up to 2, one command, a network that delivers any number of times.
  public init() {}

  /// What a network does with a message.
  public enum NetworkKind: String, CaseIterable, Sendable {
    /// What was sent may arrive any number of times, in any order, or never: loss, duplication and reordering at their
    /// worst.
    case set
    /// What was sent arrives as often as it was sent, in any order, unless it is delayed forever.
    case bag
  }

  /// The configuration of the servers.
  public var configuration: Configuration {
    get { Configuration(servers: servers, appendsNoOp: appendsNoOp, batch: batch, window: window) }
    set {
      (servers, appendsNoOp) = (newValue.servers, newValue.appendsNoOp)
      (batch, window) = (newValue.batch, newValue.window)
    }
  }
  /// Whether the core encodes its state, which exploration needs.
  public var canBeExplored: Bool {
    guard let foreign = core.foreign else { return true }
    let server = AnyServer(id: 0, configuration: configuration, restoring: DurableState(), rules: foreign)
    var words: [UInt64] = []
    return server.encode(Renaming(servers: servers, values: values), foreign, into: &words)
  }

  /// The rules of servers of RaftCore, by server.
  var rules: [Rules] { defect.rules(servers: servers) }
  /// Whether a wrong rule gives answers to candidates a term that the voter does not have.
  var repliesAreAhead: Bool {
    rules.contains { rules in (0...maxTerm).contains { rules.termOfVoteReply($0) > $0 } }
  }
  var candidateServers: Int { min(candidates ?? servers, servers) }
  var restartingServers: Int { restarts == 0 ? 0 : min(restarting ?? servers, servers) }
}

/// Ways to explore fewer states without losing a violation.
public struct Reductions: Hashable, Sendable {
  /// Treats states that differ only in the names of servers and of commands as one.
  public var symmetry = false
  /// Takes steps that only send messages as soon as they are possible: see `EagerSending`.
  public var eagerSending = false

  /// Nothing is left out.
  public init() {}
}
