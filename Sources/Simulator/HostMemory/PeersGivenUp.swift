import RaftCore
import TraceChecker

/// Which peers hosts have taken for gone: what `HostRules` that give up need to remember. A host that restarts still
/// has it: its list of peers is on its disk.
struct PeersGivenUp {
  /// What a host remembers of a peer.
  private struct KnownPeer {
    /// How many messages in a row it sent since it heard from the peer.
    var unanswered = 0
    /// Whether what it sent last was lost on its way out.
    var isOutOfReach = false
    /// How many messages in a row it heard while the peer was out of reach.
    var heardInVain = 0
    var isGivenUp = false
  }

  private static let limit = TraceHeader.serverLimit
  /// By host and peer.
  private var known = Array(repeating: KnownPeer(), count: limit * limit)

  /// The rules of each host.
  private let hosts: [HostRules]

  init(_ hosts: [HostRules]) { self.hosts = hosts }

  private func index(_ host: ServerID, _ peer: ServerID) -> Int { host * Self.limit + peer }

  /// A host hears from a peer, which it may have given up: it sends nothing all the same.
  mutating func hear(from peer: ServerID, at id: ServerID) {
    let place = index(id, peer)
    known[place].unanswered = 0
    guard known[place].isOutOfReach else { return }
    known[place].heardInVain += 1
    if let limit = hosts[id].halfOpenLimit, known[place].heardInVain >= limit { known[place].isGivenUp = true }
  }

  /// A message gets on its way.
  mutating func reach(from id: ServerID, to peer: ServerID) {
    known[index(id, peer)].isOutOfReach = false
    known[index(id, peer)].heardInVain = 0
  }

  /// A message does not even get on its way.
  mutating func lose(_ loss: Network.Loss, from id: ServerID, to peer: ServerID) {
    known[index(id, peer)].isOutOfReach = true
    if loss == .overflow, hosts[id].givesUpFullLinks { known[index(id, peer)].isGivenUp = true }
  }

  /// Whether a host does not send a message to a peer; takes note of it if it does.
  mutating func isSilenced(from id: ServerID, to peer: ServerID) -> Bool {
    let place = index(id, peer)
    if let patience = hosts[id].patience, known[place].unanswered >= patience { known[place].isGivenUp = true }
    known[place].unanswered += 1
    return known[place].isGivenUp
  }
}
