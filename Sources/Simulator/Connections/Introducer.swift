/// The signaling service that brings the members of a session together. It knows who has joined which session,
/// introduces members to each other, and relays their signals. It keeps everything in memory only. A host has one
/// address: if it joins with another identity, its earlier one is forgotten.
struct Introducer {
  private struct Member {
    var session: SessionKey
    var identity: Identity
    var address: Int
  }

  /// A signal that it sends.
  struct Outgoing: Hashable {
    var signal: Signal
    var address: Int
  }

  /// Whether it runs.
  private(set) var isUp = true
  private var members: [Member] = []
  private let keepsSessionsApart: Bool

  /// - Parameter keepsSessionsApart: `false` is a planted defect.
  init(keepsSessionsApart: Bool = true) { self.keepsSessionsApart = keepsSessionsApart }

  /// Stops, and forgets everyone.
  mutating func crash() {
    isUp = false
    members = []
  }

  /// Runs again.
  mutating func restart() { isUp = true }

  /// A member joins from the host at `address`. All other members of the session are introduced to it, and it is
  /// introduced to them unless it has joined before. Returns the signals that the introducer sends. O(members).
  mutating func join(_ signal: Signal, at address: Int) -> [Outgoing] {
    members.removeAll { $0.address == address && $0.session == signal.session && $0.identity != signal.sender }
    let others = members.filter { isOneSession($0.session, signal.session) && $0.identity != signal.sender }
    let known = members.firstIndex { $0.session == signal.session && $0.identity == signal.sender }
    let newcomer = Member(session: signal.session, identity: signal.sender, address: address)
    if let known { members[known] = newcomer } else { members.append(newcomer) }
    let introductions = others.map { Self.introduce($0, to: newcomer) }
    return known != nil ? introductions : introductions + others.map { Self.introduce(newcomer, to: $0) }
  }

  private static func introduce(_ member: Member, to other: Member) -> Outgoing {
    let signal = Signal(
      body: .introduction, session: member.session, sender: member.identity, receiver: other.identity)
    return Outgoing(signal: signal, address: other.address)
  }

  /// Passes a signal on from one member to another; returns `nil` unless both have joined the session. O(members).
  func relay(_ signal: Signal) -> Outgoing? {
    guard member(signal.sender, signal.session) != nil, let receiver = member(signal.receiver, signal.session) else {
      return nil
    }
    return Outgoing(signal: signal, address: receiver.address)
  }

  private func member(_ identity: Identity, _ session: SessionKey) -> Member? {
    members.first { isOneSession($0.session, session) && $0.identity == identity }
  }

  private func isOneSession(_ one: SessionKey, _ other: SessionKey) -> Bool { one == other || !keepsSessionsApart }
}
