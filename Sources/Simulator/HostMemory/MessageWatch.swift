import RaftCore

/// What hosts with a planted defect know of the messages that come and go.
struct MessageWatch {
  private let servers: Int
  /// By server: when it heard from a leader last, or restarted.
  private(set) var heardLeaderAt: [Int]
  /// By server: whether it waits to hear from one that does not wait.
  private(set) var isWaiting: [Bool]
  /// By server: the commands that it has taken as a leader since its start. Only looked up, never iterated.
  private var taken: [Set<UInt64>]
  /// By link from a follower to a leader: when the leader sent what the follower heard of it last.
  private var heard: [Int]
  /// By link from a follower to a leader.
  private(set) var echoes: [Echoes]
  /// By server: when it was last elected.
  private var electedAt: [Int]
  /// By server: the time from which its messages as a leader no longer ask for the promise; `Int.max` if they still do.
  private var lapsedAt: [Int]
  /// By link from a leader to a follower: when the leader sent what the follower is known to have heard in this term.
  private var confirmed: [Int]

  /// The values of `heard` when the follower sent its messages on a link. `heard` never falls, so the values before
  /// that of a confirmed message show nothing new, and are forgotten.
  struct Echoes {
    /// The number of the first message that is remembered.
    var first = 0
    /// The value for each message, from that one on.
    var heard: [Int] = []
  }

  init(servers: Int) {
    self.servers = servers
    heardLeaderAt = Array(repeating: 0, count: servers)
    isWaiting = Array(repeating: false, count: servers)
    taken = Array(repeating: [], count: servers)
    heard = Array(repeating: -1, count: servers * servers)
    echoes = Array(repeating: Echoes(), count: servers * servers)
    confirmed = heard
    electedAt = heardLeaderAt
    lapsedAt = Array(repeating: .max, count: servers)
  }

  mutating func restarts(_ id: ServerID, now: Int) {
    heardLeaderAt[id] = now
    isWaiting[id] = true
    taken[id] = []
  }

  /// A leader is asked for a command. Returns whether it is the first time since its start.
  mutating func takes(_ id: ServerID, _ command: Command) -> Bool { taken[id].insert(command.rawValue).inserted }

  /// A server hears from another.
  mutating func hears(_ id: ServerID, from: ServerID) {
    if !isWaiting[from] { isWaiting[id] = false }
  }

  /// A server hears from the leader of its term what that has sent at `sentAt`.
  mutating func hears(_ id: ServerID, fromLeader leader: ServerID, sentAt: Int, now: Int) {
    heardLeaderAt[id] = now
    heard[id * servers + leader] = max(heard[id * servers + leader], sentAt)
  }

  /// A server sends the message `number` on a link; whatever it is, it shows what the server has heard.
  mutating func sends(from: ServerID, to: ServerID, number: Int) {
    let link = from * servers + to
    while echoes[link].first + echoes[link].heard.count <= number { echoes[link].heard.append(heard[link]) }
  }

  /// The answer `number` of a follower reaches the leader of its term.
  mutating func confirms(_ leader: ServerID, follower: ServerID, number: Int) {
    let (link, back) = (leader * servers + follower, follower * servers + leader)
    let place = number - echoes[back].first
    guard echoes[back].heard.indices.contains(place) else { return }
    confirmed[link] = max(confirmed[link], echoes[back].heard[place])
    echoes[back].heard.removeFirst(place)
    echoes[back].first = number
  }

  mutating func isElected(_ id: ServerID, now: Int) {
    (electedAt[id], lapsedAt[id]) = (now, .max)
    for peer in 0..<servers { confirmed[id * servers + peer] = -1 }
  }

  /// Notes that a leader that no majority answers no longer asks for the promise, until it is elected again.
  mutating func lapses(_ leader: ServerID, now: Int) { lapsedAt[leader] = min(lapsedAt[leader], now) }

  /// Whether a leader's messages of `time` ask their receivers to promise to ignore requests for votes.
  func asksPromise(_ leader: ServerID, at time: Int) -> Bool { time < lapsedAt[leader] }

  /// The last time at which a leader was elected, or sent messages that a majority has heard.
  func lastSupport(_ leader: ServerID, now: Int) -> Int { max(electedAt[leader], majorityHeard(leader, now: now)) }

  /// The last time at which a majority had heard from a leader what it sent then; it hears itself at any time.
  func majorityHeard(_ leader: ServerID, now: Int) -> Int {
    let times = (0..<servers).map { $0 == leader ? now : confirmed[leader * servers + $0] }
    return times.sorted(by: >)[Membership(servers: servers).majority - 1]
  }
}
