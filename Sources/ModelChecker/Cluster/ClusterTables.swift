/// A read-only view of what a model knows: plain pointers into its tables, which threads can share without counting
/// references. It is valid as long as the model lives and learns nothing: the model keeps the only copy, renews it
/// whenever it learns something, and lends it only while the model itself is not changed. It has many stored properties
/// because it is flat: a step reads most of them, and each takes one load.
struct ClusterTables: BitwiseCopyable, @unchecked Sendable {
  // The cluster.
  let serverCount: Int
  let candidates: Int
  let restarting: Int
  /// The most restarts; negative for any number.
  let restartLimit: Int
  let values: Int
  let messageLimit: Int
  let isBag: Bool
  let drops: Bool
  let duplicates: Bool
  let sendsEagerly: Bool
  let renamings: Int
  /// The number of the property that the cluster can always make progress; negative if that is not checked.
  let progressNumber: Int
  /// What steps test that change nothing.
  let idleJudgment: UInt64

  // By server's state.
  let observedServers: UnsafePointer<UInt32>
  let isBeyond: UnsafePointer<Bool>
  let leads: UnsafePointer<Bool>
  let serverHashes: UnsafePointer<UInt64>
  let masks: UnsafePointer<MessageMask>
  let maskWidth: Int

  // By message, and by copy.
  let first: UnsafePointer<UInt32>
  let receiver: UnsafePointer<UInt8>
  let message: UnsafePointer<UInt32>
  let ordinal: UnsafePointer<UInt32>
  let nextCopy: UnsafePointer<UInt32>
  let messageHashes: UnsafePointer<UInt64>
  let addressed: UnsafePointer<UInt64>

  // By ghost state, and by number of restarts.
  let ghostStateHashes: UnsafePointer<UInt64>
  let restartHashes: UnsafePointer<UInt64>

  // Steps, and what is said of them.
  let stepNumbers: WordTable.View
  let steps: UnsafePointer<LocalStep>
  let sent: UnsafePointer<UInt32>
  let contexts: TupleTable.View
  let verdicts: WordTable.View
  let judgments: UnsafePointer<ContextJudgment>
  let combinations: TupleTable.View
  let progress: UnsafePointer<Bool>
  let committedCounts: UnsafePointer<UInt32>

  init<Core>(_ model: borrowing ClusterModel<Core>) {
    serverCount = model.cluster.servers
    candidates = model.cluster.candidateServers
    restarting = model.cluster.restartingServers
    restartLimit = model.cluster.restarts ?? -1
    values = model.cluster.values
    messageLimit = model.cluster.maxMessages ?? .max
    isBag = model.cluster.network == .bag
    drops = model.cluster.drops
    duplicates = model.cluster.duplicates
    sendsEagerly = model.reductions.eagerSending
    renamings = model.renamings.count
    idleJudgment = model.judge.idleMask
    observedServers = model.servers.observedServers.view
    isBeyond = model.servers.isBeyond.view
    leads = model.servers.leads.view
    serverHashes = model.servers.hashes.view
    masks = model.steps.masks.view
    maskWidth = model.steps.width
    first = model.messages.first.view
    receiver = model.messages.receiver.view
    message = model.messages.message.view
    ordinal = model.messages.ordinal.view
    nextCopy = model.messages.next.view
    messageHashes = model.messages.hashes.view
    addressed = model.messages.addressed.view
    ghostStateHashes = model.ghostStates.hashes.view
    restartHashes = model.restartHashes.view
    stepNumbers = model.steps.numbers.view
    steps = model.steps.steps.view
    sent = model.steps.sent.view
    contexts = model.contexts.view
    verdicts = model.verdicts.view
    judgments = model.judgments.view
    progressNumber = model.checksProgress ? model.judge.progressNumber : -1
    combinations = model.combinations.view
    progress = model.progress.view
    committedCounts = model.ghostStates.committedCounts.view
  }

  /// The number of the step of a server's state by an action, or `nil` if it is not known yet.
  @inline(__always)
  func step(_ row: UInt32, _ action: ModelAction) -> UInt32? { stepNumbers.find(UInt64(row) << 32 | UInt64(action)) }

  /// What messages of a word do to a server's state, as far as known.
  @inline(__always)
  func mask(_ row: UInt32, _ word: Int) -> MessageMask {
    word < maskWidth ? masks[Int(row) &* maskWidth &+ word] : MessageMask()
  }

  /// Whether a server may restart.
  @inline(__always)
  func mayRestart(_ server: Int, in state: StateView) -> Bool {
    server < restarting && (restartLimit < 0 || Int(state.restarts) < restartLimit)
  }

  /// The number of a state's context, if the context is known already.
  @inline(__always)
  func context(of state: StateView) -> UInt32? {
    find(in: contexts, state.ghostState) { observedServers[Int(state[$0])] }
  }

  /// Whether the cluster can make progress from a state; `nil` if that is not known yet.
  func canGoOn(_ state: StateView) -> Bool? {
    find(in: combinations, committedCounts[Int(state.ghostState)]) { state[$0] }.map { progress[Int($0)] }
  }

  /// The number of a tuple that has a part for each server and a last one.
  @inline(__always)
  private func find(in table: TupleTable.View, _ last: UInt32, _ part: (_ server: Int) -> UInt32) -> UInt32? {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { parts in
      for server in 0..<serverCount { parts[server] = part(server) }
      parts[serverCount] = last
      return parts.baseAddress.flatMap { table.find($0) }
    }
  }

  /// The last copy of a message that is in transit.
  @inline(__always)
  func lastCopy(of message: UInt32, in state: StateView) -> UInt32 {
    var copy = first[Int(message)]
    while true {
      let next = nextCopy[Int(copy)]
      guard next != noCopy, state.contains(next) else { return copy }
      copy = next
    }
  }
}
