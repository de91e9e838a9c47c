/// Clients' requests that a server has taken and not yet answered.
struct WaitingRequests: Hashable, Sendable {
  /// A request whose entry is in this leader's log.
  struct Proposal: Hashable, Sendable, BitwiseCopyable {
    var index: LogIndex
    var command: Command
    /// The server that forwarded it, or `nil` for a client of this one.
    var origin: ServerID?
  }

  /// How many forwarded requests a follower remembers: the oldest is answered "unknown" to make room for one more.
  static let forwardLimit = 64

  /// The leader's, in the order of their indexes.
  private var proposals: [Proposal] = []
  private var answered = 0
  /// The follower's, in the order of their coming.
  private(set) var forwarded: [Command] = []

  /// The proposals that are not answered yet.
  var open: ArraySlice<Proposal> { proposals[answered...] }

  var isEmpty: Bool { answered == proposals.count && forwarded.isEmpty }

  mutating func propose(_ proposal: Proposal) { proposals.append(proposal) }

  /// Removes and returns the first proposal if it is at `commitIndex` or before. O(1) amortized.
  mutating func popCommitted(upTo commitIndex: LogIndex) -> Proposal? {
    guard answered < proposals.count, proposals[answered].index <= commitIndex else { return nil }
    defer {
      answered += 1
      if answered == proposals.count { clearProposals() }
      if answered > 64, 2 * answered > proposals.count { removeAnswered() }
    }
    return proposals[answered]
  }

  /// Remembers a forwarded request. Returns the one that had to make room, if any.
  mutating func forward(_ command: Command) -> Command? {
    if forwarded.contains(command) { return nil }
    forwarded.append(command)
    return forwarded.count > Self.forwardLimit ? forwarded.removeFirst() : nil
  }

  /// Forgets a forwarded request. Returns whether it was waiting: an answer that comes twice is passed back once.
  mutating func removeForwarded(_ command: Command) -> Bool {
    guard let position = forwarded.firstIndex(of: command) else { return false }
    forwarded.remove(at: position)
    return true
  }

  /// Stops a debug build where the counts contradict each other. O(1).
  func checkCounts() {
    assert(answered <= proposals.count && forwarded.count <= Self.forwardLimit, "no more answers than proposals")
  }

  /// Stops a debug build where the last proposals are not in the order of their indexes. O(1).
  func checkOrder() {
    guard proposals.count > 1 else { return }
    let last = proposals.count - 1
    assert(proposals[last - 1].index < proposals[last].index, "proposals are in the order of their indexes")
  }

  /// Removes everything, returning the proposals that are still open and the forwarded requests.
  mutating func removeAll() -> (proposals: ArraySlice<Proposal>, forwarded: [Command]) {
    let all = (open, forwarded)
    clearProposals()
    forwarded = []
    return all
  }

  /// A leader that always has one open never comes to clear them all.
  private mutating func removeAnswered() {
    proposals.removeFirst(answered)
    answered = 0
  }

  private mutating func clearProposals() {
    proposals.removeAll(keepingCapacity: true)
    answered = 0
  }
}
