import RaftCore
import Simulator
import TraceChecker

/// Every state of a server that was met, by number: the core's own servers, each once.
struct ServerTable<Core: ServerCore>: Sendable {
  private let rules: [Core.Rules]
  private let renamings: [Renaming]
  private var numbers: [[UInt64]: UInt32] = [:]
  private(set) var servers: [Core] = []
  /// By number: the votes that the specification counts for it. Those that the server counts itself, but for a wrong
  /// rule.
  private(set) var votes: [UInt16] = []
  private(set) var hashes: Hashes
  /// By number: how the server looks to the checks.
  private(set) var observedServers = InPlaceArray<UInt32>()
  private(set) var isBeyond = InPlaceArray<Bool>()
  private(set) var leads = InPlaceArray<Bool>()
  private(set) var observedTable = ObservedServerTable()
  private let maxTerm: Int
  private let maxLog: Int

  init(_ cluster: BoundedCluster, _ rules: [Core.Rules], _ renamings: [Renaming]) {
    self.rules = rules
    self.renamings = renamings
    hashes = Hashes(.server)
    (maxTerm, maxLog) = (cluster.maxTerm, cluster.maxLog)
  }

  /// The memory, in bytes, roughly.
  var memory: Int { servers.count * 600 + hashes.memory + observedTable.memory }

  /// The number of a server's state. Those that differ only in what `ClusterEncoding` leaves out have the same.
  /// - Parameter counted: the votes that the specification counts for it; `nil` for those that it counts itself.
  mutating func number(of server: Core, counted: UInt16? = nil) -> UInt32 {
    let counted = counted ?? server.votesGranted.rawValue
    var words = self.words(server, counted, renamings[0])
    if let number = numbers[words] { return number }
    let number = UInt32(servers.count)
    numbers[words] = number
    servers.append(server)
    votes.append(counted)
    isBeyond.append(server.currentTerm > maxTerm || server.lastIndex > maxLog)
    leads.append(server.role == .leader)
    observedServers.append(observedTable.number(of: server))
    for renaming in renamings {
      words = self.words(server, counted, renaming)
      hashes.append(words)
    }
    return number
  }

  /// The words of a server's state, with the votes that it should have counted.
  func words(_ server: Core, _ counted: UInt16, _ renaming: Renaming) -> [UInt64] {
    var words: [UInt64] = []
    let isEncoded = server.encode(renaming, rules[server.id], into: &words)
    precondition(isEncoded, "a core that cannot be explored")
    words.append(renaming.set(counted))
    return words
  }
}

/// What the checks see of a server's state: term, vote, role, log and commit index, without what it knows of others.
struct ObservedServerTable: Sendable {
  private var numbers: [ObservedServer: UInt32] = [:]
  private var observedServers: [ObservedServer] = []

  struct ObservedServer: Hashable, Sendable {
    var state = ServerState()
    var log: [TraceEntry] = []
  }

  /// The memory, in bytes, roughly.
  var memory: Int { observedServers.count * 200 }

  subscript(number: UInt32) -> ObservedServer { observedServers[Int(number)] }

  mutating func number(of server: some ServerCore) -> UInt32 {
    let observed = ObservedServer(server)
    if let number = numbers[observed] { return number }
    numbers[observed] = UInt32(observedServers.count)
    observedServers.append(observed)
    return UInt32(observedServers.count - 1)
  }
}

extension ObservedServerTable.ObservedServer {
  init(_ server: some ServerCore) {
    state.term = server.currentTerm
    state.vote = server.votedFor ?? TraceEvent.none
    state.role = TraceAdapter.role(server.role)
    state.commit = server.commitIndex
    log = (0..<server.lastIndex).map { TraceAdapter.entry(server.entry(at: $0 + 1)) }
  }
}
