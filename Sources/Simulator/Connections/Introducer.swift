/// The signaling service that brings the members of a room together. It knows who has joined which room,
/// introduces members to each other, and relays their signals. It keeps everything in memory only. A host has one
/// address: if it joins with another identity, its earlier one is forgotten.
struct Introducer {
  private struct Member {
    var room: RoomKey
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
  private let keepsRoomsApart: Bool

  /// - Parameter keepsRoomsApart: `false` is a planted defect.
  init(keepsRoomsApart: Bool = true) { self.keepsRoomsApart = keepsRoomsApart }

  /// Stops, and forgets everyone.
  mutating func crash() {
    isUp = false
    members = []
  }

  /// Runs again.
  mutating func restart() { isUp = true }

  /// A member joins from the host at `address`. All other members of the room are introduced to it, and it is
  /// introduced to them unless it has joined before. Returns the signals that the introducer sends. O(members).
  mutating func join(_ signal: Signal, at address: Int) -> [Outgoing] {
    members.removeAll { $0.address == address && $0.room == signal.room && $0.identity != signal.sender }
    let others = members.filter { isOneRoom($0.room, signal.room) && $0.identity != signal.sender }
    let known = members.firstIndex { $0.room == signal.room && $0.identity == signal.sender }
    let newcomer = Member(room: signal.room, identity: signal.sender, address: address)
    if let known { members[known] = newcomer } else { members.append(newcomer) }
    let introductions = others.map { Self.introduce($0, to: newcomer) }
    return known != nil ? introductions : introductions + others.map { Self.introduce(newcomer, to: $0) }
  }

  private static func introduce(_ member: Member, to other: Member) -> Outgoing {
    let signal = Signal(
      body: .introduction, room: member.room, sender: member.identity, receiver: other.identity)
    return Outgoing(signal: signal, address: other.address)
  }

  /// Passes a signal on from one member to another; returns `nil` unless both have joined the room. O(members).
  func relay(_ signal: Signal) -> Outgoing? {
    guard member(signal.sender, signal.room) != nil, let receiver = member(signal.receiver, signal.room) else {
      return nil
    }
    return Outgoing(signal: signal, address: receiver.address)
  }

  private func member(_ identity: Identity, _ room: RoomKey) -> Member? {
    members.first { isOneRoom($0.room, room) && $0.identity == identity }
  }

  private func isOneRoom(_ one: RoomKey, _ other: RoomKey) -> Bool { one == other || !keepsRoomsApart }
}
